/** A row of the three-way table for record sets: one name and type, with all that is known of it. */
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import type { DesiredDomain, DesiredRecordSet } from '../../schema/desired.ts';
import { recordSetAddress } from '../../schema/dns/address.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import { printValues, recordSetKey, valuesHold } from '../../schema/dns/record-sets.ts';
import type { ForeignSet } from '../foreign-sets.ts';
import type { LiveRecordSet, LiveZone, RecordedRecordSet } from '../inputs.ts';
import type { RecordSetValue } from '../plan.ts';
import { recordSetValue } from '../value.ts';
import type { ThreeWay } from './decide.ts';
import { meantOptions, optionsHold, sameOptionKeys } from './options.ts';

export interface ZoneSides {
  readonly desired: DesiredDomain;
  readonly account: string;
  readonly host: DnsDescriptor;
  /** Recorded at this account. */
  readonly recorded: readonly RecordedRecordSet[];
  readonly live: LiveZone;
  /** What nobody manages and the zone does not show any more, where a write would take it along. */
  readonly missing: readonly ForeignSet[];
  /** Whether a live set is one that the host puts into each new zone: nobody has asked for it. */
  readonly isDefault: (live: LiveRecordSet) => boolean;
  readonly refreshOnly: boolean;
}

/** Printed values are made once per row. */
export interface Row {
  readonly address: string;
  readonly desired: DesiredRecordSet | undefined;
  readonly desiredOptions: RecordOptions;
  readonly desiredValues: readonly string[];
  readonly recorded: RecordedRecordSet | undefined;
  readonly live: LiveRecordSet | undefined;
  readonly liveValues: readonly string[];
}

export function rowsOf(sides: ZoneSides): readonly Row[] {
  const { domain } = sides.desired;
  const desired = new Map(sides.desired.recordSets.map((set) => [recordSetKey(set), set]));
  const recorded = new Map(sides.recorded.map((set) => [recordSetKey(set), set]));
  const live = new Map(sides.live.recordSets.map((set) => [recordSetKey(set), set]));
  const keys = new Set([...desired.keys(), ...recorded.keys(), ...live.keys()]);
  return [...keys].map((k) => {
    const d = desired.get(k);
    const r = recorded.get(k);
    const l = live.get(k);
    const { name, type } = (d ?? r ?? l) as LiveRecordSet;
    return {
      address: recordSetAddress(domain, name, type),
      desired: d,
      desiredOptions: d === undefined ? {} : meantOptions(d.options, r?.options, sides.host.dns.options),
      desiredValues: d === undefined ? [] : printValues(d),
      recorded: r,
      live: l,
      liveValues: l === undefined ? [] : printValues(l),
    };
  });
}

export function threeWay(row: Row): ThreeWay {
  const { desired, recorded, live } = row;
  return {
    desired: desired !== undefined,
    recorded: recorded !== undefined,
    live: live !== undefined,
    desiredIsLive:
      desired !== undefined &&
      live !== undefined &&
      live.irregular === undefined &&
      desired.ttlSeconds === live.ttlSeconds &&
      valuesHold(row.desiredValues, row.liveValues) &&
      optionsHold(row.desiredOptions, live.options),
    desiredIsRecorded:
      desired !== undefined &&
      recorded !== undefined &&
      recorded.irregular === undefined &&
      desired.ttlSeconds === recorded.ttlSeconds &&
      valuesHold(row.desiredValues, recorded.values) &&
      optionsHold(desired.options, recorded.options) &&
      sameOptionKeys(desired.options, recorded.options),
    recordedIsLive:
      recorded !== undefined &&
      live !== undefined &&
      recorded.irregular === live.irregular &&
      recorded.ttlSeconds === live.ttlSeconds &&
      valuesHold(recorded.values, row.liveValues) &&
      optionsHold(recorded.options, live.options),
  };
}

export function desiredValue(row: Row): RecordSetValue | null {
  return row.desired === undefined
    ? null
    : recordSetValue(row.desired.ttlSeconds, row.desiredValues, row.desiredOptions);
}

export function liveValue(row: Row): RecordSetValue | null {
  if (row.live === undefined) return null;
  const { ttlSeconds, options, irregular, mixed } = row.live;
  const value = recordSetValue(ttlSeconds, row.liveValues, options, irregular);
  return mixed === undefined ? value : { ...value, mixed };
}

export function recordedValue(recorded: RecordedRecordSet): RecordSetValue {
  return recordSetValue(recorded.ttlSeconds, recorded.values, recorded.options, recorded.irregular);
}
