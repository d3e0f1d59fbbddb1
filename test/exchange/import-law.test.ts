/** At every registrar: import, then plan, is adoptions alone. */
import { describe, expect, it } from 'vitest';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { names, oddValues, recordSet, samples, texts, twoTtls, txtSet } from '../conformance/samples.ts';
import { apply, defaultsInTheWay } from '../conformance/zone-under-test.ts';
import { registrars } from '../helpers/halves.ts';
import { openPortfolio, type Portfolio } from '../helpers/portfolio.ts';
import { accountsText, expectAdopted, importAll } from './import.ts';

async function withPortfolio(
  accounts: Readonly<Record<string, WholeRegistrar>>,
  work: (portfolio: Portfolio) => Promise<void>,
): Promise<void> {
  const portfolio = await openPortfolio(accounts);
  try {
    await work(portfolio);
  } finally {
    await portfolio.close();
  }
}

/** Every sample of the conformance suite that this host can hold, at names of their own. */
function conformanceSets(registrar: WholeRegistrar, domain: string): readonly RecordSet[] {
  const { dns } = registrar.descriptor;
  const [ttl, other] = twoTtls(dns);
  const writable = (type: RecordType) => dns.types[type].access === 'write';
  const atApex = registrar.descriptor.name === 'gandi';
  const sets = [
    ...recordTypeNames
      .filter((type) => writable(type) && !(type === 'ALIAS' && atApex))
      .map((type, index) => {
        const { name, one, other: two, many } = samples[type];
        return recordSet(domain, name, type, many ? [one, two] : [one], index % 3 === 0 ? other : ttl);
      }),
    ...names.filter(([, name]) => name !== '*').map(([, name]) => txtSet(domain, name, 'text', ttl)),
    ...texts.map(([, text], index) => txtSet(domain, `odd${index}`, text, ttl)),
    ...oddValues
      .filter(([, type]) => writable(type))
      .map(([, type, value], index) => recordSet(domain, `value${index}`, type, [value], ttl)),
  ];
  return sets.filter((set) => dns.checkRecordSet(set, domain).length === 0);
}

describe.each([...registrars.values()].map((registrar) => [registrar.descriptor.title, registrar] as const))(
  '%s',
  (_title, registrar) => {
    const account = registrar.descriptor.name;
    const before = accountsText({ [account]: account });

    it('the zone of a new domain is adopted as it is', () =>
      withPortfolio({ [account]: registrar }, async (portfolio) => {
        const { simulator } = portfolio.simulated.get(account) ?? {};
        for (const domain of ['example.com', 'xn--bcher-kva.com', 'example.net', 'example.org'])
          simulator?.seed({ domain, registered: true, zone: 'default' });
        const imported = await importAll(portfolio, before);
        expect(imported.counts).toMatchObject({ domains: 4, unread: 0 });
        await expectAdopted(portfolio, imported);
      }));

    it('and so is a zone with every type, name and text that it holds', () =>
      withPortfolio({ [account]: registrar }, async (portfolio) => {
        const domain = 'example.com';
        const simulated = portfolio.simulated.get(account);
        if (simulated === undefined) throw new Error('no simulator');
        simulated.simulator.seed({ domain, registered: true, zone: 'default' });
        const zone = { registrar, simulated, domain, exactRequests: false };
        const sets = conformanceSets(registrar, domain);
        const leaving = (await Promise.all(sets.map((set) => defaultsInTheWay(zone, set)))).flat();
        await apply(zone, sets, leaving);
        const imported = await importAll(portfolio, before);
        expect(imported.counts.recordSets).toBeGreaterThanOrEqual(sets.length);
        await expectAdopted(portfolio, imported);
      }));
  },
);
