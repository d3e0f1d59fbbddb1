import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.1 ', '192.0.2.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['( 192.0.2.1 ) ; web', '192.0.2.1'],
  ['\\# 4 c0000201', '192.0.2.1'],
  ['\\# 4 C0 00 02 01 ; web', '192.0.2.1'],
  ['255.255.255.255', '255.255.255.255'],
  [{ address: '192.0.2.1' }, '192.0.2.1'],
];

export const refused: Refused = [
  ['', 'A has no address; write an IPv4 address, for example "192.0.2.1"'],
  ['"192.0.2.1"', 'A \'"192.0.2.1"\' has quotes, and no field of it may; leave them out'],
  ['\\# 3 c00002', 'is not A data: it is cut short'],
  ['\\# 5 c000020101', 'is not A data: it goes on after its end'],
  ['\\# 4 c00002', 'says that it has 4 octets, and has 3'],
  ['\\# 4 c000020', 'an odd number'],
  ['1.1', '"1.1" is not an IPv4 address; write it in full, for example "192.0.2.1"'],
  ['192.0.2.256', 'is not an IPv4 address'],
  ['192.0.2.1.', 'is not an IPv4 address'],
  ['192.0..1', 'is not an IPv4 address'],
  ['192.0.2.010', 'write it in full, for example "192.0.2.10"'],
  ['3232235777', 'is not an IPv4 address'],
  ['0x7f.0.0.1', 'is a name'],
  ['2001:db8::1', 'A holds an IPv4 address, and "2001:db8::1" is IPv6; use type AAAA'],
  ['www.example.com', 'and "www.example.com" is a name; use type CNAME, or ALIAS at the apex'],
  ['192.0.2.1, 192.0.2.2', 'is not one IPv4 address; write several as a list: values: [..., ...]'],
  ['192.0.2.0/24', 'is a network or a URL'],
  ['https://example.com', 'is a network or a URL'],
  [{}, 'A address is missing'],
  [{ address: 16909060 }, 'A address is 16909060; write a text'],
];
