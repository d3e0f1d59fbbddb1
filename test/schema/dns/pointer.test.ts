import { describe } from 'vitest';
import { accepts, refuses } from './helpers.ts';
import { accepted, refused } from './texts/pointer.ts';

describe.each(['ALIAS', 'CNAME', 'NS', 'PTR'] as const)('schema/dns/types: %s', (type) => {
  accepts(type, accepted);
  refuses(type, refused(type));
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
