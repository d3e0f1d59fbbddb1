import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

/** A process that is killed leaves the journal as it was: the settlement never comes. */
class Killed extends Error {}

describe('a run that was killed', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi, other: gandi });
    portfolio.declare([
      declared('example.com', 'gandi', ['www A 192.0.2.1', 'api A 192.0.2.2'], { settings: { auto_renew: true } }),
    ]);
  });
  afterEach(() => portfolio.close());

  /** Applies until the call number `n` (from 1) has been sent, or is about to be. */
  async function killAt(n: number, when: 'before' | 'after'): Promise<void> {
    const { state } = portfolio;
    const { intend, settle } = state;
    let calls = 0;
    state.intend = async (run, intents) => {
      const ids = await intend(run, intents);
      calls++;
      if (calls === n && when === 'before') throw new Killed('killed before the call');
      return ids;
    };
    state.settle = async (run, outcomes, effects) => {
      if (calls === n && outcomes.length > 0) throw new Killed('killed after the call');
      return settle(run, outcomes, effects);
    };
    await expect(portfolio.apply()).rejects.toThrow(Killed);
    Object.assign(state, { intend, settle });
    await state.finishRun(1, { outcome: 'failed', finishedAt: '2026-11-23T12:00:00Z' });
  }

  it.each([1, 2, 3])('after call %i was sent: the next plan finds that it took effect, and records it', async (n) => {
    await killAt(n, 'after');
    const planned = await portfolio.plan();
    expect(planned.plan.notes[0]?.message).toContain('it took effect');
    expect(planned.plan.summary.drift).toBe(0);
    const covered = portfolio.state.journal.at(-1)?.covers ?? [];
    expect(planned.plan.changes.filter(({ address }) => covered.includes(address))).toEqual([]);
    portfolio.resetRequests();
    const report = await portfolio.apply(planned);
    expect(report.summary.failed).toBe(0);
    expect(portfolio.state.journal.every((row) => row.outcome?.outcome === 'done')).toBe(true);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it.each([1, 2])(
    'before call %i was sent: the next plan finds that it did not take effect, and sends it',
    async (n) => {
      await killAt(n, 'before');
      const planned = await portfolio.plan();
      expect(planned.plan.notes[0]?.message).toContain('it did not take effect');
      await portfolio.apply(planned);
      expect(portfolio.state.journal.map((row) => row.outcome?.outcome)).not.toContain(undefined);
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    },
  );

  it('what a run at work has sent is no drift, and is its own to close', async () => {
    await killAt(1, 'after');
    const open = portfolio.state.openIntents;
    portfolio.state.openIntents = async () => (await open()).map((intent) => ({ ...intent, atWork: true }));
    const planned = await portfolio.plan();
    expect(planned.plan.notes[0]?.message).toContain('is at work, or was cut off');
    expect(planned.plan.summary.drift).toBe(0);
    expect(planned.settlements).toEqual([]);
  });

  it('a domain that cannot be read leaves its calls open', async () => {
    await killAt(1, 'after');
    portfolio.simulated.get('gandi')?.faults({ kinds: ['500'] });
    const planned = await portfolio.plan();
    expect(planned.settlements).toEqual([]);
    expect(planned.plan.summary.errors).toBeGreaterThan(0);
  });

  it('a call that could not be read back by its own run is by the next one, and what it made is ours', async () => {
    let cut = false;
    const applying = () => {
      if (cut) return;
      cut = true;
      portfolio.simulated.get('gandi')?.faults({ kinds: ['cut-after'] });
    };
    expect((await portfolio.apply(undefined, { progress: { applying } })).summary.failed).toBeGreaterThan(0);
    portfolio.simulated.get('gandi')?.faults({ rate: 0 });
    const [doubted] = portfolio.state.journal.filter(({ outcome }) => outcome === null);
    // What it made is not wanted any more.
    portfolio.declare([declared('example.com', 'gandi', ['other A 192.0.2.3'])]);
    const planned = await portfolio.plan();
    expect(planned.plan.notes.map(({ message }) => message).join()).toContain('it took effect');
    const taken = planned.plan.changes.filter(({ address }) => doubted?.covers.includes(address));
    expect(taken.map(({ action }) => action)).toEqual(
      doubted?.covers.map((at) => (at.includes(':') ? 'forget' : 'delete')),
    );
    await portfolio.apply(planned);
    expect(portfolio.state.journal.map(({ outcome }) => outcome)).not.toContain(null);
  });

  it('what it left open at a domain that left the config stays in doubt, and is not looked at again', async () => {
    await killAt(1, 'after');
    portfolio.declare([declared('example.net', 'gandi', ['www A 192.0.2.1'])]);
    const planned = await portfolio.plan();
    expect(planned.plan.notes[0]?.message).toContain('not known whether it took effect');
    await portfolio.apply(planned);
    expect(portfolio.state.journal[0]?.outcome?.outcome).toBe('in-doubt');
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('what it left open at a host that the config has left is not judged by what is live at another', async () => {
    await killAt(2, 'after');
    expect(portfolio.state.journal[1]?.covers).toEqual(['example.com/api/A']);
    portfolio.declare([declared('example.com', 'gandi', ['api A 192.0.2.2'], { dns: 'other' })]);
    const planned = await portfolio.plan();
    expect(planned.plan.notes[0]?.message).toContain('not known whether it took effect');
    expect(planned.settlements.map(({ outcome }) => outcome.outcome)).toEqual(['in-doubt']);
    expect(planned.plan.changes.filter(({ address }) => address === 'example.com/api/A')).toMatchObject([
      { account: 'other', action: 'create' },
    ]);
  });
});
