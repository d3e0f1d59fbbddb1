/**
 * `npm run test:values`: whether BIND and dnspython read the texts of the tests of values as we do, by their wire form.
 * BIND is taken where it is installed; dnspython comes from PyPI into a folder that is gone afterwards.
 * Exits 0 where all texts agree or differ as `table.ts` says, and where the programs are missing; 1 otherwise.
 */
import { Unavailable } from '../helpers/python-package.ts';
import { type CheckFrame, runCheck } from '../helpers/run-check.ts';
import { compareAll } from './compare.ts';
import { type Program, programs } from './programs.ts';
import { differences } from './table.ts';
import { texts } from './texts.ts';

await runCheck('values', async (frame) => {
  let passed = true;
  for (const program of programs) passed = (await check(program, frame)) && passed;
  return passed;
});

/** A program that is missing passes; the other is still asked. */
async function check({ name, ask }: Program, { folder, processes, print }: CheckFrame): Promise<boolean> {
  try {
    const { alike, explained, faults } = compareAll(name, texts, await ask(texts, folder, processes), differences);
    for (const fault of faults) print(`${name}: ${fault}`);
    print(`${name}: ${texts.length} texts, ${alike} alike, ${explained} as the table says, ${faults.length} faults`);
    return faults.length === 0;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    print(`${name}: skipped, ${error.message}.`);
    return true;
  }
}
