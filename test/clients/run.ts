/**
 * `npm run test:clients`: whether a client that others have written works against every simulator of the built command.
 * dns-lexicon is installed from PyPI into a folder that is gone afterwards; its requests stay on this machine.
 * Exits 0 where all steps passed, and where Python or PyPI is missing; 1 otherwise.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registrars } from '../../src/registrars/index.ts';
import { setup as build } from '../helpers/build.ts';
import { checkAll } from './check.ts';
import { installLexicon, Unavailable } from './install.ts';
import { createProcesses } from './processes.ts';
import { startSandbox } from './sandbox.ts';

const limitMinutes = 10;
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const folder = mkdtempSync(join(tmpdir(), 'domctl-clients-'));
const processes = createProcesses();

function leave(code: number): never {
  processes.killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(code);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function check(): Promise<number> {
  try {
    const interpreter = await installLexicon(folder, processes);
    build();
    const sandbox = await startSandbox(folder, processes);
    const failed = await checkAll([...registrars.keys()], { interpreter, folder, sandbox, processes, print });
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Unavailable) {
      print(`Skipped: ${error.message}.`);
      return 0;
    }
    print(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

for (const [signal, code] of Object.entries(signals)) process.once(signal, () => leave(code));
setTimeout(() => {
  print(`It took longer than ${limitMinutes} minutes.`);
  leave(1);
}, limitMinutes * 60_000);
leave(await check());
