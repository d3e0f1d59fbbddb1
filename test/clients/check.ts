/** Runs the steps for each peer of each registrar and prints what came of them. */
import { startPeer } from './peer.ts';
import type { Processes } from './processes.ts';
import type { Installed, Language } from './programs.ts';
import type { Sandbox } from './sandbox.ts';
import { type Step, signIn, writeRecords } from './steps.ts';
import { type PeerEntry, peers } from './table.ts';

interface Place {
  /** Null: not to be had here. */
  readonly installed: { readonly [L in Language]: Installed | null };
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly processes: Processes;
  print(text: string): void;
}

interface Result {
  readonly step: string;
  readonly title: string | null;
  readonly outcome: 'passed' | 'failed' | 'differs';
  readonly detail: string;
}

/** How many steps failed. Ends the sandbox, too. */
export async function checkAll(registrars: readonly string[], place: Place): Promise<number> {
  const results: Result[] = [];
  const report = (heading: string, those: readonly Result[]) => {
    place.print(tableOf(heading, those));
    results.push(...those);
  };
  for (const registrar of registrars) {
    const entries = peers.filter((entry) => entry.registrar === registrar);
    if (entries.length === 0) report(registrar, [lacking(registrar)]);
    for (const entry of entries) {
      const installed = place.installed[entry.language];
      if (installed !== null) report(`${registrar}, ${entry.client}`, await checkOne(entry, installed, place));
    }
  }
  const ended = await endSandbox(place.sandbox);
  report('sandbox', [ended]);
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const differs = count('differs');
  if (differs > 0)
    place.print(`${differs} fail as they must: there the client and the API differ, for the reasons above.`);
  place.print(`${count('passed')} passed, ${count('failed')} failed`);
  return count('failed');
}

/** Also tells what went wrong inside the simulators. */
async function endSandbox(sandbox: Sandbox): Promise<Result> {
  const detail = await sandbox.close().then(
    () => '',
    (error: Error) => error.message,
  );
  return { step: 'ends in order', title: null, outcome: detail === '' ? 'passed' : 'failed', detail };
}

function lacking(registrar: string): Result {
  const detail = `no entry for "${registrar}" in test/clients/table.ts: say how a client of others speaks to it`;
  return { step: 'has a client', title: null, outcome: 'failed', detail };
}

async function checkOne(entry: PeerEntry, installed: Installed, place: Place): Promise<readonly Result[]> {
  const results: Result[] = [];
  const account = place.sandbox.account(entry.registrar);
  const host = new URL(account.registrar.descriptor.endpoint).host;
  const peer = startPeer(installed(entry.driver), { [host]: account.origin }, place.folder, place.processes);
  const step: Step = async (name, title, action) => {
    const failure = await action().then(
      () => null,
      (error: Error) => error.message,
    );
    results.push({ step: name, title, ...judge(entry, title === null ? name : `${name} ${title}`, failure) });
    return failure === null;
  };
  try {
    const checked = { entry, account, peer, step };
    if (await signIn(checked)) await writeRecords(checked);
  } catch (error) {
    results.push({ step: 'goes through', title: null, outcome: 'failed', detail: (error as Error).message });
  } finally {
    await peer.close();
  }
  return results;
}

function judge(entry: PeerEntry, step: string, failure: string | null): Pick<Result, 'outcome' | 'detail'> {
  const difference = entry.differences?.find(({ steps }) => steps.includes(step));
  if (failure === null) {
    if (difference === undefined) return { outcome: 'passed', detail: '' };
    return { outcome: 'failed', detail: 'it passes, and test/clients/table.ts says that it fails: take it out there' };
  }
  if (difference?.fails.test(failure) === true) return { outcome: 'differs', detail: difference.why };
  return { outcome: 'failed', detail: failure };
}

/** One line per step, one column per sample; below it what failed and what differs. */
function tableOf(title: string, results: readonly Result[]): string {
  const titles = [...new Set(results.flatMap((result) => (result.title === null ? [] : [result.title])))];
  const steps = [...new Set(results.map(({ step }) => step))];
  const width = Math.max(...steps.map((step) => step.length));
  const cell = (step: string, of: string | null) =>
    (results.find((result) => result.step === step && result.title === of)?.outcome ?? '').padEnd(8);
  const line = (step: string, cells: readonly string[]) => `  ${step.padEnd(width)}  ${cells.join(' ')}`.trimEnd();
  const isOfSamples = (step: string) => results.some((result) => result.step === step && result.title !== null);
  const rows = steps.map((step) =>
    line(step, isOfSamples(step) ? titles.map((each) => cell(step, each)) : [cell(step, null)]),
  );
  const reasons = [...new Set(results.map(({ detail }) => detail).filter((detail) => detail !== ''))];
  const details = reasons.map((reason) => {
    const those = results.filter(({ detail }) => detail === reason);
    const named = those.map((result) => (result.title === null ? result.step : `${result.step} ${result.title}`));
    return `  ${those[0]?.outcome}: ${named.join(', ')}: ${reason}`;
  });
  const heading =
    titles.length === 0
      ? []
      : [
          line(
            '',
            titles.map((each) => each.padEnd(8)),
          ),
        ];
  return [title, ...heading, ...rows, ...details, ''].join('\n');
}
