/** The example's portfolio, applied and imported again: what is live is what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import { printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { registrars } from '../helpers/halves.ts';
import { openPortfolio } from '../helpers/portfolio.ts';
import { accountsText, desiredOf, importAll } from './import.ts';

const example = desiredOf([
  { file: 'domains.yaml', text: readFileSync(join(import.meta.dirname, '../../examples/domains.yaml'), 'utf8') },
]);

/** By name and type. */
function setsOf({ recordSets }: DesiredDomain) {
  return new Map(
    recordSets.map((set) => {
      const { ttlSeconds: ttl, options } = set;
      return [recordSetKey(set), { ttl, values: printValues(set), options }] as const;
    }),
  );
}

it('the example, applied and imported, is the example', { timeout: 60_000 }, async () => {
  const accounts = Object.fromEntries(
    example.accounts.map(({ name, registrar }) => [name, registrars.get(registrar) as WholeRegistrar]),
  );
  const portfolio = await openPortfolio(accounts);
  try {
    portfolio.declare(example.domains);
    expect((await portfolio.apply()).summary.failed).toBe(0);
    const before = accountsText(Object.fromEntries(example.accounts.map(({ name, registrar }) => [name, registrar])));
    const imported = await importAll(portfolio, before);
    expect(imported.desired.domains.map(({ domain }) => domain)).toEqual(example.domains.map(({ domain }) => domain));
    for (const [index, declared] of example.domains.entries()) {
      const found = imported.desired.domains[index] as DesiredDomain;
      expect([found.registrar, found.dns], declared.domain).toEqual([
        declared.registrar,
        // A zone that nobody wants to manage is live all the same.
        declared.dns ?? declared.registrar,
      ]);
      const sets = setsOf(found);
      for (const [key, set] of setsOf(declared)) expect(sets.get(key), key).toMatchObject(set);
      // What an API does not change stands there as a comment.
      const settings = Object.entries(declared.settings).filter(([field]) => field in found.settings);
      expect(found.settings, declared.domain).toMatchObject(Object.fromEntries(settings));
    }
    portfolio.declareUnseeded(imported.desired.domains);
    const { plan } = await portfolio.plan();
    expect(plan.calls).toEqual([]);
    expect(plan.errors).toEqual([]);
    expect(plan.changes.filter(({ action }) => action !== 'adopt')).toEqual([]);
  } finally {
    await portfolio.close();
  }
});
