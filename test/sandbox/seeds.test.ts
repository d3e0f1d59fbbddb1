import { describe, expect, test } from 'vitest';
import { type PlacedDomain, seedsOf } from '../../src/sandbox/seeds.ts';

const domain = 'example.com';

describe('where a domain is, before the first plan', () => {
  const cases: readonly (readonly [string, PlacedDomain, ReturnType<typeof seedsOf>])[] = [
    [
      'registered here and served here: as new',
      { domain, registrar: 'here', dns: 'here' },
      [{ domain, registered: true, zone: 'default' }],
    ],
    [
      'registered here, served elsewhere: as new',
      { domain, registrar: 'here', dns: 'there' },
      [{ domain, registered: true, zone: 'default' }],
    ],
    [
      'registered here, its records not managed: as new',
      { domain, registrar: 'here' },
      [{ domain, registered: true, zone: 'default' }],
    ],
    [
      'served here, registered elsewhere: no zone yet',
      { domain, registrar: 'there', dns: 'here' },
      [{ domain, registered: false, zone: 'none' }],
    ],
    [
      'served here, its registration not managed: an empty zone',
      { domain, dns: 'here' },
      [{ domain, registered: false, zone: 'empty' }],
    ],
    ['neither: unknown here', { domain, registrar: 'there', dns: 'there' }, []],
  ];
  test.each(cases)('%s', (_claim, placed, seeds) => {
    expect(seedsOf('here', [placed])).toEqual(seeds);
  });
});
