import { describe, expect, it } from 'vitest';
import { readResources } from '../../src/cli/resources.ts';
import type { RecordedDomain } from '../../src/planner/inputs.ts';

const provenance = { run: 1, at: '2026-11-23T10:00:00.000Z', actor: null, commit: null, ciUrl: null };

function recorded(domain: string): RecordedDomain {
  const set = {
    account: 'cf',
    type: 'A',
    ttlSeconds: 300,
    values: ['192.0.2.1'],
    options: {},
    protect: false,
  } as const;
  const recordSets = ['api', 'www'].map((label) => ({ ...set, name: `${label}.${domain}.`, provenance }) as const);
  return {
    domain,
    registrar: null,
    dns: 'cf',
    protect: false,
    zoneRows: null,
    foreign: null,
    recordSets,
    settings: [],
  };
}

describe('what addresses name of the state', () => {
  it('is found without reading any other domain', async () => {
    const reads: (readonly string[])[] = [];
    const store = {
      location: 'test',
      otherDomains: () => Promise.reject(new Error('all domains were asked for')),
      readRecorded: async (domains: readonly string[]) => {
        reads.push(domains);
        return domains.map(recorded);
      },
    };
    const found = await readResources(store, ['A.com/www/a', 'a.com/www', 'b.com'], 'alone');
    expect(found.map(({ address }) => address)).toEqual(['a.com/www/A', 'b.com']);
    expect(reads).toEqual([['a.com', 'b.com']]);
    await expect(readResources(store, ['a.com', 'localhost'])).rejects.toThrow('"localhost" is not a full domain name');
    expect(reads).toHaveLength(1);
  });
});
