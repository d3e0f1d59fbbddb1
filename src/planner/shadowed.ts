/**
 * What nobody manages here, stays in the zone, and is answered no more once the plan is applied: sets at or below a new
 * sub-zone, and what a wildcard answers at a name that comes to exist (RFC 4592). Pure.
 */
import type { DnsDescriptor } from '../schema/capabilities.ts';
import { configLine } from '../schema/config/record-line.ts';
import type { DesiredDomain } from '../schema/desired.ts';
import { isGlueOf } from '../schema/dns/coexistence.ts';
import { apexOf, relativeName } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { compareNames, printValues, recordSetKey } from '../schema/dns/record-sets.ts';
import { type Answers, answersOf, namesOf } from './answers.ts';
import { defaultsOf } from './defaults.ts';
import type { LiveRecordSet, LiveZone, RecordedDomain, UnsupportedRecord } from './inputs.ts';
import type { RecordSetChange, Unanswered } from './plan.ts';
import { setsAfter } from './unanswered.ts';
import { recordSetValue } from './value.ts';

interface ZoneToChange {
  readonly account: string;
  readonly zone: LiveZone;
  readonly host: DnsDescriptor;
  readonly desired: DesiredDomain;
  readonly recorded: RecordedDomain | undefined;
  readonly changes: readonly RecordSetChange[];
}

type Found = RecordSet | LiveRecordSet | UnsupportedRecord;

export function shadowedSets(input: ZoneToChange): readonly Unanswered[] {
  const { zone, changes } = input;
  if (!changes.some(({ before, after }) => before === null && after !== null)) return [];
  const setsBefore: readonly Found[] = [...zone.recordSets, ...zone.unsupported];
  const setsThen: readonly Found[] = [...setsAfter(zone, changes), ...zone.unsupported];
  const foreign = foreignSets(input, setsThen);
  const before = answersOf(zone.domain, setsBefore);
  const after = answersOf(zone.domain, setsThen);
  const wildcards = foreign.filter(({ name }) => name.startsWith('*.'));
  const made = wildcards.length === 0 ? [] : hostsMade(zone.domain, setsBefore, setsThen);
  return [...hidden(input, foreign, before, after), ...outranked(input, wildcards, made, before, after)]
    .sort((a, b) => compareNames(a.name, b.name) || (a.unanswered.address < b.unanswered.address ? -1 : 1))
    .map(({ unanswered }) => unanswered);
}

interface Placed {
  readonly name: Fqdn;
  readonly unanswered: Unanswered;
}

/** Sets below a cut that was not there. Glue of the new nameservers is answered with the delegation. */
function hidden(
  input: ZoneToChange,
  foreign: readonly Found[],
  before: Answers<Found>,
  after: Answers<Found>,
): readonly Placed[] {
  return foreign.flatMap((set): readonly Placed[] => {
    const now = before(set.name, set.type);
    const then = after(set.name, set.type);
    if (now === null || then === null || !isSame(now, set) || isSame(then, set) || isGlueOf(set, then)) return [];
    return [placed(input, set, set.name, 'sub-zone', then, null)];
  });
}

/** What wildcards answer at names that come to exist, and nothing does then. */
function outranked(
  input: ZoneToChange,
  wildcards: readonly Found[],
  made: readonly Fqdn[],
  before: Answers<Found>,
  after: Answers<Found>,
): readonly Placed[] {
  return made.flatMap((name) =>
    wildcards.flatMap((set): readonly Placed[] => {
      const now = before(name, set.type);
      if (now === null || !isSame(now, set) || after(name, set.type) !== null) return [];
      const keeping = 'values' in set ? configLine({ ...set, name }, input.desired.domain, input.host) : null;
      return [placed(input, set, name, 'new-name', set, keeping)];
    }),
  );
}

/** What is neither declared nor recorded here, and stays; not what each new zone has, nor the NS of the apex. */
function foreignSets({ zone, host, account, desired, recorded }: ZoneToChange, sets: readonly Found[]) {
  const ours = new Set([
    ...desired.recordSets.map(recordSetKey),
    ...(recorded?.recordSets ?? []).filter((set) => set.account === account).map(recordSetKey),
  ]);
  const live = new Set<Found>([...zone.recordSets, ...zone.unsupported]);
  const isDefault = defaultsOf(zone, host.dns);
  return sets.filter((set) => {
    if (!live.has(set) || (set.type === 'NS' && set.name === apexOf(zone.domain))) return false;
    return !('values' in set) || (!ours.has(recordSetKey(set)) && !isDefault(set));
  });
}

/** Names that come to exist, the empty ones above a new one included. A label with `_` is no host's. */
function hostsMade(domain: string, before: readonly Found[], after: readonly Found[]): readonly Fqdn[] {
  const there = namesOf(domain, before);
  return [...namesOf(domain, after)].filter((name) => !there.has(name) && !/(^|\.)_/.test(name));
}

function isSame(a: Found, b: Found): boolean {
  return a.name === b.name && a.type === b.type;
}

function placed(
  { account, desired: { domain } }: ZoneToChange,
  set: Found,
  name: Fqdn,
  cause: 'sub-zone' | 'new-name',
  by: Found,
  config: string | null,
): Placed {
  const unanswered: Unanswered = {
    address: `${domain}/${relativeName(name, domain)}/${set.type}`,
    domain,
    account,
    value:
      'values' in set
        ? recordSetValue(set.ttlSeconds, printValues(set), set.options, 'irregular' in set ? set.irregular : undefined)
        : { text: set.text },
    default: false,
    after: null,
    cause,
    by: `${domain}/${relativeName(by.name, domain)}/${by.type}`,
    config,
  };
  return { name, unanswered };
}
