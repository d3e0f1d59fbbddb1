import { describe, expect, it } from 'vitest';
import { createEmptyStore } from '../../src/state/empty-store.ts';
import { StateLockedError } from '../../src/state/errors.ts';
import { withGroupCommit } from '../../src/state/journal-writer.ts';
import type { StateStore } from '../../src/state/store.ts';
import { at, intent, recordSet } from './samples.ts';

/** A store whose writes end when the test says so. */
function heldStore() {
  const writes: { readonly what: string; finish(): void; fail(error: Error): void }[] = [];
  let nextId = 1;
  const held = async <T>(what: string, answer: T): Promise<T> => {
    await new Promise<void>((finish, fail) => writes.push({ what, finish, fail }));
    return answer;
  };
  const store: StateStore = {
    ...createEmptyStore('test', 'default'),
    intend: (run, intents) =>
      held(
        `intend ${run} x${intents.length}`,
        intents.map(() => nextId++),
      ),
    settle: (run, outcomes, effects) => held(`settle ${run} x${outcomes.length}+${effects.length}`, undefined),
  };
  return { store: withGroupCommit(store), writes };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('concurrent journal writes', () => {
  it('of one turn go together, and each caller gets its own ids', async () => {
    const { store, writes } = heldStore();
    const answers = Promise.all([
      store.intend(1, [intent('a.com', 'x')]),
      store.intend(1, [intent('b.com', 'x'), intent('b.com', 'y')]),
      store.intend(2, [intent('c.com', 'x')]),
    ]);
    await turn();
    expect(writes.map((write) => write.what)).toEqual(['intend 1 x3', 'intend 2 x1']);
    for (const write of writes) write.finish();
    expect(await answers).toEqual([[1], [2, 3], [4]]);
  });

  it('go together that have arrived while a write kept the process busy', async () => {
    const sizes: number[] = [];
    const late: Promise<void>[] = [];
    const store = withGroupCommit({
      ...createEmptyStore('test', 'default'),
      // As an embedded database: it takes its time, and then it is done.
      settle: async (_run, _outcomes, effects) => {
        sizes.push(effects.length);
        if (sizes.length > 1) return;
        for (const name of ['second', 'third']) {
          setImmediate(() => late.push(store.settle(1, [], [recordSet('a.com', name)])));
        }
      },
    });
    await store.settle(1, [], [recordSet('a.com', 'first')]);
    await turn();
    await Promise.all(late);
    expect(sizes).toEqual([1, 2]);
  });

  it('wait together while one is on its way, and resolve only when their own is durable', async () => {
    const { store, writes } = heldStore();
    const done: string[] = [];
    const settle = (name: string) =>
      store
        .settle(1, [{ id: 1, outcome: 'done', error: null, at }], [recordSet('a.com', name)])
        .then(() => done.push(name));
    const all = [settle('first')];
    await turn();
    all.push(settle('second'), settle('third'));
    await turn();
    expect(writes.map((write) => write.what)).toEqual(['settle 1 x1+1']);
    writes[0]?.finish();
    await turn();
    expect(done).toEqual(['first']);
    await turn();
    expect(writes[1]?.what).toBe('settle 1 x2+2');
    writes[1]?.finish();
    await Promise.all(all);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('fail for those that were in the write, and go on for the next', async () => {
    const { store, writes } = heldStore();
    const lost = store.intend(1, [intent('a.com', 'x')]);
    const failed = expect(lost).rejects.toThrow('disk full');
    await turn();
    const later = store.intend(1, [intent('a.com', 'y')]);
    writes[0]?.fail(new Error('disk full'));
    await failed;
    await turn();
    writes[1]?.finish();
    expect(await later).toEqual([2]);
  });

  it('fail for the one alone whose lease was lost', async () => {
    const { store, writes } = heldStore();
    const answers = Promise.allSettled(
      ['a.com', 'lost.com', 'c.com'].map((name) => store.intend(1, [intent(name, 'x')])),
    );
    const lost = new StateLockedError('lease-lost', 'lost', []);
    await turn();
    writes[0]?.fail(lost);
    await turn();
    writes[1]?.finish();
    await turn();
    writes[2]?.fail(lost);
    await turn();
    writes[3]?.finish();
    expect((await answers).map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(writes.map((write) => write.what)).toEqual(['intend 1 x3', 'intend 1 x1', 'intend 1 x1', 'intend 1 x1']);
  });

  it('of nothing cost nothing', async () => {
    const { store, writes } = heldStore();
    expect(await store.intend(1, [])).toEqual([]);
    expect(writes).toEqual([]);
  });
});
