import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe('schema/dns/types/ns', () => {
  accepts('NS', [
    ['@', 'example.com.'],
    ['www', 'www.example.com.'],
    ['WWW.Example.COM', 'www.example.com.'],
    ['host.example.net', 'host.example.net.'],
    ['host.internal.', 'host.internal.'],
    [{ target: 'www' }, 'www.example.com.'],
  ]);
  refuses('NS', [
    ['', 'NS target: the target is empty; write a name, or "@" for the apex'],
    ['.', 'NS points to the root "."; write TARGET, for example "www.example.com."'],
    ['a.example.com b.example.com', 'is not the form of NS data; write TARGET'],
    ['192.0.2.1', 'NS target: "192.0.2.1" is an IP address, but a target is a name'],
    ['*.example.com', 'NS target: "*.example.com" is a wildcard'],
    ['host.internal', 'write "host.internal." or "host.internal.example.com."'],
    [{ target: 7 }, 'NS target is 7'],
  ]);
});
