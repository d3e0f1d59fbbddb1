/**
 * Joins concurrent writes: while one is on its way, those that arrive wait and then go together as one.
 * A caller's promise resolves only when the write that held its part has.
 */
import { setImmediate } from 'node:timers/promises';

/**
 * `write` gets the parts in order of arrival, and returns one answer for each, or throws for all of them.
 * `isOfOne`: the error is about some of the parts and none was written, so that each is to be tried by itself.
 */
export function groupCommit<Part, Answer>(
  write: (parts: readonly Part[]) => Promise<readonly Answer[]>,
  isOfOne: (error: unknown) => boolean,
): (part: Part) => Promise<Answer> {
  interface Waiting {
    readonly part: Part;
    resolve(answer: Answer): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await write(group.map((one) => one.part));
      for (const [index, one] of group.entries()) one.resolve(answers[index] as Answer);
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) for (const one of group) await writeGroup([one]);
      else for (const one of group) one.reject(error);
    }
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      // An embedded database leaves no turn to what has arrived from the network meanwhile, and has a part, too.
      await setImmediate();
      const group = waiting;
      waiting = [];
      await writeGroup(group);
    }
    writing = false;
  };

  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ part, resolve, reject });
      if (writing) return;
      writing = true;
      void drain();
    });
}
