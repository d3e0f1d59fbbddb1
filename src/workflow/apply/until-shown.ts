import type { AfterWrites } from '../../schema/capabilities.ts';
import type { ApplyContext } from './context.ts';

const firstWaitMs = 1000;

/**
 * Reads until what is read is as it should be: once more at once, as one answer may be cut, or, where reads may show for a
 * while what was there before, with growing waits for as long. The last read, whatever it is.
 */
export async function untilShown<T>(
  context: Pick<ApplyContext, 'wait' | 'signal'>,
  read: () => Promise<T>,
  isShown: (value: T) => boolean,
  lag: AfterWrites['lag'],
): Promise<T> {
  let value = await read();
  let waitedMs = 0;
  const boundMs = lag?.ms ?? 0;
  for (let again = 0; !isShown(value) && (again === 0 || waitedMs < boundMs) && !context.signal.aborted; again++) {
    const waitMs = Math.min(firstWaitMs * 2 ** again, boundMs - waitedMs);
    if (waitMs > 0) await context.wait(waitMs);
    waitedMs += waitMs;
    value = await read();
  }
  return value;
}
