/**
 * Every registrar at once, with every fifth request failing. `FAULT_SEEDS=50` runs fifty seeds; the suite runs a few.
 */
import { describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { apexOf } from '../../src/schema/dns/name.ts';
import { printValues } from '../../src/schema/dns/record-sets.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const seeds = Array.from({ length: Number(process.env.FAULT_SEEDS ?? 2) }, (_, i) => i + 1);
const domainsEach = 10;
const appliesAllowed = 3;
const kinds = ['429', '500', 'cut-before', 'cut-after'] as const;

const accounts: Readonly<Record<string, WholeRegistrar>> = Object.fromEntries(registrars);
const domains = Object.keys(accounts).flatMap((account) =>
  Array.from({ length: domainsEach }, (_, i) => ({ account, domain: `${account}-${i}.com` })),
);
const foreign = ['foreign A 192.0.2.200 ttl 3600', 'foreign TXT "not ours" ttl 3600'];
const before = ['www A 192.0.2.1 ttl 3600', 'old TXT "goes" ttl 3600', 'swap A 192.0.2.3 ttl 3600'];
const after = [
  'www A 192.0.2.1, 192.0.2.2 ttl 3600',
  'new TXT "comes" ttl 3600',
  'swap CNAME target.example.net. ttl 3600',
  'm MX 10 mx.example.net. ttl 3600',
];

const declare = (portfolio: Portfolio, records: readonly string[]) =>
  portfolio.declare(domains.map(({ account, domain }) => declared(domain, account, records)));

/** From now on the foreign records are nobody's, as far as the state knows. */
async function disown(portfolio: Portfolio): Promise<void> {
  const types = ['A', 'TXT'] as const;
  const effects = domains.flatMap(({ account, domain }) =>
    types.map(
      (type) => ({ kind: 'forget-record-set', domain, account, name: `foreign.${apexOf(domain)}`, type }) as const,
    ),
  );
  await portfolio.state.settle(1, [], effects);
}

async function zones(portfolio: Portfolio): Promise<ReadonlyMap<string, LiveZone>> {
  const reads = domains.map(async ({ account, domain }) => {
    const client = portfolio.simulated.get(account)?.reconnect();
    if (client === undefined) throw new Error(`no account ${account}`);
    return [domain, await client.dns.readZone({ domain, nameservers: false, ds: false })] as const;
  });
  return new Map(await Promise.all(reads));
}

const lines = (zone: LiveZone | undefined) =>
  (zone?.recordSets ?? []).map((set) => `${set.name} ${set.type} ${set.ttlSeconds} ${printValues(set).join(', ')}`);

describe('every fifth request failing, at every registrar', () => {
  it.each(seeds)(
    'seed %i: converges within three applies, nothing doubled, nothing foreign lost',
    async (seed) => {
      const portfolio = await openPortfolio(accounts, { seed });
      try {
        declare(portfolio, [...before, ...foreign]);
        const first = await portfolio.apply();
        expect(first.results.filter(({ status }) => status !== 'applied')).toEqual([]);
        await disown(portfolio);
        const untouched = (zone: LiveZone | undefined) => lines(zone).filter((line) => line.startsWith('foreign.'));
        const foreignBefore = new Map([...(await zones(portfolio))].map(([domain, zone]) => [domain, untouched(zone)]));

        declare(portfolio, after);
        for (const one of portfolio.simulated.values()) one.faults({ kinds, rate: 0.2 });
        for (let run = 0; run < appliesAllowed; run++) await portfolio.apply();
        for (const one of portfolio.simulated.values()) one.faults({ rate: 0 });

        const rest = (await portfolio.plan()).plan;
        expect({ changes: rest.changes, errors: rest.errors }).toEqual({ changes: [], errors: [] });
        expect(isEmpty(rest)).toBe(true);
        for (const [domain, zone] of await zones(portfolio)) {
          expect(zone.recordSets.filter(({ irregular }) => irregular !== undefined)).toEqual([]);
          expect(untouched(zone)).toEqual(foreignBefore.get(domain));
        }
      } finally {
        await portfolio.close();
      }
    },
    120_000,
  );
});
