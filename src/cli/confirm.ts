import { createInterface } from 'node:readline/promises';
import { visible } from '../schema/visible.ts';

/** A terminal: what is typed, and where the question stands. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Readline takes Ctrl-C for itself; here it means what it means everywhere else. */
  interrupt(): void;
}

/** Asks; only the whole word counts. The end of the input is a no. */
export async function confirm(question: string, { input, output, interrupt }: Terminal): Promise<boolean> {
  const reader = createInterface({ input, output });
  reader.on('SIGINT', () => {
    output.write('\n');
    interrupt();
  });
  const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([reader.question(`${visible(question)} Only 'yes' will be accepted: `), ended]);
    return answer.trim() === 'yes';
  } finally {
    reader.close();
  }
}
