/** Several requests of one call. */
import { RegistrarError } from '../errors.ts';

/** One after the other. Where one fails after another was made, the effect of all is not known. */
export async function inOrder(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await step();
    } catch (error) {
      throw index > 0 && error instanceof RegistrarError ? halfDone(error, index, steps.length) : error;
    }
  }
}

function halfDone(error: RegistrarError, done: number, all: number): RegistrarError {
  const seen = `${done} of ${all} requests were carried out, and the next failed: ${error.seen}`;
  return error.with({ seen, effect: 'unknown' });
}
