/**
 * Joins concurrent writes: while one is on its way, those that arrive wait and then go together as one.
 * A caller's promise resolves only when the write that held its part has.
 */

/** `write` gets the parts in order of arrival, and returns one answer for each, or throws for all of them. */
export function groupCommit<Part, Answer>(
  write: (parts: readonly Part[]) => Promise<readonly Answer[]>,
): (part: Part) => Promise<Answer> {
  interface Waiting {
    readonly part: Part;
    resolve(answer: Answer): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  const drain = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        const answers = await write(group.map((one) => one.part));
        for (const [index, one] of group.entries()) one.resolve(answers[index] as Answer);
      } catch (error) {
        for (const one of group) one.reject(error);
      }
    }
    writing = false;
  };

  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ part, resolve, reject });
      // A turn later, so that callers of the same turn share the first write.
      if (!writing) {
        writing = true;
        queueMicrotask(() => void drain());
      }
    });
}
