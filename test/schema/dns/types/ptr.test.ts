import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe('schema/dns/types/ptr', () => {
  accepts('PTR', [
    ['@', 'example.com.'],
    ['www', 'www.example.com.'],
    ['WWW.Example.COM', 'www.example.com.'],
    ['host.example.net', 'host.example.net.'],
    ['host.internal.', 'host.internal.'],
    [{ target: 'www' }, 'www.example.com.'],
  ]);
  refuses('PTR', [
    ['', 'PTR target: the target is empty; write a name, or "@" for the apex'],
    ['.', 'PTR points to the root "."; write TARGET, for example "www.example.com."'],
    ['a.example.com b.example.com', 'is not the form of PTR data; write TARGET'],
    ['192.0.2.1', 'PTR target: "192.0.2.1" is an IP address, but a target is a name'],
    ['*.example.com', 'PTR target: "*.example.com" is a wildcard'],
    ['host.internal', 'write "host.internal." or "host.internal.example.com."'],
    [{ target: 7 }, 'PTR target is 7'],
  ]);
});
