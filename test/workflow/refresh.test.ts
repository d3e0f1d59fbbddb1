import { describe, expect, it } from 'vitest';
import type { OpenAccounts } from '../../src/workflow/open-accounts.ts';
import { refresh } from '../../src/workflow/refresh.ts';
import { declared, silent } from '../helpers/portfolio.ts';

/** Two accounts whose zones are read one by one; the list is of `ACCOUNT DOMAIN`. */
function accountsThatCount(): { readonly accounts: OpenAccounts; readonly zoneReads: string[] } {
  const zoneReads: string[] = [];
  const open = (name: string) => ({
    config: { name },
    registrar: { descriptor: { dns: { rewrites: false } }, dns: {} },
    client: {
      registration: {
        readRegistrations: async (queries: readonly { readonly domain: string }[]) =>
          new Map(
            queries.map(({ domain }) => [
              domain,
              {
                domain,
                status: 'active',
                expiresAt: null,
                settings: { nameservers: ['ns.elsewhere.example.'] },
                native: null,
              },
            ]),
          ),
      },
      dns: {
        readZone: async ({ domain }: { readonly domain: string }) => {
          zoneReads.push(`${name} ${domain}`);
          return {
            domain,
            status: 'present',
            recordSets: [],
            unsupported: [],
            nameservers: ['ns.host.example.'],
            native: null,
          };
        },
      },
    },
  });
  const accounts = new Map(['company', 'host'].map((name) => [name, open(name)])) as unknown as OpenAccounts;
  return { accounts, zoneReads };
}

describe('a refresh', () => {
  it.each([
    [false, ['host example.com', 'company example.com']],
    [true, ['host example.com']],
  ])('reads what a delegation would leave unless it only refreshes (%s)', async (refreshOnly, expected) => {
    const { accounts, zoneReads } = accountsThatCount();
    const domain = declared('example.com', 'company', [], { dns: 'host', settings: { nameservers: 'auto' } });
    const live = await refresh({
      domains: [domain],
      recorded: new Map(),
      alsoSettings: new Set(),
      accounts,
      parallelism: 1,
      progress: silent,
      refreshOnly,
    });
    expect(zoneReads).toEqual(expected);
    expect(live.formerZones.size).toBe(refreshOnly ? 0 : 1);
  });
});
