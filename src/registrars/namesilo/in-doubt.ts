import { type RegistrarError, registrarError } from '../errors.ts';

/** Awaits what a call does after a request that may have had an effect: what it throws leaves the call in doubt. */
export async function inDoubt<T>(work: Promise<T>, seen: (error: RegistrarError) => string = (error) => error.seen) {
  return await work.catch((error: unknown) => {
    const own = registrarError(error);
    throw own.with({ seen: seen(own), effect: 'unknown' });
  });
}
