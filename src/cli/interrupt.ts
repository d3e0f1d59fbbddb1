/**
 * Ctrl-C, SIGTERM, and the end of the terminal. Nobody listens for them until there are calls to finish, so that they end
 * a command at once, whatever it is busy with; a command that has calls in flight takes the first signal as a request to
 * finish them, and the second ends the process.
 */

/** Why a run that was interrupted before it changed anything ends where it is. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Interrupt {
  /** From now on the first signal aborts what this returns, and `words` are shown. */
  takeOver(words: string): AbortSignal;
  /** There is nothing left to finish: signals end the process again. */
  giveBack(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function listenForInterrupt(process: NodeJS.Process, message: (line: string) => void): Interrupt {
  let giveBack = (): void => {};
  return {
    takeOver(words) {
      giveBack();
      const controller = new AbortController();
      const onSignal = (): void => {
        if (controller.signal.aborted) return process.exit(130);
        controller.abort(new Interrupted('Nothing was changed.'));
        if (words !== '') message(words);
      };
      for (const signal of signals) process.on(signal, onSignal);
      giveBack = () => {
        for (const signal of signals) process.off(signal, onSignal);
      };
      return controller.signal;
    },
    giveBack: () => giveBack(),
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

/** Short work, as writing a few files, that a signal does not end half-way; it ends the command when the work is done. */
export async function uninterrupted<T>(interrupt: Interrupt, work: () => Promise<T>): Promise<T> {
  const signal = interrupt.takeOver('');
  try {
    const done = await work();
    if (signal.aborted) throw new Interrupted('The files were written.');
    return done;
  } finally {
    interrupt.giveBack();
  }
}
