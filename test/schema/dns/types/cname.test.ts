import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe('schema/dns/types/cname', () => {
  accepts('CNAME', [
    ['@', 'example.com.'],
    ['www', 'www.example.com.'],
    ['WWW.Example.COM', 'www.example.com.'],
    ['host.example.net', 'host.example.net.'],
    ['host.internal.', 'host.internal.'],
    [{ target: 'www' }, 'www.example.com.'],
  ]);
  refuses('CNAME', [
    ['', 'CNAME target: the target is empty; write a name, or "@" for the apex'],
    ['.', 'CNAME points to the root "."; write TARGET, for example "www.example.com."'],
    ['a.example.com b.example.com', 'is not the form of CNAME data; write TARGET'],
    ['192.0.2.1', 'CNAME target is a name, and "192.0.2.1" is an IP address; use type A'],
    ['2001:db8::1', 'use type AAAA'],
    ['*.example.com', 'CNAME target: "*.example.com" is a wildcard'],
    ['host.internal', 'write "host.internal." or "host.internal.example.com."'],
    [{ target: 7 }, 'CNAME target is 7'],
  ]);
});
