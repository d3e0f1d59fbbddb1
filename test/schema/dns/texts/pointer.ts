import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['@', 'example.com.'],
  ['www', 'www.example.com.'],
  ['( www ) ; web', 'www.example.com.'],
  [' WWW.Example.COM ', 'www.example.com.'],
  ['host.example.net', 'host.example.net.'],
  ['host.internal.', 'host.internal.'],
  [{ target: 'www' }, 'www.example.com.'],
];

export const refused = (type: 'ALIAS' | 'CNAME' | 'NS' | 'PTR'): Refused => [
  ['', `${type} target: the target is empty; write a name, or "@" for the apex`],
  ['.', `${type} points to the root "."; write TARGET, for example "www.example.com."`],
  ['a.example.com b.example.com', `is not the form of ${type} data; write TARGET`],
  ['a\\.b.example.net.', String.raw`"\\" is not allowed in one`],
  ['\\@', String.raw`"\\" is not allowed in one`],
  ['"www"', 'has quotes, and no field of it may'],
  ['*.example.com', `${type} target: "*.example.com" is a wildcard`],
  ['host.internal', 'write "host.internal." or "host.internal.example.com."'],
  [{ target: 7 }, `${type} target is 7`],
  [{}, `${type} target is missing`],
];
