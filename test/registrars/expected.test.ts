/** When a zone is looked at before it is written to, and what is refused then. */
import { describe, expect, it } from 'vitest';
import type { LiveRecordSet, LiveZone } from '../../src/planner/inputs.ts';
import type { CallDraft, RecordSetChange } from '../../src/planner/plan.ts';
import { RegistrarError, type RegistrarErrorFields } from '../../src/registrars/errors.ts';
import { checking, expecting, type Place, setOf, unlessNew } from '../../src/registrars/expected.ts';
import type { DnsClient } from '../../src/registrars/registrar.ts';
import { recordSet } from '../conformance/samples.ts';

const domain = 'example.com';

/** `www A 192.0.2.1`, each row with an id. */
function zone(...texts: readonly string[]): LiveZone {
  const recordSets = texts.map((text): LiveRecordSet => {
    const [name = '', , ...values] = text.split(' ');
    return { ...recordSet(domain, name, 'A', values, 300), native: { rows: values.map((id) => ({ id })) } };
  });
  return { domain, status: 'present', recordSets, unsupported: [], nameservers: [], native: null };
}

const change = (name: string, live: LiveZone): RecordSetChange => {
  const before = live.recordSets.find((set) => set.name === `${name}.${domain}.`) ?? null;
  return { address: `${domain}/${name}/A`, action: 'update', before, after: null };
};

interface World {
  live: LiveZone;
  nowMs: number;
  /** What the next sends of calls end in; then they succeed. */
  errors: readonly Partial<RegistrarErrorFields>[];
  readonly done: string[];
}

/** Calls of one change each, and a client that notes what it does. */
function scene(perCall: boolean, planned: LiveZone, names: readonly string[], placesOf = unlessNew as Places) {
  const world: World = { live: planned, nowMs: 0, errors: [], done: [] };
  const compile = expecting(
    ({ changes }) =>
      changes.map(
        ({ address }): CallDraft => ({ operation: address, domain, covers: [address], requests: 1, body: null }),
      ),
    placesOf,
    { perCall: () => perCall },
  );
  const client = {
    dns: {
      readZone: async () => {
        world.done.push('read');
        return world.live;
      },
    },
    execute: async ({ operation }) => {
      const [error, ...rest] = world.errors;
      world.errors = rest;
      world.done.push(error === undefined ? (operation.split('/')[1] ?? '') : `${error.code}`);
      if (error !== undefined) {
        const about = { registrar: 'testco', account: 'main', operation, object: domain, seen: 'no', advice: 'No.' };
        throw new RegistrarError({ ...about, code: 'rejected', effect: 'none', ...error });
      }
    },
  } as Pick<DnsClient, 'execute'> & { readonly dns: Pick<DnsClient['dns'], 'readZone'> } as DnsClient;
  const calls = compile({ domain, live: planned, changes: names.map((name) => change(name, planned)) });
  const { execute } = checking(
    client,
    { registrar: 'testco', name: 'main' },
    { perCall: () => perCall },
    () => world.nowMs,
  );
  return { world, calls, send: (index: number) => execute(calls[index] as CallDraft) };
}
type Places = (change: RecordSetChange) => readonly Place[] | null;

const two = zone('a A 192.0.2.1', 'b A 192.0.2.2');

describe('where rows are written by id', () => {
  it('the zone is read once, before the first call that takes something away', async () => {
    const { world, calls, send } = scene(false, two, ['new', 'a', 'b']);
    expect(calls.map(({ requests }) => requests)).toEqual([1, 2, 1]);
    for (const index of [0, 1, 2]) await send(index);
    expect(world.done).toEqual(['new', 'read', 'a', 'b']);
  });

  it('and once more when that was a while ago', async () => {
    const { world, send } = scene(false, two, ['a', 'b']);
    await send(0);
    world.nowMs = 10_001;
    await send(1);
    expect(world.done).toEqual(['read', 'a', 'read', 'b']);
  });

  it('a set that has changed since is not written: told with what is there', async () => {
    const { world, send } = scene(false, two, ['a', 'b']);
    world.live = zone('a A 192.0.2.1', 'b A 203.0.113.1');
    await send(0);
    await expect(send(1)).rejects.toMatchObject({
      code: 'conflict',
      effect: 'none',
      object: 'example.com, b.example.com. A',
      seen: 'the records are not what the plan was made from: there is now A 203.0.113.1 (TTL 300)',
      advice: expect.stringContaining('plan again'),
    });
    expect(world.done).toEqual(['read', 'a', 'read']);
  });

  it.each([
    ['gone', zone('b A 192.0.2.2')],
    ['with a value more', zone('a A 192.0.2.1 192.0.2.9', 'b A 192.0.2.2')],
    [
      'under another id',
      { ...two, recordSets: two.recordSets.map((set) => ({ ...set, native: { rows: [{ id: 'x' }] } })) },
    ],
  ])('nor one that is %s', async (_case, live) => {
    const { world, send } = scene(false, two, ['a']);
    world.live = live;
    await expect(send(0)).rejects.toMatchObject({ code: 'conflict', effect: 'none' });
    expect(world.done).toEqual(['read']);
  });

  it('the order of rows and keys does not matter, nor what is elsewhere', async () => {
    const planned = zone('a A 192.0.2.1 192.0.2.3');
    const { world, send } = scene(false, planned, ['a']);
    const turned = planned.recordSets.map((set) => ({
      ...set,
      native: { rows: [{ id: '192.0.2.3' }, { id: '192.0.2.1' }] },
    }));
    world.live = { ...planned, recordSets: [...zone('b A 192.0.2.9').recordSets, ...turned] };
    await send(0);
    expect(world.done).toEqual(['read', 'a']);
  });

  it('a set of several calls is looked at once: then it holds what we have written', async () => {
    const { world, send } = scene(false, two, ['a', 'a']);
    await send(0);
    world.nowMs = 60_000;
    world.live = zone('b A 192.0.2.2');
    await send(1);
    expect(world.done).toEqual(['read', 'a', 'a']);
  });

  it('all is looked at anew after a call whose outcome is not known', async () => {
    const { world, send } = scene(false, two, ['a']);
    world.errors = [{ code: 'unavailable', effect: 'unknown' }];
    await expect(send(0)).rejects.toMatchObject({ effect: 'unknown' });
    await send(0);
    expect(world.done).toEqual(['read', 'unavailable', 'read', 'a']);
  });
});

describe('where a write takes everything along', () => {
  const whole = () => ['zone'] as const;

  it('the zone is read before each call', async () => {
    const { world, calls, send } = scene(true, two, ['a', 'b'], (one) => [setOf(one)]);
    expect(calls).toHaveLength(2);
    await send(0);
    await send(1);
    expect(world.done).toEqual(['read', 'a', 'read', 'b']);
  });

  it('a record elsewhere that has come or gone is enough to refuse it', async () => {
    for (const live of [zone('a A 192.0.2.1'), zone('a A 192.0.2.1', 'b A 192.0.2.2', 'c A 192.0.2.3')]) {
      const { world, send } = scene(true, two, ['a'], whole);
      world.live = live;
      await expect(send(0)).rejects.toMatchObject({ code: 'conflict', effect: 'none', object: domain });
      expect(world.done).toEqual(['read']);
    }
  });

  it('also before the next call of the same plan', async () => {
    const { world, send } = scene(true, two, ['a', 'b'], whole);
    await send(0);
    world.live = zone('b A 192.0.2.2');
    await expect(send(1)).rejects.toMatchObject({ code: 'conflict', effect: 'none' });
  });

  it('what was refused for going too fast is sent again after another look', async () => {
    const { world, send } = scene(true, two, ['a'], whole);
    world.errors = [{ code: 'rate-limited' }, { code: 'unavailable' }];
    await send(0);
    expect(world.done).toEqual(['read', 'rate-limited', 'read', 'unavailable', 'read', 'a']);
  });

  it('and not where somebody else has written by then, nor for ever', async () => {
    const first = scene(true, two, ['a'], whole);
    first.world.errors = [{ code: 'rate-limited' }];
    const sending = first.send(0);
    first.world.live = zone('a A 192.0.2.1');
    await expect(sending).rejects.toMatchObject({ code: 'conflict', effect: 'none' });

    const second = scene(true, two, ['a'], whole);
    second.world.errors = Array.from({ length: 9 }, () => ({ code: 'rate-limited' }) as const);
    await expect(second.send(0)).rejects.toMatchObject({ code: 'rate-limited' });
    expect(second.world.done).toHaveLength(10);
  });

  it('a refusal of another kind is one', async () => {
    const { world, send } = scene(true, two, ['a'], whole);
    world.errors = [{ code: 'rejected' }];
    await expect(send(0)).rejects.toMatchObject({ code: 'rejected' });
    expect(world.done).toEqual(['read', 'rejected']);
  });
});
