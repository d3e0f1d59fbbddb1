/** A zone as another tool's files have it, before it is known what its new host can hold of it. */
import type { IgnoreRule } from '../../schema/desired.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';

export interface MovedZone {
  /** A-labels, without trailing dot. */
  readonly domain: string;
  readonly records: readonly MovedRecord[];
  readonly unmanaged: readonly UnmanagedRecord[];
  /** What the other tool leaves alone. */
  readonly ignore?: readonly IgnoreRule[];
  /** What is not as in the files; sentences, without the domain. */
  readonly remarks: readonly string[];
}

export interface MovedRecord {
  readonly name: Fqdn;
  /** As it is served: for a TTL that its host chooses, the one that it chooses. */
  readonly ttlSeconds: number;
  readonly rdata: Rdata;
  readonly own?: HostOwn;
}

/** What only one host has, and what others cannot be asked for. */
export interface HostOwn {
  /** As in `registrar:`. */
  readonly host: string;
  /** As people write it. */
  readonly title: string;
  readonly autoTtl: boolean;
  readonly options: RecordOptions;
}

/** What no entry can say. */
export interface UnmanagedRecord {
  readonly name: Fqdn;
  readonly type: string;
  readonly text: string;
  /** Absent: the type is not known. No full stop. */
  readonly reason?: string;
}
