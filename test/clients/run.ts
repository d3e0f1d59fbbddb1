/**
 * `npm run test:clients`: whether a client that others have written works against every simulator of the built command.
 * dns-lexicon is installed from PyPI into a folder that is gone afterwards; its requests stay on this machine.
 * Exits 0 where all steps passed, and where Python or PyPI is missing; 1 otherwise.
 */
import { registrars } from '../../src/registrars/index.ts';
import { setup as build } from '../helpers/build.ts';
import { installPackage } from '../helpers/python-package.ts';
import { runCheck } from '../helpers/run-check.ts';
import { checkAll } from './check.ts';
import { lexicon } from './install.ts';
import { startSandbox } from './sandbox.ts';

await runCheck('clients', async ({ folder, processes, print }) => {
  const interpreter = await installPackage(lexicon, folder, processes);
  build();
  const sandbox = await startSandbox(folder, processes);
  const failed = await checkAll([...registrars.keys()], { interpreter, folder, sandbox, processes, print });
  return failed === 0;
});
