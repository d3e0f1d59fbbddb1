/** Whole runs: what an apply makes, the next plan finds made. */
import { afterEach, describe, expect, it } from 'vitest';
import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { DomainDocument } from '../../../src/registrars/namecom/simulator/documents.ts';
import type { DesiredSettings } from '../../../src/schema/desired.ts';
import type { DsRdata } from '../../../src/schema/dns/rdata.ts';
import { recordSet, samples } from '../../conformance/samples.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../../helpers/portfolio.ts';
import { domain } from './mocked.ts';

let open: Portfolio | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function portfolio(): Promise<Portfolio> {
  open = await openPortfolio({ main: namecom });
  return open;
}

const simulatorOf = (portfolio: Portfolio) => {
  const simulated = portfolio.simulated.get('main');
  if (simulated === undefined) throw new Error('there is one account');
  return simulated;
};
const stored = (portfolio: Portfolio) => simulatorOf(portfolio).store.get(`domain/${domain}`) as DomainDocument;
const elsewhere = ['ns1.example.net.', 'ns2.example.net.'];
const consents = ['delegation'];
const declare = (settings: DesiredSettings, records: readonly string[] = []) => [
  declared(domain, 'main', records, { settings }),
];

describe('nameservers that Name.com renames', () => {
  it.each<[string, DesiredSettings['nameservers']]>([
    ['auto', 'auto'],
    ['in the form that is set', ['ns1.name.com.', 'ns2.name.com.', 'ns3.name.com.', 'ns4.name.com.']],
  ])('%s: set once, then nothing to change', async (_case, nameservers) => {
    const portfolio = await openedElsewhere();
    portfolio.declare(declare(nameservers === undefined ? {} : { nameservers }));
    expect((await portfolio.apply(await portfolio.plan({ consents }))).summary).toMatchObject({
      applied: 1,
      failed: 0,
    });
    expect(stored(portfolio).nameservers.join()).toMatch(/^(ns[1-4][a-z]{3}\.name\.com,?){4}$/);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('written in the config as the domain has them: nothing to change, ever', async () => {
    const portfolio = await openedHere();
    const nameservers = stored(portfolio)
      .nameservers.map((name) => `${name}.`)
      .sort();
    portfolio.declare(declare({ nameservers }));
    const first = await portfolio.plan();
    expect(first.plan.changes.map(({ action }) => action)).toEqual(['adopt']);
    expect(first.plan.calls).toEqual([]);
    await portfolio.apply(first);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  async function openedHere() {
    const opened = await portfolio();
    opened.declare(declare({}));
    return opened;
  }

  async function openedElsewhere() {
    const opened = await portfolio();
    simulatorOf(opened).simulator.seed({ domain, registered: true, zone: 'empty', nameservers: elsewhere });
    return opened;
  }
});

describe('a domain that is delegated elsewhere', () => {
  const records = ['www A 192.0.2.1', '@ MX 10 mx.example.net.'];

  it('gets its delegation first and then its records, in one run', async () => {
    const opened = await portfolio();
    simulatorOf(opened).simulator.seed({ domain, registered: true, zone: 'empty', nameservers: elsewhere });
    opened.declare(declare({ nameservers: 'auto' }, records));
    const report = await opened.apply(await opened.plan({ consents }));
    expect(report.summary).toMatchObject({ applied: 3, failed: 0, not_attempted: 0 });
    expect(stored(opened).records).toHaveLength(2);
    expect(isEmpty((await opened.plan()).plan)).toBe(true);
  });

  it('and stays so gets no records, and the reason', async () => {
    const opened = await portfolio();
    simulatorOf(opened).simulator.seed({ domain, registered: true, zone: 'empty', nameservers: elsewhere });
    opened.declare(declare({}, records));
    const report = await opened.apply();
    expect(report.summary).toMatchObject({ applied: 0, failed: 2, not_attempted: 0 });
    expect(JSON.stringify(report.results)).toContain(
      'Name.com changes records only of domains that are delegated to it',
    );
  });
});

describe('all settings and records at once', () => {
  it('are made, and then there is nothing to change', async () => {
    const opened = await portfolio();
    const dnssec = recordSet(domain, 'x', 'DS', [samples.DS.one, samples.DS.other], 300).values as readonly DsRdata[];
    const settings = { auto_renew: false, transfer_lock: false, privacy: false, nameservers: elsewhere, dnssec };
    opened.declare([declared(domain, 'main', [], { settings })]);
    opened.resetRequests();
    const planned = await opened.plan({ consents });
    expect(planned.plan.errors).toEqual([]);
    expect(planned.plan.calls.map(({ operation, requests }) => [operation, requests])).toEqual([
      ['PATCH domains/{domain}', 1],
      ['POST domains/{domain}:setNameservers', 1],
      ['domains/{domain}/dnssec', 2],
    ]);
    expect((await opened.apply(planned)).summary).toMatchObject({ applied: 5, failed: 0 });
    expect(opened.requests().writes).toBe(4);
    expect(isEmpty((await opened.plan()).plan)).toBe(true);
    opened.declare([declared(domain, 'main', [], { settings: { ...settings, dnssec: [] } })]);
    expect((await opened.apply(await opened.plan({ consents }))).summary).toMatchObject({ applied: 1, failed: 0 });
    expect(stored(opened).dnssec).toEqual([]);
  });
});
