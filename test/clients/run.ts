/**
 * `npm run test:clients`: whether clients that others have written work against every simulator of the built command.
 * They are installed into a folder that is gone afterwards; their requests stay on this machine.
 * Exits 0 where all steps passed, and where a language or its registry is missing; 1 otherwise.
 */

import { setup as build } from '../helpers/build.ts';
import { registrars } from '../helpers/halves.ts';
import { Unavailable } from '../helpers/python-package.ts';
import { type CheckFrame, runCheck } from '../helpers/run-check.ts';
import { checkAll } from './check.ts';
import { type Installed, install, type Language } from './programs.ts';
import { startSandbox } from './sandbox.ts';

await runCheck('clients', async (frame) => {
  const { folder, processes, print } = frame;
  const [python, go] = await Promise.all([installIn('python', frame), installIn('go', frame)]);
  build();
  const sandbox = await startSandbox(folder, processes);
  const failed = await checkAll([...registrars.keys()], {
    installed: { python, go },
    folder,
    sandbox,
    processes,
    print,
  });
  return failed === 0;
});

/** Null where it cannot be had here; the others are still checked. */
async function installIn(language: Language, { folder, processes, print }: CheckFrame): Promise<Installed | null> {
  try {
    return await install[language](folder, processes);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    print(`The clients in ${language === 'go' ? 'Go' : 'Python'} are skipped: ${error.message}.`);
    return null;
  }
}
