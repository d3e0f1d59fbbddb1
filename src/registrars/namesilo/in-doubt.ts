import { RegistrarError } from '../errors.ts';

/** Awaits what a call does after a request that may have had an effect: what it throws leaves the call in doubt. */
export async function inDoubt<T>(work: Promise<T>, seen: (error: RegistrarError) => string = (error) => error.seen) {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RegistrarError)) throw error;
    throw new RegistrarError({ ...error, seen: seen(error), effect: 'unknown', cause: error });
  }
}
