/** Runs the steps for each registrar and prints what came of them. */
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { startLexicon } from './lexicon.ts';
import type { Processes } from './processes.ts';
import type { Sandbox } from './sandbox.ts';
import { type Step, signIn, writeRecords } from './steps.ts';
import { type ClientEntry, clients } from './table.ts';

interface Place {
  readonly interpreter: string;
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly processes: Processes;
  print(text: string): void;
}

interface Result {
  readonly step: string;
  readonly type: RecordType | null;
  readonly outcome: 'passed' | 'failed' | 'differs';
  readonly detail: string;
}

/** How many steps failed. Ends the sandbox, too. */
export async function checkAll(registrars: readonly string[], place: Place): Promise<number> {
  const results: Result[] = [];
  for (const registrar of registrars) {
    const of = await checkOne(registrar, place);
    place.print(tableOf(registrar, of));
    results.push(...of);
  }
  const ended = await endSandbox(place.sandbox);
  place.print(tableOf('sandbox', [ended]));
  results.push(ended);
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const differs = count('differs');
  if (differs > 0)
    place.print(`${differs} fail as they must: there lexicon and the API differ, for the reasons above.`);
  place.print(`${count('passed')} passed, ${count('failed')} failed`);
  return count('failed');
}

/** Also tells what went wrong inside the simulators. */
async function endSandbox(sandbox: Sandbox): Promise<Result> {
  const detail = await sandbox.close().then(
    () => '',
    (error: Error) => error.message,
  );
  return { step: 'ends in order', type: null, outcome: detail === '' ? 'passed' : 'failed', detail };
}

async function checkOne(registrar: string, place: Place): Promise<readonly Result[]> {
  const entry = clients.get(registrar);
  if (entry === undefined) {
    const detail = `no entry for "${registrar}" in test/clients/table.ts: say how dns-lexicon speaks to it`;
    return [{ step: 'has a client', type: null, outcome: 'failed', detail }];
  }
  const results: Result[] = [];
  const account = place.sandbox.account(registrar);
  const host = new URL(account.registrar.descriptor.endpoint).host;
  const lexicon = startLexicon({ ...place, origins: { [host]: account.origin } }, place.processes);
  const step: Step = async (name, type, action) => {
    const failure = await action().then(
      () => null,
      (error: Error) => error.message,
    );
    results.push({ step: name, type, ...judge(entry, type === null ? name : `${name} ${type}`, failure) });
  };
  try {
    const checked = { entry, account, lexicon, step };
    await signIn(checked);
    if (results.at(-1)?.outcome === 'passed') await writeRecords(checked);
  } catch (error) {
    results.push({ step: 'goes through', type: null, outcome: 'failed', detail: (error as Error).message });
  } finally {
    await lexicon.close();
  }
  return results;
}

function judge(entry: ClientEntry, step: string, failure: string | null): Pick<Result, 'outcome' | 'detail'> {
  const difference = entry.differences?.find(({ steps }) => steps.includes(step));
  if (failure === null) {
    if (difference === undefined) return { outcome: 'passed', detail: '' };
    return { outcome: 'failed', detail: 'it passes, and test/clients/table.ts says that it fails: take it out there' };
  }
  if (difference?.fails.test(failure) === true) return { outcome: 'differs', detail: difference.why };
  return { outcome: 'failed', detail: failure };
}

/** One line per step, one column per record type; below it what failed and what differs. */
function tableOf(registrar: string, results: readonly Result[]): string {
  const types = [...new Set(results.flatMap(({ type }) => (type === null ? [] : [type])))];
  const steps = [...new Set(results.map(({ step }) => step))];
  const width = Math.max(...steps.map((step) => step.length));
  const cell = (step: string, type: RecordType | null) =>
    (results.find((result) => result.step === step && result.type === type)?.outcome ?? '').padEnd(8);
  const line = (step: string, cells: readonly string[]) => `  ${step.padEnd(width)}  ${cells.join(' ')}`.trimEnd();
  const isOfTypes = (step: string) => results.some((result) => result.step === step && result.type !== null);
  const rows = steps.map((step) =>
    line(step, isOfTypes(step) ? types.map((type) => cell(step, type)) : [cell(step, null)]),
  );
  const reasons = [...new Set(results.map(({ detail }) => detail).filter((detail) => detail !== ''))];
  const details = reasons.map((reason) => {
    const those = results.filter(({ detail }) => detail === reason);
    const named = those.map(({ step, type }) => (type === null ? step : `${step} ${type}`));
    return `  ${those[0]?.outcome}: ${named.join(', ')}: ${reason}`;
  });
  const heading =
    types.length === 0
      ? []
      : [
          line(
            '',
            types.map((type) => type.padEnd(8)),
          ),
        ];
  return [registrar, ...heading, ...rows, ...details, ''].join('\n');
}
