import { type Json, parseObject } from '../../http/fields.ts';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { invalid, Refused, type Version } from './answers.ts';

export type Input = Json;

/**
 * The JSON object of a request; an empty body is an empty object. Core asks for the content type even then: 415. The older
 * version does not: Name.com's own Go client sends none (namedotcom/go 4.0.2, `doRequest`). Throws `Refused`.
 */
export function bodyOf({ headers, body }: SimulatorRequest, version: Version): Input {
  if (version === 'core' && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new Refused(415, "The 'Content-Type' header must be 'application/json' for this request.");
  }
  if (body.trim() === '') return {};
  const input = parseObject(body);
  if (input === null) throw invalid(version, 'The request body is not valid JSON.');
  return input;
}
