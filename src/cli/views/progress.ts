/** Progress on stderr: a line that moves for a person who watches, plain lines for a log, nothing with `--quiet`. */
import type { Plan } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import type { AccountReads, Progress } from '../../workflow/progress.ts';
import type { MovingLine } from './moving-line.ts';
import { duration } from './time.ts';
import { actionWords } from './words.ts';

export interface ProgressView {
  /** While live state is read. */
  reading(): Progress;
  /** While this plan is carried out. */
  applying(plan: Plan): Progress;
  /** To be called now and again: tells of waits, and that the command is still at work. */
  tick(): void;
  /** To be called before anything else is printed. */
  end(): void;
}

/** An account whose requests are held back. */
export interface AccountWait {
  readonly account: string;
  /** What for: `its limit of 20 requests per minute`. */
  readonly reason: string;
  readonly seconds: number;
  /** Until all that is still to be sent there is answered; null where that is not known. */
  readonly leftSeconds: number | null;
}

export interface ProgressOptions {
  readonly quiet: boolean;
  /** Lists each change, however many there are. */
  readonly verbose: boolean;
  /** Null where nobody watches. */
  readonly line: MovingLine | null;
  message(text: string): void;
  /** What is waited for now. `reads`: of which accounts what is still to be read; null while a plan is carried out. */
  waits(reads: readonly AccountReads[] | null): readonly AccountWait[];
  /** Milliseconds. */
  clock(): number;
}

/** A log tells that the command is still at work: some services end a job that is silent for minutes. */
const silenceMs = 30_000;

const silent: Progress = { refreshing: () => {}, applying: () => {}, finished: () => {}, notice: () => {} };

export function createProgress(options: ProgressOptions): ProgressView {
  const { quiet, line, message } = options;
  if (quiet) return { reading: () => silent, applying: () => silent, tick: () => {}, end: () => {} };
  let spokeMs = options.clock();
  let toldWaitMs = Number.NEGATIVE_INFINITY;
  let reads: readonly AccountReads[] | null = null;
  const still = (text: string): void => {
    line?.clear();
    message(text);
    spokeMs = options.clock();
  };
  const told = { ...options, message: still };
  return {
    reading: () => {
      const progress = line === null ? loggedReading(told) : watchedReading(line, still);
      return {
        ...progress,
        refreshing: (done, total, of) => {
          reads = of;
          progress.refreshing(done, total, of);
        },
      };
    },
    applying: (plan) => {
      reads = null;
      return options.verbose || plan.changes.length <= maxListed
        ? applyingProgress(plan, line, still)
        : countedProgress(told, still);
    },
    tick: () => {
      const waits = options.waits(reads).filter(({ seconds }) => seconds >= shortestWait);
      if (line !== null) {
        if (waits.length > 0) line.show(waits.map(waitText).join('; '));
        return;
      }
      const now = options.clock();
      if (waits.length > 0 && now - toldWaitMs >= silenceMs - tickMs) {
        toldWaitMs = now;
        for (const wait of waits) still(waitText(wait));
      } else if (now - spokeMs >= silenceMs - tickMs) {
        still('Still waiting for answers ...');
      }
    },
    end: () => line?.clear(),
  };
}

/** How often `tick` is to be called. */
export const tickMs = 1000;

/** Waits that are over sooner are nobody's concern. */
const shortestWait = 2;

/** `main waits 42 s for its limit of 20 requests per minute; about 2 min 30 s left` */
function waitText({ account, reason, seconds, leftSeconds }: AccountWait): string {
  const left = leftSeconds === null ? '' : `; about ${duration(leftSeconds)} left`;
  return `${account} waits ${duration(seconds)} for ${reason}${left}`;
}

function watchedReading(line: MovingLine, notice: (text: string) => void): Progress {
  return {
    ...silent,
    refreshing: (done, total) => line.show(`Reading: ${done} of ${total}`),
    notice,
  };
}

function loggedReading({ message, clock }: ProgressOptions): Progress {
  let lastMs = clock();
  return {
    ...silent,
    refreshing(done, total) {
      if (total === 0 || (done > 0 && clock() - lastMs < silenceMs)) return;
      lastMs = clock();
      const what = count(total, 'account list and zone', 'account lists and zones');
      message(done === 0 ? `Reading ${what} ...` : `Read ${done} of ${what} ...`);
    },
    notice: message,
  };
}

const endings = { failed: 'failed', not_attempted: 'not attempted' } as const;

/** Of a plan with more changes than this, those that are done are counted. */
const maxListed = 500;

function applyingProgress(plan: Plan, line: MovingLine | null, still: (text: string) => void): Progress {
  // A move has two changes at one address: one at each account.
  const key = (change: { readonly account: string; readonly address: string }) => `${change.account} ${change.address}`;
  const actions = new Map(plan.changes.map((change) => [key(change), actionWords[change.action]]));
  return {
    ...silent,
    applying(_operation, account, addresses) {
      const [first] = addresses;
      if (first === undefined) return;
      const more = addresses.length > 1 ? ` and ${addresses.length - 1} more` : '';
      const words = actions.get(key({ account, address: first }));
      line?.show(`${first}${more}: ${words?.doing ?? 'changing'} at ${account}`);
    },
    finished(result, done, total) {
      const words = actionWords[result.action];
      // What concerns the state alone takes no time, and the plan has listed it.
      if (result.status === 'applied' && words.stateOnly) return;
      const ending = result.status === 'applied' ? words.done : endings[result.status];
      still(`${result.address}: ${ending} (${done} of ${total})`);
    },
    notice: still,
  };
}

/** As `applyingProgress`, for plans whose every change nobody would read, nor keep in memory for that. */
function countedProgress({ line, clock }: ProgressOptions, still: (text: string) => void): Progress {
  let lastMs = clock();
  return {
    ...silent,
    finished(result, done, total) {
      if (result.status !== 'applied') still(`${result.address}: ${endings[result.status]} (${done} of ${total})`);
      if (line === null && clock() - lastMs < silenceMs) return;
      lastMs = clock();
      if (line === null) still(`Applying: ${done} of ${count(total, 'change')} ended ...`);
      else line.show(`Applying: ${done} of ${total}`);
    },
    notice: still,
  };
}
