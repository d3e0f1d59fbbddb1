/** The frame of a check that needs programs of others: a folder that is gone afterwards, a time limit, an exit code. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses, type Processes } from '../clients/processes.ts';
import { Unavailable } from './python-package.ts';

const limitMinutes = 10;
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export interface CheckFrame {
  readonly folder: string;
  readonly processes: Processes;
  print(text: string): void;
}

/** Ends the process: 0 where `check` answers true, and where it throws `Unavailable`; 1 otherwise. */
export async function runCheck(name: string, check: (frame: CheckFrame) => Promise<boolean>): Promise<never> {
  const folder = mkdtempSync(join(tmpdir(), `domctl-${name}-`));
  const processes = createProcesses();
  const print = (text: string) => {
    process.stdout.write(`${text}\n`);
  };
  const leave = (code: number): never => {
    processes.killAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(signals)) process.once(signal, () => leave(code));
  setTimeout(() => {
    print(`It took longer than ${limitMinutes} minutes.`);
    leave(1);
  }, limitMinutes * 60_000);
  try {
    return leave((await check({ folder, processes, print })) ? 0 : 1);
  } catch (error) {
    if (error instanceof Unavailable) {
      print(`Skipped: ${error.message}.`);
      return leave(0);
    }
    print(error instanceof Error ? error.message : String(error));
    return leave(1);
  }
}
