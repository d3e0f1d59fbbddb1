/** The write of a whole zone against the simulator: what is left after trouble, and what it took. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import { gandi } from '../../../src/registrars/gandi/index.ts';
import type { DomainDocument } from '../../../src/registrars/gandi/simulator/world.ts';
import { digestOf, type StoredSet } from '../../../src/registrars/gandi/stored-set.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { changesOf, domain, stored } from './helpers.ts';

const foreign = [
  'Odd CDS 600 32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0',
  'relative CNAME 300 target',
  't TXT 300 "a" "b"',
  '_25._tcp TLSA 300 3 1 1 8a9a',
].map(stored);
const before = [1, 2, 3, 4, 5, 6].map((n) => `n${n} A 300 192.0.2.${n}`).map(stored);
const after = ['n1 A 300 192.0.2.1', ...[2, 3, 4, 5].map((n) => `n${n} A 600 192.0.2.${n}`), 'n9 A 300 192.0.2.9'].map(
  stored,
);
const changes = ['- n6 A', ...after.slice(1).map((set) => `+ ${set.name} A ${set.ttlSeconds} ${set.values.join()}`)];

const open = withSimulated(async () => {
  const simulated = await simulate(gandi, { domains: [{ domain, registered: true, zone: 'empty' }] });
  hold(simulated, [...foreign, ...before]);
  return simulated;
});

function held(simulated: Simulated): readonly StoredSet[] {
  return (simulated.store.get(domain) as DomainDocument).zone?.sets ?? [];
}

function hold(simulated: Simulated, sets: readonly StoredSet[]): void {
  const document = simulated.store.get(domain) as DomainDocument;
  if (document.zone === null) throw new Error('no zone');
  simulated.store.set(domain, { ...document, zone: { ...document.zone, sets } });
}

async function planned(simulated: Simulated): Promise<CallDraft> {
  const live = await simulated.client.dns.readZone({ domain, ds: false, nameservers: false });
  const calls = gandi.dns.compileZone({ domain, live, changes: changesOf(live, ...changes) });
  expect(calls.map(({ operation }) => operation)).toEqual(['PUT records']);
  return JSON.parse(JSON.stringify(calls[0])) as CallDraft;
}

describe('a write of a whole zone', () => {
  it('makes its changes in two requests, and sends everything else back as it was', async () => {
    const simulated = await open();
    const call = await planned(simulated);
    simulated.resetStats();
    await simulated.client.execute(call);
    expect(simulated.stats()).toMatchObject({ reads: 1, writes: 1 });
    expect(digestOf(held(simulated))).toBe(digestOf([...foreign, ...after]));
    expect(held(simulated)).toEqual(expect.arrayContaining([...foreign]));
  });

  it('that is executed again changes nothing', async () => {
    const simulated = await open();
    const call = await planned(simulated);
    await simulated.client.execute(call);
    simulated.resetStats();
    await simulated.client.execute(call);
    expect(simulated.stats()).toMatchObject({ reads: 1, writes: 0 });
  });

  it.each(['cut-before', 'cut-after', '500', 'html', '429', 'malformed', 'short-page'] as const)(
    'whose answer is lost by %s once ends with the zone as it should be',
    async (kind) => {
      const simulated = await open();
      const call = await planned(simulated);
      simulated.faults({ kinds: [kind], only: 'writes', count: 1 });
      await simulated.client.execute(call);
      expect(digestOf(held(simulated))).toBe(digestOf([...foreign, ...after]));
    },
  );

  it('that never gets an answer is in doubt', async () => {
    const simulated = await open();
    const call = await planned(simulated);
    simulated.faults({ kinds: ['cut-before'], only: 'writes' });
    await expect(simulated.client.execute(call)).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
    expect(digestOf(held(simulated))).toBe(digestOf([...foreign, ...before]));
  });

  it('leaves alone what somebody else has made since the plan', async () => {
    const simulated = await open();
    const call = await planned(simulated);
    const theirs = [...foreign, ...before, stored('_acme-challenge TXT 300 "token"')];
    hold(simulated, theirs);
    simulated.resetStats();
    await expect(simulated.client.execute(call)).rejects.toMatchObject({ code: 'conflict', effect: 'none' });
    expect(simulated.stats().writes).toBe(0);
    expect(held(simulated)).toEqual(theirs);
  });
});
