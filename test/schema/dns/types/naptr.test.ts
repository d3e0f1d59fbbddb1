import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe('schema/dns/types/naptr', () => {
  accepts('NAPTR', [
    ['100 10 "s" "SIP+D2U" "" _sip._udp.example.com', '100 10 "S" "SIP+D2U" "" _sip._udp.example.com.'],
    ['100 10 u E2U+sip "!^.*$!sip:info@example.com!" .', '100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
    ['1 1 "" "" "!^(\\\\d+)$!x\\\\1!i" .', '1 1 "" "" "!^(\\\\d+)$!x\\\\1!i" .'],
    [
      { order: 100, preference: 10, flags: 'U', service: 'E2U+sip', regexp: '/a/b/', replacement: '.' },
      '100 10 "U" "E2U+sip" "/a/b/" .',
    ],
  ]);
  refuses('NAPTR', [
    ['100 10 "S" "SIP+D2U" _sip._udp.example.com.', 'is not the form of NAPTR data; write ORDER PREFERENCE "FLAGS"'],
    ['100 10 "S!" "" "" a.example.com.', 'NAPTR flags "S!" are not letters and digits'],
    ['100 10 "U" "" "!a!b!" a.example.com.', 'has both a regexp and a replacement'],
    ['100 10 "U" "" "!a!b" .', 'NAPTR regexp "!a!b" is not a substitution'],
    ['100 10 "U" "" "!a!b!c!" .', 'is not a substitution'],
    ['100 10 "U" "" "!a!b!g" .', 'is not a substitution'],
    ['100 10 "U" "" "1a1b1" .', 'is not a substitution'],
    ['65536 10 "U" "" "" .', 'NAPTR order is "65536"'],
    ['1 10 "U" "" "!a!b! .', 'has a quote that is not closed'],
  ]);
});
