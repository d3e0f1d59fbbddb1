import type { Fqdn, Rdata, RecordType } from './rdata.ts';

/** All records of one name and type (the RRset of RFC 9499): one TTL, one or more values. The unit of change. */
export interface RecordSet {
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly ttlSeconds: number;
  /** Unique, sorted by their printed form; never empty. */
  readonly values: readonly Rdata[];
  /** What one DNS host offers beyond DNS, by its own keys: `{ proxied: true, comment: "edge" }`. */
  readonly options: RecordOptions;
}

export type OptionValue = boolean | string | readonly string[];
export type RecordOptions = Readonly<Record<string, OptionValue>>;
