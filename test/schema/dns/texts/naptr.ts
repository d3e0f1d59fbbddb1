import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['( 1 1 "" "" "!^([(]x)(y)$!\\\\2\\\\1!" . ) ; swapped', '1 1 "" "" "!^([(]x)(y)$!\\\\2\\\\1!" .'],
  ['\\# 9 0001 0002 01 73 00 00 00', '1 2 "S" "" "" .'],
  ['100 10 "s" "SIP+D2U" "" _sip._udp.example.com', '100 10 "S" "SIP+D2U" "" _sip._udp.example.com.'],
  ['100 10 u E2U+sip "!^.*$!sip:info@example.com!" .', '100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
  ['1 1 "" "" "!^(\\\\d+)$!x\\\\1!i" .', '1 1 "" "" "!^(\\\\d+)$!x\\\\1!i" .'],
  [
    { order: 100, preference: 10, flags: 'U', service: 'E2U+sip', regexp: '/a/b/', replacement: '.' },
    '100 10 "U" "E2U+sip" "/a/b/" .',
  ],
];

export const refused: Refused = [
  ['1 1 "" "" "!^(.*)$!\\\\2!" .', 'puts \\2 into its replacement, and its pattern has 1 groups'],
  ['1 1 "" "" "!^[(]\\\\(.*$!\\\\1!" .', 'puts \\1 into its replacement, and its pattern has 0 groups'],
  ['100 10 "S" "SIP+D2U" "" a\\.b.example.net.', String.raw`"\\" is not allowed in one`],
  ['100 10 "S" "SIP+D2U" "" \\@', String.raw`"\\" is not allowed in one`],
  ['"100" 10 "S" "" "" sip', 'is not the form of NAPTR data'],
  ['100 10 "S" "\\255" "" sip', 'NAPTR service "\\udcff" holds octets that are not UTF-8'],
  [`100 10 "S" "${'x'.repeat(256)}" "" sip`, 'NAPTR service has 256 octets; one string of a record has at most 255'],
  ['100 10 "S" "SIP+D2U" _sip._udp.example.com.', 'is not the form of NAPTR data; write ORDER PREFERENCE "FLAGS"'],
  ['100 10 "S!" "" "" a.example.com.', 'NAPTR flags "S!" are not letters and digits'],
  ['100 10 "U" "" "!a!b!" a.example.com.', 'has both a regexp and a replacement'],
  ['100 10 "U" "" "!a!b" .', 'NAPTR regexp "!a!b" is not a substitution'],
  ['100 10 "U" "" "!a!b!c!" .', 'is not a substitution'],
  ['100 10 "U" "" "!a!b!g" .', 'is not a substitution'],
  ['100 10 "U" "" "1a1b1" .', 'is not a substitution'],
  ['65536 10 "U" "" "" .', 'NAPTR order is "65536"'],
  ['1 10 "U" "" "!a!b! .', 'has a quote that is not closed'],
];
