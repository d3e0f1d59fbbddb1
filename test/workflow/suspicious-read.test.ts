/** A zone that shows much less than there was: the answer may have been cut. Every registrar, each with its own client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { namecheap } from '../../src/registrars/namecheap/index.ts';
import type { WholeRegistrar, ZoneQuery } from '../../src/registrars/registrar.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

/** The same registrar, whose zones are shown as `cut` says. `read`: how often this zone was read, from 1. */
function withReads(registrar: WholeRegistrar, cut: (zone: LiveZone, read: number) => LiveZone): WholeRegistrar {
  let reads = 0;
  return {
    ...registrar,
    connect: (account, transport) => {
      const client = registrar.connect(account, transport);
      const readZone = async (query: ZoneQuery) => cut(await client.dns.readZone(query), ++reads);
      return { ...client, dns: { ...client.dns, readZone } };
    },
  };
}

const records = ['www A 192.0.2.1', 'api A 192.0.2.2', '@ A 192.0.2.3', '@ MX 10 mx.example.net.', 'txt TXT "x"'];
const fewer = (zone: LiveZone, keep: number): LiveZone => ({ ...zone, recordSets: zone.recordSets.slice(0, keep) });

describe.each([...registrars])('a cut list at %s', (_, registrar) => {
  it.each([
    ['that is cut once freezes the domain', (read: number) => read === 1],
    ['that is cut always is refused until somebody consents', () => true],
  ])('%s', async (claim, isCut) => {
    let cutting = false;
    let reads = 0;
    const subject = withReads(registrar, (zone) => (cutting && isCut(++reads) ? fewer(zone, 1) : zone));
    const portfolio = await openPortfolio({ subject });
    try {
      portfolio.declare([declared('example.com', 'subject', records)]);
      await portfolio.apply();
      cutting = true;
      const { plan } = await portfolio.plan();
      expect(reads).toBe(2);
      if (claim.startsWith('that is cut once')) {
        expect(plan.errors).toMatchObject([{ domain: 'example.com', code: 'unexpected-response' }]);
        expect(plan.errors[0]?.message).toMatch(/two reads .* 1 record, then \d+ records\. .*run again later/);
        expect(plan.changes).toEqual([]);
        return;
      }
      if (registrar.descriptor.dns.rewrites && plan.errors.length > 0) {
        // Records of nobody are among what is missing: nothing is written that would replace them.
        expect(plan.errors).toMatchObject([{ domain: 'example.com', code: 'suspicious-read' }]);
        expect(plan.changes).toEqual([]);
        return;
      }
      expect(plan.refusals).toMatchObject([{ code: 'suspicious-read', domain: 'example.com', consented: false }]);
      expect(plan.refusals[0]?.message).toContain('example.com/@/MX');
      const consented = await portfolio.plan({ consents: ['suspicious-read:example.com'] });
      expect(consented.plan.summary.refusals).toBe(0);
    } finally {
      await portfolio.close();
    }
  });
});

describe('records of nobody at a host that writes whole zones', () => {
  let portfolio: Portfolio;
  let cut: (zone: LiveZone) => LiveZone;
  beforeEach(async () => {
    cut = (zone) => zone;
    portfolio = await openPortfolio({ namecheap: withReads(namecheap, (zone) => cut(zone)) });
    portfolio.declare([declared('example.com', 'namecheap', [...records, ...foreign])]);
    await portfolio.apply();
    const effects = foreign.map(
      (_, i) =>
        ({
          kind: 'forget-record-set',
          domain: 'example.com',
          account: 'namecheap',
          name: `f${i}.example.com.`,
          type: 'A',
        }) as const,
    );
    await portfolio.state.settle(1, [], effects);
    portfolio.declare([declared('example.com', 'namecheap', ['www A 192.0.2.77', ...records.slice(1)])]);
  });
  afterEach(() => portfolio.close());

  const foreign = Array.from({ length: 20 }, (_, i) => `f${i} A 192.0.2.${100 + i}`);
  const isForeign = (name: string) => /^f\d+\./.test(name);
  const withoutForeign = (zone: LiveZone): LiveZone => ({
    ...zone,
    recordSets: zone.recordSets.filter(({ name }) => !isForeign(name)),
  });
  const rowsRecorded = async () => (await portfolio.state.readRecorded(['example.com']))[0]?.zoneRows;

  it('that a list lacks are missed, though ours are all there', async () => {
    await portfolio.apply();
    cut = withoutForeign;
    portfolio.declare([declared('example.com', 'namecheap', ['www A 192.0.2.78', ...records.slice(1)])]);
    const { plan } = await portfolio.plan({ consents: ['suspicious-read'] });
    expect(plan.errors).toMatchObject([{ code: 'suspicious-read' }]);
    expect(plan.errors[0]?.message).toContain(
      'does not show 20 records of nobody here that an apply saw there: f0 A 192',
    );
    expect(plan.changes).toEqual([]);
  });

  it('are remembered as they are after each apply, and an apply with nothing to do writes nothing', async () => {
    expect(await rowsRecorded()).toBe(25);
    await portfolio.apply();
    expect(await rowsRecorded()).toBe(25);
    const serial = await portfolio.state.serial();
    await portfolio.apply();
    expect(await portfolio.state.serial()).toBe(serial);
  });

  it('are not forgotten by an apply that has nothing to do and sees none of them', async () => {
    await portfolio.apply();
    cut = withoutForeign;
    const planned = await portfolio.plan();
    expect(isEmpty(planned.plan)).toBe(true);
    await portfolio.apply(planned);
    expect(await rowsRecorded()).toBe(25);
  });

  it('are given up by a refresh that somebody consents to: plan and report name each', async () => {
    await portfolio.apply();
    cut = withoutForeign;
    const asked = await portfolio.plan({ refreshOnly: true });
    expect(asked.plan.refusals).toMatchObject([{ code: 'suspicious-read', consented: false }]);
    expect(asked.plan.changes.filter(({ action }) => action === 'forget')).toHaveLength(20);

    const planned = await portfolio.plan({ refreshOnly: true, consents: ['suspicious-read:example.com'] });
    const report = await portfolio.apply(planned);
    expect(report.summary).toEqual({ applied: 20, failed: 0, not_attempted: 0 });
    expect(await rowsRecorded()).toBe(5);
    expect((await portfolio.plan()).plan.errors).toEqual([]);
  });
});

it('what our own deletions leave is no suspicion', async () => {
  const portfolio = await openPortfolio({ namecheap });
  portfolio.declare([declared('example.com', 'namecheap', records)]);
  await portfolio.apply();
  portfolio.declare([declared('example.com', 'namecheap', records.slice(0, 1))]);
  await portfolio.apply();
  portfolio.declare([declared('example.com', 'namecheap', ['www A 192.0.2.77'])]);
  expect((await portfolio.plan()).plan.refusals).toEqual([]);
  await portfolio.close();
});
