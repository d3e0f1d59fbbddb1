/** A signal ends a command at once, whatever it is busy with, as long as there is nothing to finish. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exitOf, startDomctl, temporaryFolder } from '../../helpers/cli.ts';

const ends = { SIGINT: { code: null, signal: 'SIGINT' }, SIGTERM: { code: null, signal: 'SIGTERM' } } as const;

function fifoIn(folder: string, name: string): string {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return path;
}

test.each([
  ['plan', 'SIGINT', (fifo: string) => ['plan', '-f', fifo]],
  ['validate', 'SIGTERM', (fifo: string) => ['validate', '-f', fifo]],
  ['apply of a plan', 'SIGINT', (fifo: string) => ['apply', fifo]],
  ['state push', 'SIGTERM', (fifo: string) => ['state', 'push', fifo]],
  ['sandbox', 'SIGTERM', (fifo: string) => ['sandbox', '-f', fifo]],
] as const)('%s that waits for a pipe ends with %s', async (_command, signal, argsOf) => {
  const folder = temporaryFolder();
  const fifo = fifoIn(folder, 'pipe.yaml');
  const child = startDomctl(argsOf(fifo), { cwd: folder });
  // Returns once the command has opened the pipe to read; it never comes to its end.
  writeSync(openSync(fifo, 'w'), 'domains:\n');
  child.kill(signal);
  expect(await exitOf(child)).toEqual(ends[signal]);
});

test('a config that takes long to read does not keep a command from ending', async () => {
  const folder = temporaryFolder();
  const domains = Array.from({ length: 60_000 }, (_, i) => `  d${i}.com: { registrar: a, dns: a, protect: true }\n`);
  const fifo = fifoIn(folder, 'pipe.yaml');
  writeFileSync(join(folder, 'domains.yaml'), `domains:\n${domains.join('')}`);
  const child = startDomctl(['validate', '-f', 'domains.yaml', '-f', fifo], { cwd: folder });
  const pipe = openSync(fifo, 'w');
  writeSync(pipe, '{}');
  closeSync(pipe);
  // All is read, and what is left is to parse it, for seconds.
  child.kill('SIGTERM');
  expect(await exitOf(child)).toEqual(ends.SIGTERM);
});
