import type { SimulatorRequest } from '../../simulator/simulator.ts';
import type { Input } from './content.ts';
import { Refused } from './envelope.ts';

/** The JSON object of a request. Throws `Refused`. */
export function bodyOf(request: SimulatorRequest): Input {
  try {
    const parsed: unknown = JSON.parse(request.body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Input;
  } catch {
    // Answered below.
  }
  throw new Refused(400, 9207, 'Request body is invalid.');
}
