/** A domain with its registration at one company and its zone at a host that has no registrations: nothing has to be faked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../src/schema/dns/record-sets.ts';
import { accountsText, expectAdopted, importAll } from '../exchange/import.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';
import { tinyHost, tinyNameservers } from '../helpers/tiny-host.ts';
import { undoIn } from '../helpers/undo-in.ts';

const domain = 'example.com';
const moved = { dns: 'host', settings: { nameservers: 'auto', auto_renew: true } } as const;
const wanted = (...records: readonly string[]) => declared(domain, 'company', records, moved);

let portfolio: Portfolio;
let zones: Map<string, Map<string, RecordSet>>;
beforeEach(async () => {
  zones = new Map();
  portfolio = await openPortfolio({ company: namesilo, host: tinyHost(zones) });
});
afterEach(() => portfolio.close());

const held = () => [...(zones.get(domain)?.values() ?? [])].map((set) => `${set.name} ${printValues(set).join(' | ')}`);

async function applied(...records: readonly string[]): Promise<void> {
  portfolio.declare([wanted(...records)]);
  const planned = await portfolio.plan();
  expect([planned.plan.errors, planned.plan.refusals]).toEqual([[], []]);
  const report = await portfolio.apply(planned);
  expect(report.results.filter(({ status }) => status !== 'applied')).toEqual([]);
}

describe('a host that is nothing else', () => {
  it('gets its zone, its records and then the delegation, and the next plan is empty', async () => {
    await applied('www A 192.0.2.1', '@ TXT "a"');
    expect(held()).toEqual(['example.com. "a"', 'www.example.com. 192.0.2.1']);
    const planned = await portfolio.plan();
    expect(isEmpty(planned.plan)).toBe(true);
    expect(planned.input.registrations.get(domain)).toMatchObject({ settings: { nameservers: tinyNameservers } });
    portfolio.resetRequests();
    await portfolio.apply();
    expect(portfolio.requests().writes).toBe(0);
  });

  it('has drift told and put right', async () => {
    await applied('www A 192.0.2.1');
    const theirs = makeRecordSet({
      name: `www.${domain}.`,
      type: 'A',
      ttlSeconds: 3600,
      values: [{ type: 'A', address: '192.0.2.66' }],
    });
    zones.get(domain)?.set([...(zones.get(domain)?.keys() ?? [])][0] as string, theirs);
    const { plan } = await portfolio.plan();
    expect(plan.drift).toMatchObject([{ account: 'host', live: { values: ['192.0.2.66'] } }]);
    await portfolio.apply();
    expect(held()).toEqual(['www.example.com. 192.0.2.1']);
  });

  it('has a run undone, and the reverted config is an empty plan', async () => {
    const before = ['www A 192.0.2.1', 'old TXT "keep"'];
    await applied(...before);
    await applied('www A 192.0.2.9', 'new A 192.0.2.3');
    const now = wanted('www A 192.0.2.9', 'new A 192.0.2.3');
    const planned = await portfolio.planUndo(2, await undoIn(portfolio, 2, now));
    expect(planned.plan.refusals).toEqual([]);
    expect((await portfolio.apply(planned)).summary.failed).toBe(0);
    expect(held().sort()).toEqual(['old.example.com. "keep"', 'www.example.com. 192.0.2.1']);
    portfolio.declare([wanted(...before)]);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('is imported with the registration that is elsewhere', async () => {
    await applied('www A 192.0.2.1');
    const descriptors = new Map([namesilo.descriptor, tinyHost().descriptor].map((one) => [one.name, one]));
    const fresh = await openPortfolio({ company: namesilo, host: tinyHost(zones) });
    try {
      fresh.simulated.get('company')?.simulator.seed({
        ...{ domain, registered: true, zone: 'default' },
        nameservers: tinyNameservers,
      });
      const imported = await importAll(fresh, accountsText({ company: 'namesilo', host: 'tiny' }), true, descriptors);
      expect(imported.counts).toMatchObject({ domains: 1, unread: 0 });
      expect(imported.text).toMatch(/registrar: company\n +dns: host\n/);
      await expectAdopted(fresh, imported);
    } finally {
      await fresh.close();
    }
  });

  it('has zones of domains that are registered elsewhere, and no settings', async () => {
    const { registrar: _, ...zoneAlone } = declared(domain, 'host', ['www A 192.0.2.1']);
    portfolio.declare([zoneAlone]);
    const planned = await portfolio.plan();
    expect(planned.plan.errors).toEqual([]);
    expect((await portfolio.apply(planned)).summary.failed).toBe(0);
    expect(held()).toEqual(['www.example.com. 192.0.2.1']);
  });

  it('that an account of the state has become says what it cannot, and freezes that domain alone', async () => {
    portfolio.declare([declared(domain, 'host', ['www A 192.0.2.1'], { settings: { auto_renew: true } })]);
    const { plan } = await portfolio.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.errors).toMatchObject([
      {
        domain,
        code: 'not-found',
        message: expect.stringContaining('host (Tiny) is a DNS host and holds no registrations'),
      },
    ]);
  });
});
