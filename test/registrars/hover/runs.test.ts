/** Whole runs against the simulator, in the moods that Hover may have. */
import { afterEach, describe, expect, it } from 'vitest';
import { gandi } from '../../../src/registrars/gandi/index.ts';
import { createClient } from '../../../src/registrars/hover/client.ts';
import { hover } from '../../../src/registrars/hover/index.ts';
import { type SimulatorOptions, simulatorWith } from '../../../src/registrars/hover/simulator/index.ts';
import type { DomainDocument } from '../../../src/registrars/hover/simulator/world.ts';
import type { WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../../helpers/portfolio.ts';
import { domain } from './helpers.ts';

const waits: number[] = [];
const open: Portfolio[] = [];
afterEach(async () => {
  waits.length = 0;
  for (const portfolio of open.splice(0)) await portfolio.close();
});

/** Its client does not wait, but notes how long it would have. */
function inMood(mood: Partial<SimulatorOptions>): WholeRegistrar {
  return {
    ...hover,
    connect: (account, transport) =>
      createClient(account, transport, {
        now: () => Date.now() + waits.reduce((sum, ms) => sum + ms, 0),
        wait: async (ms) => {
          waits.push(ms);
        },
      }),
    loadSimulator: async () => simulatorWith(mood),
  };
}

async function portfolio(accounts: Readonly<Record<string, WholeRegistrar>>): Promise<Portfolio> {
  const opened = await openPortfolio(accounts);
  open.push(opened);
  return opened;
}

function stored(portfolio: Portfolio): DomainDocument {
  return portfolio.simulated.get('main')?.store.get(domain) as DomainDocument;
}

const records = ['@ A 192.0.2.1 ttl 900', 'www CNAME example.com. ttl 900', '@ TXT "v=spf1 -all" ttl 3600'];

describe('a run', () => {
  it('converges, takes the parking address over, and leaves the mail alone', async () => {
    const run = await portfolio({ main: inMood({}) });
    run.declare([declared(domain, 'main', records, { settings: { auto_renew: false, transfer_lock: false } })]);
    expect((await run.apply()).summary).toEqual({ applied: 5, failed: 0, not_attempted: 0 });
    expect(isEmpty((await run.plan()).plan)).toBe(true);
    expect(stored(run)).toMatchObject({ autoRenew: false, locked: false, whoisPrivacy: true });
    expect(stored(run).records.map(({ name, type, content }) => `${name} ${type} ${content}`)).toEqual([
      '* A 216.40.34.41',
      '@ MX 10 mx.hover.com.cust.hostedemail.com',
      '@ A 192.0.2.1',
      '@ TXT v=spf1 -all',
      'www CNAME example.com',
    ]);
  });

  it('signs in again where a session ends in the middle', async () => {
    const run = await portfolio({ main: inMood({ sessionRequests: 3 }) });
    const many = Array.from({ length: 10 }, (_, n) => `h${n} A 192.0.2.${n} ttl 900`);
    run.declare([declared(domain, 'main', many)]);
    expect((await run.apply()).summary).toEqual({ applied: 10, failed: 0, not_attempted: 0 });
    expect(isEmpty((await run.plan()).plan)).toBe(true);
  });

  it('waits for another code where the last run has used this one', async () => {
    const run = await portfolio({ main: inMood({ codesCountOnce: true }) });
    run.declare([declared(domain, 'main', records)]);
    await run.plan();
    expect(waits).toEqual([]);
    const { plan } = await run.plan();
    expect(plan.errors).toEqual([]);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeLessThanOrEqual(30_000);
  });

  it('whose deletion was lost on the way back goes on from what is there', async () => {
    const run = await portfolio({ main: inMood({}) });
    run.declare([declared(domain, 'main', ['www A 192.0.2.1, 192.0.2.2 ttl 900'])]);
    await run.apply();
    run.declare([declared(domain, 'main', ['www CNAME h.example.net. ttl 900'])]);
    run.simulated.get('main')?.faults({ kinds: ['cut-after'], only: 'writes', count: 1 });
    expect((await run.apply()).summary).toMatchObject({ failed: 0, not_attempted: 0 });
    expect(isEmpty((await run.plan()).plan)).toBe(true);
    expect(stored(run).records.filter(({ name }) => name === 'www')).toMatchObject([{ type: 'CNAME' }]);
  });

  it('says in the plan that a record goes before it comes back', async () => {
    const run = await portfolio({ main: inMood({}) });
    run.declare([declared(domain, 'main', records)]);
    await run.apply();
    run.declare([
      declared(
        domain,
        'main',
        records.map((record) => record.replace('ttl 900', 'ttl 300')),
      ),
    ]);
    const planned = await run.plan();
    expect(planned.plan.changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
      'replace example.com/@/A',
      'replace example.com/www/CNAME',
    ]);
    expect(planned.plan.changes[0]?.reason).toBe(
      'Hover cannot change this record in place: for a moment the name is without it',
    );
    expect((await run.apply(planned)).summary).toMatchObject({ applied: 2, failed: 0 });
  });
});

describe('where scripts are kept out', () => {
  it.each([
    ['kept-from-signing-in', 'unauthorized', 'Invalid username or password'],
    ['kept-out', 'forbidden', "The protection of Hover's website against robots stopped this request"],
  ] as const)('%s: the domains there are left alone and told why, others go on', async (robots, code, message) => {
    const run = await portfolio({ main: inMood({ robots }), other: gandi });
    run.declare([
      declared(domain, 'main', records, { settings: { auto_renew: true } }),
      declared('example.net', 'other', ['api A 192.0.2.1 ttl 900']),
    ]);
    const { plan } = await run.plan();
    expect(plan.errors.map((error) => [error.account, error.code])).toContainEqual(['main', code]);
    expect(plan.errors[0]?.message).toContain(message);
    expect(plan.changes.map((change) => change.domain)).toEqual(['example.net']);
    // One attempt, for all that was to be read.
    const paths = Object.entries(run.simulated.get('main')?.stats().by_path ?? {});
    expect(paths.every(([, count]) => count === 1)).toBe(true);
  });

  it('a second factor by e-mail is told, and not tried', async () => {
    const run = await portfolio({ main: inMood({ secondFactor: 'email' }) });
    run.declare([declared(domain, 'main', records)]);
    const { plan } = await run.plan();
    expect(plan.errors[0]?.message).toContain('Change the method to an app in the settings of the account');
  });
});

describe('moving the nameservers away', () => {
  const moved = declared(domain, 'main', records, { dns: 'other', settings: { nameservers: 'auto' } });

  it.each([
    ['no mailbox, and nothing but the records of a new domain: nobody is asked', 0, []],
    ['a mailbox: its MX was never written by anybody, and is in use', 1, ['delegation']],
  ])('of a domain with %s', async (_case, emails, refusals) => {
    const run = await portfolio({ main: inMood({}), other: gandi });
    run.declare([moved]);
    const store = run.simulated.get('main')?.store;
    store?.set(domain, { ...(store.get(domain) as DomainDocument), emails });
    const { plan } = await run.plan();
    expect(plan.errors).toEqual([]);
    expect(plan.refusals.map(({ code }) => code)).toEqual(refusals);
  });
});
