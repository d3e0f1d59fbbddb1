import { describe, expect, test } from 'vitest';
import { movingLine } from '../../../src/cli/views/moving-line.ts';
import { createProgress, type ProgressOptions } from '../../../src/cli/views/progress.ts';
import { changeOf, planOf } from './plan-fixture.ts';

/** What was printed, and a clock that stands still until it is moved. */
function recorded(options: Partial<ProgressOptions> = {}) {
  const printed: string[] = [];
  let nowMs = 0;
  const progress = createProgress({
    quiet: false,
    verbose: false,
    line: null,
    message: (text) => printed.push(text),
    waits: () => [],
    clock: () => nowMs,
    ...options,
  });
  return { printed, progress, pass: (ms: number) => (nowMs += ms) };
}

const plan = planOf({
  changes: [
    changeOf('example.com/a/A', 'create'),
    changeOf('example.com/b/A', 'delete'),
    changeOf('example.com/c/A', 'adopt'),
  ],
});

describe('in a log', () => {
  test('reading is announced once', () => {
    const { printed, progress } = recorded();
    const reading = progress.reading();
    for (let done = 0; done <= 3; done++) reading.refreshing(done, 3, []);
    expect(printed).toEqual(['Reading 3 account lists and zones ...']);
  });

  test('reading that takes long says so every half a minute', () => {
    const { printed, progress, pass } = recorded();
    const reading = progress.reading();
    reading.refreshing(0, 500, []);
    pass(20_000);
    reading.refreshing(40, 500, []);
    pass(20_000);
    reading.refreshing(80, 500, []);
    expect(printed.slice(1)).toEqual(['Read 80 of 500 account lists and zones ...']);
  });

  test('each change says how it ended, state-only ones only where they failed', () => {
    const { printed, progress } = recorded();
    const applying = progress.applying(plan);
    applying.finished({ address: 'example.com/c/A', account: 'cf-prod', action: 'adopt', status: 'applied' }, 1, 3);
    applying.applying('POST', 'cf-prod', ['example.com/a/A']);
    applying.finished({ address: 'example.com/a/A', account: 'cf-prod', action: 'create', status: 'applied' }, 2, 3);
    applying.finished(
      { address: 'example.com/b/A', account: 'cf-prod', action: 'update', status: 'failed', error: 'HTTP 500' },
      3,
      3,
    );
    expect(printed).toEqual(['example.com/a/A: created (2 of 3)', 'example.com/b/A: failed (3 of 3)']);
  });

  test('a set that moves is created at one account, and not at the one that it leaves', () => {
    const { printed, progress } = recorded();
    const address = 'example.com/a/A';
    const changes = [changeOf(address, 'forget', { account: 'old' }), changeOf(address, 'create', { account: 'new' })];
    const applying = progress.applying(planOf({ changes }));
    applying.finished({ address, account: 'new', action: 'create', status: 'applied' }, 1, 2);
    applying.finished({ address, account: 'old', action: 'forget', status: 'applied' }, 2, 2);
    expect(printed).toEqual(['example.com/a/A: created (1 of 2)']);
  });

  test('--quiet says nothing', () => {
    const { printed, progress } = recorded({ quiet: true });
    progress.reading().refreshing(0, 3, []);
    progress
      .applying(plan)
      .finished({ address: 'example.com/a/A', account: 'cf-prod', action: 'create', status: 'applied' }, 1, 3);
    expect(printed).toEqual([]);
  });
});

describe('waits', () => {
  const wait = { account: 'main', reason: 'its limit of 20 requests per minute', leftSeconds: 150 };
  const words = 'main waits 42 s for its limit of 20 requests per minute; about 2 min 30 s left';

  test('are told in a log when they begin, and again before half a minute is over', () => {
    const { printed, progress, pass } = recorded({ waits: () => [{ ...wait, seconds: 42 }] });
    progress.reading().refreshing(0, 3, []);
    for (let second = 0; second < 60; second++) {
      progress.tick();
      pass(1000);
    }
    expect(printed.slice(1)).toEqual([words, words, words]);
  });

  test('that are over at once are not told, nor any with --quiet', () => {
    const short = recorded({ waits: () => [{ ...wait, seconds: 1 }] });
    short.progress.tick();
    const quiet = recorded({ quiet: true, waits: () => [{ ...wait, seconds: 42 }] });
    quiet.progress.tick();
    expect([...short.printed, ...quiet.printed]).toEqual([]);
  });

  test('a log is never silent for half a minute', () => {
    const { printed, progress, pass } = recorded();
    pass(29_000);
    progress.tick();
    expect(printed).toEqual(['Still waiting for answers ...']);
  });

  test('stand in the moving line of a terminal', () => {
    const stream = { columns: 100, text: '', write: (text: string) => (stream.text += text) };
    recorded({ line: movingLine(stream), waits: () => [{ ...wait, seconds: 42, leftSeconds: null }] }).progress.tick();
    expect(stream.text).toBe('\r\u001b[Kmain waits 42 s for its limit of 20 requests per minute');
  });
});

describe('on a terminal', () => {
  function terminal(columns: number) {
    let text = '';
    const stream = { columns, write: (part: string) => (text += part) };
    return { line: movingLine(stream), written: () => text };
  }

  test('one line moves, and is gone before the next is printed', () => {
    const { line, written } = terminal(80);
    const { progress } = recorded({ line });
    progress.applying(plan).applying('POST', 'cf-prod', ['example.com/a/A', 'example.com/b/A']);
    expect(written()).toBe('\r\u001b[Kexample.com/a/A and 1 more: creating at cf-prod');
    progress.end();
    expect(written().endsWith('\r\u001b[K')).toBe(true);
  });

  test('never wraps, as a wrapped line could not be taken away', () => {
    const { line, written } = terminal(20);
    line.show('x'.repeat(100));
    expect(written()).toBe(`\r\u001b[K${'x'.repeat(19)}`);
  });

  test('a terminal that says it has no columns has the usual ones', () => {
    const { line, written } = terminal(0);
    line.show('x'.repeat(100));
    expect(written()).toBe(`\r\u001b[K${'x'.repeat(79)}`);
  });
});

describe('of a plan with more changes than anybody reads', () => {
  const addresses = Array.from({ length: 600 }, (_, i) => `example.com/h${i}/A`);
  const large = planOf({ changes: addresses.map((address) => changeOf(address, 'create')) });

  function applied({ printed, progress, pass }: ReturnType<typeof recorded>) {
    const applying = progress.applying(large);
    for (const [i, address] of addresses.entries()) {
      pass(100);
      const status = i === 7 ? 'failed' : 'applied';
      applying.finished({ address, account: 'cf-prod', action: 'create', status }, i + 1, 600);
    }
    return printed;
  }

  test('a log counts what is done, and names what failed', () => {
    expect(applied(recorded())).toEqual([
      'example.com/h7/A: failed (8 of 600)',
      'Applying: 300 of 600 changes ended ...',
      'Applying: 600 of 600 changes ended ...',
    ]);
  });

  test('a person sees the count move', () => {
    const stream = { columns: 80, written: [] as string[], write: (text: string) => stream.written.push(text) };
    expect(applied(recorded({ line: movingLine(stream) }))).toEqual(['example.com/h7/A: failed (8 of 600)']);
    expect(stream.written.at(-1)).toContain('Applying: 600 of 600');
  });

  test('--verbose names each', () => {
    expect(applied(recorded({ verbose: true }))).toHaveLength(600);
  });
});
