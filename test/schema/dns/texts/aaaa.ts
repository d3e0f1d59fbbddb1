import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['2001:db8::1', '2001:db8::1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['::FFFF:c000:0201', '::ffff:192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  [{ address: '2001:DB8::A' }, '2001:db8::a'],
];

export const refused: Refused = [
  ['', 'AAAA has no address'],
  ['192.0.2.1', 'AAAA holds an IPv6 address, and "192.0.2.1" is IPv4; use type A'],
  ['2001:db8::1::2', 'is not an IPv6 address'],
  ['2001:db8:1', 'is not an IPv6 address'],
  ['1:2:3:4:5:6:7:8:9', 'is not an IPv6 address'],
  ['1:2:3:4:5:6:7:8::', 'is not an IPv6 address'],
  ['12345::', 'is not an IPv6 address'],
  [':1:2:3:4:5:6:7', 'is not an IPv6 address'],
  [':::', 'is not an IPv6 address'],
  ['::192.0.2', 'is not an IPv6 address'],
  ['::ffff:192.0.2.01', 'is not an IPv6 address'],
  ['fe80::1%eth0', 'names a network interface, which DNS cannot hold; write "fe80::1"'],
  ['2001:db8::/32', 'is a network or a URL'],
  ['host.example.com', 'is a name'],
];
