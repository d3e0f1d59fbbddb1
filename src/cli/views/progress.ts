/** Progress on stderr: a line that moves for a person who watches, plain lines for a log, nothing with `--quiet`. */
import type { Plan } from '../../planner/plan.ts';
import type { Progress } from '../../workflow/progress.ts';
import { actionWords, count } from './words.ts';

export interface ProgressView {
  /** While live state is read. */
  reading(): Progress;
  /** While this plan is carried out. */
  applying(plan: Plan): Progress;
  /** Takes the moving line away; to be called before anything else is printed. */
  end(): void;
}

export interface ProgressOptions {
  readonly quiet: boolean;
  /** Whether a person watches stderr. */
  readonly watched: boolean;
  message(line: string): void;
}

/** The moving line. */
interface Spinner {
  text: string;
  start(): unknown;
  stop(): unknown;
}

export async function createProgress(options: ProgressOptions): Promise<ProgressView> {
  if (options.quiet) return { reading: () => silent, applying: () => silent, end: () => {} };
  const spinner = options.watched ? await createSpinner() : null;
  const still = (line: string): void => {
    spinner?.stop();
    options.message(line);
  };
  const moving = (text: string): void => {
    if (spinner === null) return;
    spinner.text = text;
    spinner.start();
  };
  return {
    reading: () => readingProgress(still, spinner === null ? null : moving),
    applying: (plan) => applyingProgress(plan, still, moving),
    end: () => void spinner?.stop(),
  };
}

const silent: Progress = { refreshing: () => {}, applying: () => {}, finished: () => {}, notice: () => {} };

function readingProgress(still: (line: string) => void, moving: ((text: string) => void) | null): Progress {
  return {
    ...silent,
    refreshing(done, total) {
      if (total === 0) return;
      if (moving !== null) moving(`Reading: ${done} of ${total}`);
      else if (done === 0) still(`Reading ${count(total, 'account list and zone', 'account lists and zones')} ...`);
    },
    notice: still,
  };
}

function applyingProgress(plan: Plan, still: (line: string) => void, moving: (text: string) => void): Progress {
  const actions = new Map(plan.changes.map((change) => [change.address, actionWords[change.action]]));
  return {
    ...silent,
    applying(_operation, account, addresses) {
      const [first] = addresses;
      const more = addresses.length > 1 ? ` and ${addresses.length - 1} more` : '';
      if (first !== undefined) moving(`${first}${more}: ${actions.get(first)?.doing ?? 'changing'} at ${account}`);
    },
    finished(result, done, total) {
      const words = actions.get(result.address);
      // What concerns the state alone takes no time, and the plan has listed it.
      if (result.status === 'applied' && words?.stateOnly) return;
      const outcome = { applied: words?.done ?? 'applied', failed: 'failed', not_attempted: 'not attempted' };
      still(`${result.address}: ${outcome[result.status]} (${done} of ${total})`);
    },
    notice: still,
  };
}

async function createSpinner(): Promise<Spinner> {
  const { default: ora } = await import('ora');
  // Stdin stays ours: the question before an apply is read from it, and Ctrl-C arrives as a signal.
  return ora({ stream: process.stderr, discardStdin: false, hideCursor: false });
}
