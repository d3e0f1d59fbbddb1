/** The parameters of a request: from the query, the form body, or both; names in any casing; the body wins. */
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { Refusal } from './answers.ts';

export interface Parameters {
  /** Empty where it is missing. */
  get(name: string): string;
  /** Throws `Refusal` where it is missing or empty. The number is NOT VERIFIED: the documents name none. */
  need(name: string): string;
  /** A whole number, or the default. Throws `Refusal` outside its bounds (NOT VERIFIED: the API may clamp). */
  whole(name: string, bounds: { readonly min: number; readonly max: number; readonly default: number }): number;
}

export function readParameters(request: SimulatorRequest): Parameters {
  const values = new Map<string, string>();
  const isForm = /x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
  const body = request.method === 'POST' && isForm ? new URLSearchParams(request.body) : new URLSearchParams();
  for (const [name, value] of [...request.query, ...body]) values.set(name.toLowerCase(), value);

  const get = (name: string) => values.get(name.toLowerCase()) ?? '';
  return {
    get,
    need: (name) => {
      const value = get(name);
      if (value === '') throw new Refusal('2010166', `Parameter ${name} is missing`);
      return value;
    },
    whole: (name, bounds) => {
      const text = get(name);
      if (text === '') return bounds.default;
      const value = Number(text);
      if (Number.isInteger(value) && value >= bounds.min && value <= bounds.max) return value;
      throw new Refusal('2011166', `Parameter ${name} is invalid`);
    },
  };
}
