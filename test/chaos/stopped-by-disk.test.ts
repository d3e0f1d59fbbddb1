/** What an apply tells that the disk has stopped: how far it got, why it went no further, and what to do. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeExit, type Lab, openLab } from './lab.ts';
import { createProcesses, type Processes } from './processes.ts';
import { embeddedStates, type States } from './states.ts';

let processes: Processes;
let states: States;
let lab: Lab;

beforeAll(async () => {
  processes = createProcesses();
  states = embeddedStates();
  lab = await openLab(states, processes, 6);
}, 120_000);

afterAll(async () => {
  await processes?.stop();
  await lab?.stop();
  await states?.stop();
}, 60_000);

it('a disk that is full in the middle', async () => {
  const experiment = await lab.open(211);
  const env = { ...experiment.options.env, CHAOS_DISK: 'no-writes', CHAOS_DISK_FULL: 'later' };
  const preload = ['fast-clock.mjs', 'full-disk.mjs'];
  const running = processes.start(experiment.applyArgs, { ...experiment.options, preload, env });
  await running.reached(10);
  running.kill('SIGUSR2');
  const exit = await running.exited;
  expect(exit.code, describeExit(exit)).toBe(1);
  const [, applied] = /^Applied: (\d+) changes?, /m.exec(exit.stdout) ?? [];
  expect(Number(applied), describeExit(exit)).toBeGreaterThan(0);
  // What is named as open or not attempted is all the rest.
  const lines = exit.stdout.match(/^.*: (?=failed: |not attempted)/gm) ?? [];
  const named = lines.reduce((sum, line) => {
    const [, more = 0] = / and (\d+) more: $/.exec(line) ?? [];
    return sum + line.split(', ').length + Number(more);
  }, 0);
  const [, failed = 0] = /(\d+) failed/.exec(exit.stdout) ?? [];
  const [, skipped = 0] = /(\d+) not attempted/.exec(exit.stdout) ?? [];
  expect(named).toBe(Number(failed) + Number(skipped));
  expect(exit.stdout).toContain('Next: domctl plan shows what is left to do.');
  expect(exit.stderr).toMatch(/^Error: The state in \S+ failed: its disk takes no more data \(ENOSPC\)\. Make room/m);
  expect(exit.stderr).not.toContain('defect');
  expect(await experiment.convergence()).toEqual([]);
  await experiment.close();
}, 300_000);

it('a limit of the system on the size of files', async () => {
  const experiment = await lab.open(212);
  const exit = await processes.run(experiment.applyArgs, {
    ...experiment.options,
    shell: 'ulimit -f 100; exec "$@"',
  });
  expect(exit, describeExit(exit)).toMatchObject({ code: 1, signal: null });
  expect(exit.stderr).toMatch(
    /\(EFBIG\)\. Make room for larger files: raise the limit of this user \(ulimit -f\), and run again/,
  );
  expect(await experiment.convergence()).toEqual([]);
  await experiment.close();
}, 300_000);
