import { expect, it } from 'vitest';
import { RegistrarError } from '../../src/registrars/errors.ts';
import { registrars } from '../../src/registrars/index.ts';
import type { OpenAccounts } from '../../src/workflow/open-accounts.ts';
import { verifyAccounts } from '../../src/workflow/verify-accounts.ts';
import { openPortfolio } from '../helpers/portfolio.ts';

it('lists what each of the eight holds', { timeout: 60_000 }, async () => {
  const portfolio = await openPortfolio(Object.fromEntries(registrars));
  try {
    for (const { simulator } of portfolio.simulated.values()) {
      simulator.seed({ domain: 'example.com', registered: true, zone: 'default' });
    }
    const verified = await verifyAccounts(portfolio.open(), [...registrars.keys()], {
      registrations: new Set(registrars.keys()),
      zones: new Set(registrars.keys()),
    });
    const one = { status: 'read', domains: 1 };
    expect(verified.map(({ works, registrations, zones }) => ({ works, registrations, zones }))).toEqual(
      [...registrars.keys()].map(() => ({ works: true, registrations: one, zones: one })),
    );
    expect(portfolio.requests().writes).toBe(0);
  } finally {
    await portfolio.close();
  }
});

/** An account whose lists are these; null: refused. */
function account(registrations: readonly string[] | null, zones: readonly string[] | null): OpenAccounts {
  const listed = async (names: readonly string[] | null) => {
    if (names !== null) return names;
    throw new RegistrarError({
      code: 'forbidden',
      account: 'a',
      registrar: 'x',
      operation: 'list',
      message: 'no',
    } as never);
  };
  const client = {
    registration: { listRegistrations: () => listed(registrations) },
    dns: { listZones: () => listed(zones) },
  };
  return new Map([['a', { registrar: registrars.get('gandi'), client }]]) as unknown as OpenAccounts;
}

it.each<
  [
    what: string,
    lists: readonly [readonly string[] | null, readonly string[] | null],
    used: readonly [boolean, boolean],
    works: boolean,
  ]
>([
  ['both lists', [['x'], ['x']], [true, true], true],
  ['nothing can be listed', [null, null], [false, false], false],
  ['a list that nobody needs is refused', [null, ['x']], [false, true], true],
  ['a list that the config needs is refused', [null, ['x']], [true, true], false],
])('%s', async (_, lists, [usesRegistrations, usesZones], works) => {
  const used = (is: boolean) => new Set(is ? ['a'] : []);
  const [verified] = await verifyAccounts(account(...lists), ['a'], {
    registrations: used(usesRegistrations),
    zones: used(usesZones),
  });
  expect(verified?.works).toBe(works);
});
