/** A registrar that confirms a write and does nothing, or loses what it was not asked about: each write is read back. */
import { describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { godaddy } from '../../src/registrars/godaddy/index.ts';
import { namecheap } from '../../src/registrars/namecheap/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import { porkbun } from '../../src/registrars/porkbun/index.ts';
import type { WholeClient, WholeRegistrar } from '../../src/registrars/registrar.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

type Answers = Pick<WholeClient, 'execute'> & WholeClient['registration'] & WholeClient['dns'];

/** The same registrar with some of its client's answers replaced. */
function lying(
  registrar: WholeRegistrar,
  lies: (truth: Answers) => Partial<Answers>,
  descriptor: Partial<WholeRegistrar['descriptor']> = {},
): WholeRegistrar {
  return {
    ...registrar,
    descriptor: { ...registrar.descriptor, ...descriptor },
    connect: (account, transport) => {
      const client = registrar.connect(account, transport);
      const { execute, ...reads } = {
        execute: client.execute,
        ...client.registration,
        ...client.dns,
        ...lies({ execute: client.execute, ...client.registration, ...client.dns }),
      };
      return { ...client, execute, registration: reads, dns: reads };
    },
  };
}

async function withPortfolio(subject: WholeRegistrar, work: (portfolio: Portfolio) => Promise<void>): Promise<void> {
  const portfolio = await openPortfolio({ subject });
  try {
    await work(portfolio);
  } finally {
    await portfolio.close();
  }
}

const before = ['www A 192.0.2.1', 'api A 192.0.2.2'];
const after = ['www A 192.0.2.7', 'api A 192.0.2.2'];
const stateOf = async ({ state }: Portfolio) => {
  const sets = (await state.readRecorded(['example.com']))[0]?.recordSets ?? [];
  return sets.map(({ name, values }) => `${name} ${values.join()}`).sort();
};
const recordedBefore = ['api.example.com. 192.0.2.2', 'www.example.com. 192.0.2.1'];

describe.each([...registrars])('%s confirms a write and does not do it', (_, registrar) => {
  it('with --verify-reads it failed, and nothing is recorded', () => {
    let deaf = false;
    const subject = lying(
      registrar,
      ({ execute }) => ({ execute: async (call) => (deaf ? undefined : execute(call)) }),
      { afterWrites: {} },
    );
    return withPortfolio(subject, async (portfolio) => {
      portfolio.declare([declared('example.com', 'subject', before)]);
      await portfolio.apply();
      portfolio.declare([declared('example.com', 'subject', after)]);
      deaf = true;
      const report = await portfolio.apply(undefined, { verifyReads: true });
      expect(report.summary).toEqual({ applied: 0, failed: 1, not_attempted: 0 });
      expect(report.results[0]?.error).toMatch(/^subject confirmed it and did not do it/);
      expect(await stateOf(portfolio)).toEqual(recordedBefore);
      const journal = portfolio.state.journal.filter(({ run }) => run === 2);
      expect(journal.every(({ outcome }) => outcome?.outcome === 'failed')).toBe(true);
      expect(journal[0]?.outcome?.error).toMatch(/confirmed it and did not do it/);
      const { plan } = await portfolio.plan();
      expect(plan.summary).toMatchObject({ update: plan.summary.replace === 0 ? 1 : 0, drift: 0 });
      deaf = false;
      expect((await portfolio.apply(undefined, { verifyReads: true })).summary.failed).toBe(0);
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    });
  });
});

it('Namecheap is known for it, and read back unasked', () => {
  let deaf = false;
  const subject = lying(namecheap, ({ execute }) => ({ execute: async (call) => (deaf ? undefined : execute(call)) }));
  return withPortfolio(subject, async (portfolio) => {
    portfolio.declare([declared('example.com', 'subject', before)]);
    await portfolio.apply();
    portfolio.declare([declared('example.com', 'subject', after)]);
    deaf = true;
    expect((await portfolio.apply()).summary).toMatchObject({ applied: 0, failed: 1 });
    expect(await stateOf(portfolio)).toEqual(recordedBefore);
  });
});

it('a setting that was confirmed and not made failed', () => {
  const settings = (auto_renew: boolean) => declared('example.com', 'subject', before, { settings: { auto_renew } });
  const subject = lying(namesilo, ({ execute }) => ({
    execute: async (call) => (call.covers[0]?.endsWith(':auto_renew') ? undefined : execute(call)),
  }));
  return withPortfolio(subject, async (portfolio) => {
    portfolio.declare([settings(true)]);
    const isOn = (await portfolio.plan()).plan.changes.some(({ action }) => action === 'adopt');
    portfolio.declare([settings(!isOn)]);
    const report = await portfolio.apply(undefined, { verifyReads: true });
    const failed = report.results.find(({ address }) => address === 'example.com:auto_renew');
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('did not do it') });
  });
});

describe('a host whose reads lag behind its writes', () => {
  const lagging = (lagReads: number) => {
    let old: LiveZone | undefined;
    let left = 0;
    const subject = lying(godaddy, ({ execute, readZone }) => ({
      execute: async (call) => {
        old = await readZone({ domain: 'example.com', nameservers: false, ds: false });
        left = lagReads;
        return execute(call);
      },
      readZone: async (query) => (old !== undefined && left-- > 0 ? old : readZone(query)),
    }));
    return subject;
  };
  const waits = () => {
    const waited: number[] = [];
    return { waited, wait: async (ms: number) => void waited.push(ms) };
  };

  it('is waited for', () =>
    withPortfolio(lagging(3), async (portfolio) => {
      const { waited, wait } = waits();
      portfolio.declare([declared('example.com', 'subject', before)]);
      const report = await portfolio.apply(undefined, { verifyReads: true, wait });
      expect(report.summary.failed).toBe(0);
      expect(waited).toEqual([1000, 2000, 4000]);
    }));

  it('does not fail falsely: what is not visible in time stays open, and the next plan tells', () =>
    withPortfolio(lagging(5), async (portfolio) => {
      const { waited, wait } = waits();
      portfolio.declare([declared('example.com', 'subject', before)]);
      const report = await portfolio.apply(undefined, { verifyReads: true, wait });
      expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(10_000);
      expect(report.results.flatMap(({ error = [] }) => error)).toEqual(
        before.map(() => 'subject confirmed it, and does not show it after 10 s, which may be too early: plan again.'),
      );
      expect(portfolio.state.journal.at(-1)?.outcome).toBeNull();
      const planned = await portfolio.plan();
      expect(planned.plan.notes[0]?.message).toContain('it took effect');
      await portfolio.apply(planned);
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    }));
});

describe('records that were to stay', () => {
  const foreign = ['f0 A 192.0.2.50', 'f1 TXT "not ours"'];
  /** Ours at first, then nobody's. */
  async function disowned(portfolio: Portfolio): Promise<void> {
    portfolio.declare([declared('example.com', 'subject', [...before, ...foreign])]);
    await portfolio.apply();
    const forget = { kind: 'forget-record-set', domain: 'example.com', account: 'subject' } as const;
    await portfolio.state.settle(
      1,
      [],
      [
        { ...forget, name: 'f0.example.com.', type: 'A' },
        { ...forget, name: 'f1.example.com.', type: 'TXT' },
      ],
    );
    portfolio.declare([declared('example.com', 'subject', after)]);
  }
  const without = (zone: LiveZone, label: string) => ({
    ...zone,
    recordSets: zone.recordSets.filter(({ name }) => !name.startsWith(`${label}.`)),
  });

  it.each([
    ['namecheap', namecheap, false],
    ['porkbun', porkbun, true],
  ] as const)('and are gone after a write at %s are named in report and journal', (_, registrar, verifyReads) => {
    let written = false;
    const subject = lying(registrar, ({ execute, readZone }) => ({
      execute: async (call) => {
        written = true;
        return execute(call);
      },
      readZone: async (query) => (written ? without(await readZone(query), 'f1') : readZone(query)),
    }));
    return withPortfolio(subject, async (portfolio) => {
      await disowned(portfolio);
      written = false;
      const report = await portfolio.apply(undefined, { verifyReads });
      const told = /lacks 1 record that was to stay after this write: f1\.example\.com TXT "not ours"\./;
      expect(report.summary).toMatchObject({ applied: 0, failed: 1 });
      expect(report.results[0]?.error).toMatch(told);
      expect(portfolio.state.journal.at(-1)?.outcome).toMatchObject({ outcome: 'done' });
      expect(portfolio.state.journal.at(-1)?.outcome?.error).toMatch(told);
      expect(await stateOf(portfolio)).toContain('www.example.com. 192.0.2.7');
    });
  });

  it('are not called gone where one answer alone lacks them', () => {
    let reads = 0;
    let written = false;
    const subject = lying(namecheap, ({ execute, readZone }) => ({
      execute: async (call) => {
        written = true;
        return execute(call);
      },
      readZone: async (query) => (written && ++reads === 1 ? without(await readZone(query), 'f1') : readZone(query)),
    }));
    return withPortfolio(subject, async (portfolio) => {
      await disowned(portfolio);
      [written, reads] = [false, 0];
      expect((await portfolio.apply()).summary.failed).toBe(0);
    });
  });

  it('nothing more is written where a cut write was read back and some are gone', () => {
    let cut = false;
    let calls = 0;
    const subject = lying(namecheap, ({ execute, readZone }) => ({
      execute: async (call) => {
        calls++;
        await execute(call);
        if (cut) throw new Error('the connection was cut');
      },
      readZone: async (query) => (calls > 0 && cut ? without(await readZone(query), 'f1') : readZone(query)),
    }));
    return withPortfolio(subject, async (portfolio) => {
      await disowned(portfolio);
      const planned = await portfolio.plan();
      [cut, calls] = [true, 0];
      const report = await portfolio.apply(planned);
      expect(calls).toBe(1);
      expect(report.results[0]).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('f1.example.com TXT'),
      });
    });
  });
});
