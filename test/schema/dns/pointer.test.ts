import { describe } from 'vitest';
import { accepts, refuses } from './helpers.ts';

describe.each(['ALIAS', 'CNAME', 'NS', 'PTR'] as const)('schema/dns/types: %s', (type) => {
  accepts(type, [
    ['@', 'example.com.'],
    ['www', 'www.example.com.'],
    [' WWW.Example.COM ', 'www.example.com.'],
    ['host.example.net', 'host.example.net.'],
    ['host.internal.', 'host.internal.'],
    [{ target: 'www' }, 'www.example.com.'],
  ]);
  refuses(type, [
    ['', `${type} target: the target is empty; write a name, or "@" for the apex`],
    ['.', `${type} points to the root "."; write TARGET, for example "www.example.com."`],
    ['a.example.com b.example.com', `is not the form of ${type} data; write TARGET`],
    ['*.example.com', `${type} target: "*.example.com" is a wildcard`],
    ['host.internal', 'write "host.internal." or "host.internal.example.com."'],
    [{ target: 7 }, `${type} target is 7`],
    [{}, `${type} target is missing`],
  ]);
});

describe.each(['ALIAS', 'CNAME'] as const)('schema/dns/types: %s to an address', (type) => {
  refuses(type, [
    ['192.0.2.1', `${type} target is a name, and "192.0.2.1" is an IP address; use type A`],
    ['2001:db8::1', 'use type AAAA'],
  ]);
});

describe.each(['NS', 'PTR'] as const)('schema/dns/types: %s to an address', (type) => {
  refuses(type, [['192.0.2.1', `${type} target: "192.0.2.1" is an IP address, but a target is a name`]]);
});
