import { type Json, parseObject } from '../../http/fields.ts';
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { invalid, Refused, type Version } from './answers.ts';

export type Input = Json;

/**
 * The JSON object of a request; an empty body is an empty object. The content type is asked for even then: 415, in the
 * older version 403 (its documents). Throws `Refused`.
 */
export function bodyOf({ headers, body }: SimulatorRequest, version: Version): Input {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw version === 'core'
      ? new Refused(415, "The 'Content-Type' header must be 'application/json' for this request.")
      : new Refused(403, 'Permission Denied');
  }
  if (body.trim() === '') return {};
  const input = parseObject(body);
  if (input === null) throw invalid(version, 'The request body is not valid JSON.');
  return input;
}
