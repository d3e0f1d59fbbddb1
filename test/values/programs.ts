/** What other programs make of zone-file text: the wire form in hexadecimal, or why they refuse it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import type { Processes } from '../clients/processes.ts';
import { installPackages, Unavailable } from '../helpers/python-package.ts';
import { origin, type Text } from './texts.ts';

/** Hexadecimal, or `refused: WHY`. */
export type Answer = string;

export interface Program {
  readonly name: 'BIND' | 'dnspython';
  /** The answers in the order of the texts. Throws `Unavailable` where the program is not here. */
  ask(texts: readonly Text[], folder: string, processes: Processes): Promise<readonly Answer[]>;
}

const python = { requirements: ['dnspython==2.9.2'], oldestPython: [3, 10] } as const;
const limitMs = 120_000;

export const programs: readonly Program[] = [
  { name: 'BIND', ask: askBind },
  { name: 'dnspython', ask: askDnspython },
];

async function askBind(texts: readonly Text[], folder: string, processes: Processes): Promise<readonly Answer[]> {
  const run = (args: readonly string[]) =>
    processes.run('named-compilezone', args, { cwd: folder, env: process.env, limitMs });
  const version = await run(['-v']);
  if (version.code !== 0) throw new Unavailable('named-compilezone does not run (Debian package bind9-utils)');
  return pMap(
    texts,
    async ({ type, text }, index) => {
      const [zone, raw] = [join(folder, `${index}.zone`), join(folder, `${index}.raw`)];
      writeFileSync(
        zone,
        `$ORIGIN ${origin}.\n$TTL 300\n@ SOA ns.example.net. h.example.net. 1 1 1 1 1\n@ NS ns.example.net.\nrr ${type} ${text}\n`,
      );
      // Values alone: not whether they can stand in a zone.
      const lenient = '-i none -k ignore -n ignore -m ignore -M ignore -r ignore -S ignore -T ignore -W ignore'.split(
        ' ',
      );
      const done = await run([...lenient, '-F', 'raw', '-o', raw, origin, zone]);
      const answer = done.code === 0 ? rdataOf(readFileSync(raw)) : `refused: ${lastLine(done.output)}`;
      rmSync(zone);
      rmSync(raw, { force: true });
      return answer;
    },
    { concurrency: 4 },
  );
}

/** The data of the one record at `rr` in a file of format raw, version 1 (BIND's lib/dns/include/dns/masterdump.h). */
function rdataOf(raw: Buffer): Answer {
  const found: string[] = [];
  for (let at = 24; at < raw.length; ) {
    const end = at + raw.readUInt32BE(at);
    const count = raw.readUInt32BE(at + 14);
    const nameLength = raw.readUInt16BE(at + 18);
    const name = raw.subarray(at + 20, at + 20 + nameLength);
    let data = at + 20 + nameLength;
    for (let i = 0; i < count; i++) {
      const length = raw.readUInt16BE(data);
      if (name.toString('latin1').startsWith('\u0002rr')) found.push(raw.toString('hex', data + 2, data + 2 + length));
      data += 2 + length;
    }
    at = end;
  }
  return found.length === 1 ? `${found[0]}` : `refused: ${found.length} records`;
}

async function askDnspython(texts: readonly Text[], folder: string, processes: Processes): Promise<readonly Answer[]> {
  const interpreter = await installPackages(python, folder, processes);
  const input = join(folder, 'texts.json');
  writeFileSync(input, JSON.stringify(texts));
  const script = join(import.meta.dirname, 'dnspython_parse.py');
  const done = await processes.run(interpreter, [script, input, origin], { cwd: folder, env: process.env, limitMs });
  if (done.code !== 0) throw new Error(`dnspython failed:\n${done.output}`);
  return JSON.parse(done.output) as string[];
}

function lastLine(output: string): string {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^zone |not loaded/.test(line));
  return lines.at(-1)?.replace(/^.*?\.zone:\d+: /, '') ?? 'no reason';
}
