/** What the accounts of a run wait for, and how long they still take. */
import type { Plan } from '../planner/plan.ts';
import type { Waiting } from '../registrars/http/create-transport.ts';
import type { OpenAccount, OpenAccounts } from '../workflow/open-accounts.ts';
import type { AccountReads } from '../workflow/progress.ts';
import { takesMs, workOf } from './estimate.ts';
import type { AccountWait } from './views/progress.ts';

export interface Waits {
  /** From here on this plan is carried out. */
  applying(plan: Plan): void;
  /** See `ProgressOptions.waits`. */
  now(reads: readonly AccountReads[] | null): readonly AccountWait[];
}

export function createWaits(accounts: OpenAccounts): Waits {
  /** By account, the requests that will have been sent when the plan is applied. */
  let expected: ReadonlyMap<string, number> = new Map();
  return {
    applying: (plan) => {
      const descriptors = new Map([...accounts].map(([name, { registrar }]) => [name, registrar.descriptor]));
      const work = workOf(plan, descriptors);
      expected = new Map(
        [...accounts].map(([name, account]) => [name, sentBy(account) + (work.get(name)?.requests ?? 0)]),
      );
    },
    now: (reads) =>
      [...accounts].flatMap(([name, account]): readonly AccountWait[] => {
        const waiting = account.waiting();
        if (waiting === null) return [];
        const toSend =
          reads === null
            ? (expected.get(name) ?? 0) - sentBy(account)
            : leftToRead(
                account,
                reads.find((one) => one.account === name),
              );
        return [
          {
            account: name,
            reason: reasonText(waiting),
            seconds: Math.ceil(waiting.ms / 1000),
            leftSeconds: toSend === null || toSend <= 0 ? null : secondsFor(toSend, account),
          },
        ];
      }),
  };
}

/** At the rate of requests for each read so far; null before the first has ended. */
function leftToRead(account: OpenAccount, reads: AccountReads | undefined): number | null {
  if (reads === undefined || reads.done === 0) return null;
  return Math.ceil(((reads.total - reads.done) * sentBy(account)) / reads.done);
}

function sentBy(account: OpenAccount): number {
  const { reads, writes } = account.counts();
  return reads + writes;
}

function secondsFor(requests: number, account: OpenAccount): number {
  return Math.ceil(takesMs({ requests, inARow: 1 }, account.registrar.descriptor, account.pace()) / 1000);
}

function reasonText(waiting: Waiting): string {
  switch (waiting.reason) {
    case 'limit':
      return limitText(waiting.limit);
    case 'answer':
      return waiting.attempt === 1 ? 'an answer' : `an answer, attempt ${waiting.attempt}`;
    case 'refused':
      return 'the registrar, which asks for it';
  }
}

const periods: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `its limit of 20 requests per minute`. */
function limitText({ requests, perMs }: { readonly requests: number; readonly perMs: number }): string {
  const [unitMs, unit] = periods.find(([ms]) => perMs % ms === 0) ?? [1000, 'second'];
  const n = perMs / unitMs;
  return `its limit of ${requests} request${requests === 1 ? '' : 's'} per ${n === 1 ? unit : `${n} ${unit}s`}`;
}
