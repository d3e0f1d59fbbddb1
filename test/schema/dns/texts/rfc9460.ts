/** The test vectors of RFC 9460 appendix D: text, the wire form in hexadecimal, and our canonical text; and what fails. */
import type { Refused } from './rows.ts';

const foo = '03666f6f076578616d706c6503636f6d00';
const fooOrg = '03666f6f076578616d706c65036f726700';

export const vectors: readonly (readonly [text: string, wire: string, canonical: string])[] = [
  ['0 foo.example.com.', `0000${foo}`, '0 foo.example.com.'],
  ['1 .', '000100', '1 .'],
  ['16 foo.example.com. port=53', `0010${foo}000300020035`, '16 foo.example.com. port="53"'],
  ['1 foo.example.com. key667=hello', `0001${foo}029b000568656c6c6f`, '1 foo.example.com. key667="hello"'],
  [
    '1 foo.example.com. key667="hello\\210qoo"',
    `0001${foo}029b000968656c6c6fd2716f6f`,
    '1 foo.example.com. key667="hello\\210qoo"',
  ],
  [
    '1 foo.example.com. (ipv6hint="2001:db8::1,2001:db8::53:1")',
    `0001${foo}0006002020010db800000000000000000000000120010db8000000000000000000530001`,
    '1 foo.example.com. ipv6hint="2001:db8::1,2001:db8::53:1"',
  ],
  [
    '1 example.com. (ipv6hint="2001:db8:122:344::192.0.2.33")',
    '0001076578616d706c6503636f6d000006001020010db80122034400000000c0000221',
    '1 example.com. ipv6hint="2001:db8:122:344::c000:221"',
  ],
  [
    '16 foo.example.org. (alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1)',
    `0010${fooOrg}0000000400010004000100090268320568332d313900040004c0000201`,
    '16 foo.example.org. mandatory="alpn,ipv4hint" alpn="h2,h3-19" ipv4hint="192.0.2.1"',
  ],
  [
    '16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"',
    `0010${fooOrg}0001000c08665c6f6f2c626172026832`,
    '16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"',
  ],
  [
    '16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2',
    `0010${fooOrg}0001000c08665c6f6f2c626172026832`,
    '16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"',
  ],
];

export const failures: Refused = [
  ['1 foo.example.com. ( key123=abc key123=def )', 'has the parameter key123 twice'],
  ['1 foo.example.com. mandatory', 'parameter mandatory has no value'],
  ['1 foo.example.com. alpn', 'parameter alpn has no value'],
  ['1 foo.example.com. port', 'parameter port has no value'],
  ['1 foo.example.com. ipv4hint', 'parameter ipv4hint has no value'],
  ['1 foo.example.com. ipv6hint', 'parameter ipv6hint has no value'],
  ['1 foo.example.com. no-default-alpn=abc', 'parameter no-default-alpn takes no value'],
  ['1 foo.example.com. mandatory=key123', 'says that key123 is mandatory but does not have it'],
  ['1 foo.example.com. mandatory=mandatory', 'parameter mandatory names itself'],
  ['1 foo.example.com. ( mandatory=key123,key123 key123=abc )', 'parameter mandatory names key123 twice'],
];
