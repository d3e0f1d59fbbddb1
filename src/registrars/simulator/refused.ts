/** Refusals of simulators whose handlers know the whole answer; others have classes of their own. */
import type { SimulatorResponse } from './simulator.ts';

/** Thrown by handlers instead of returning: the request is refused with this answer, and nothing has changed. */
export class Refused extends Error {
  readonly response: SimulatorResponse;

  constructor(response: SimulatorResponse) {
    super(`refused with ${response.status}`);
    this.response = response;
  }
}

/** What the handler answers, or the refusal that it throws. */
export function orRefusal(handle: () => SimulatorResponse): SimulatorResponse {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refused) return error.response;
    throw error;
  }
}
