/**
 * Ctrl-C, SIGTERM, and the end of the terminal. A command that changes nothing ends at once; one that has calls in flight takes the first signal
 * as a request to finish them, and the second ends the process.
 */

/** Why a run that was interrupted before it changed anything ends where it is. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Interrupt {
  /** From now on the first signal aborts what this returns, and `words` are shown. */
  takeOver(words: string): AbortSignal;
}

export function listenForInterrupt(process: NodeJS.Process, message: (line: string) => void): Interrupt {
  let taken: { readonly controller: AbortController; readonly words: string } | undefined;
  const onSignal = (): void => {
    if (taken === undefined || taken.controller.signal.aborted) return process.exit(130);
    taken.controller.abort(new Interrupted('Nothing was changed.'));
    if (taken.words !== '') message(taken.words);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return {
    takeOver(words) {
      taken = { controller: new AbortController(), words };
      return taken.controller.signal;
    },
  };
}

/** Does not wait any longer for what changes nothing: it is given up where the signal comes first. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
