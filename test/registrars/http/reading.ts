/** For tests of readers: what they make of a value, told by its message where they refuse it. */
import { RegistrarError } from '../../../src/registrars/errors.ts';
import type { Fail } from '../../../src/registrars/http/fields.ts';

export const fail: Fail = (seen) =>
  new RegistrarError({
    registrar: 'testco',
    account: 'main',
    operation: 'read records',
    object: 'example.com',
    code: 'unexpected-response',
    seen,
    advice: 'Report it.',
    effect: 'none',
  });

export function seenBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof RegistrarError ? `refused: ${error.seen}` : error;
  }
}
