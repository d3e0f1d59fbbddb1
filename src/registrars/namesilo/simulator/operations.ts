/** The operations of the API that the simulator knows, by name. */
import type { Success } from './answers.ts';
import { Refusal } from './answers.ts';
import { domainOperations } from './domain-operations.ts';
import type { Domains } from './domains.ts';
import { dsOperations } from './ds-operations.ts';
import { recordOperations } from './record-operations.ts';

export interface OperationContext {
  readonly domains: Domains;
  readonly parameters: Parameters;
  /** Whether answers have full host names, as until 2026, or relative ones. */
  readonly hosts: 'relative' | 'full';
  now(): Date;
}

export interface SimulatedOperation {
  readonly write: boolean;
  /** Throws `Refusal`. */
  run(context: OperationContext): Success;
}

/** The query, without what all operations have. */
export interface Parameters {
  /** Empty where it is missing. */
  get(name: string): string;
  /** Throws `Refusal` 108 where it is missing. */
  need(name: string): string;
  /** Throws `Refusal` 108 where it is not there; empty is a value. */
  given(name: string): string;
}

export function readParameters(query: URLSearchParams): Parameters {
  const missing = () => new Refusal('108', 'Missing parameters for the specified operation');
  const get = (name: string) => query.get(name) ?? '';
  return {
    get,
    need: (name) => {
      if (get(name) === '') throw missing();
      return get(name);
    },
    given: (name) => {
      if (!query.has(name)) throw missing();
      return get(name);
    },
  };
}

export const operations: ReadonlyMap<string, SimulatedOperation> = new Map<string, SimulatedOperation>(
  Object.entries({ ...domainOperations, ...recordOperations, ...dsOperations }),
);
