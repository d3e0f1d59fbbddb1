import { parseObject } from '../../http/fields.ts';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import type { Input } from './content.ts';
import { Refused } from './envelope.ts';

/** The JSON object of a request. Throws `Refused`. */
export function bodyOf(request: SimulatorRequest): Input {
  const input = parseObject(request.body);
  if (input === null) throw new Refused(400, 9207, 'Request body is invalid.');
  return input;
}
