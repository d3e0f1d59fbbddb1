import type { Progress } from './progress.ts';

/** Tells of reads as they end. `reads`: the account of each; what comes back is to be called with the account of one that has ended. */
export function countReads(progress: Progress, reads: readonly string[]): (account: string) => void {
  const accounts = new Map<string, { readonly account: string; done: number; total: number }>();
  for (const account of reads) {
    const known = accounts.get(account) ?? { account, done: 0, total: 0 };
    accounts.set(account, { ...known, total: known.total + 1 });
  }
  let done = 0;
  progress.refreshing(done, reads.length, [...accounts.values()]);
  return (account) => {
    const of = accounts.get(account);
    if (of !== undefined) of.done++;
    progress.refreshing(++done, reads.length, [...accounts.values()]);
  };
}
