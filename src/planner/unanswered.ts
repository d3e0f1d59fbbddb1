/**
 * What a change of nameservers leaves behind: the sets of the zone that answers now to which the new nameservers answer
 * nothing, or something else. Pure.
 */
import type { DnsDescriptor } from '../schema/capabilities.ts';
import { configLine } from '../schema/config/record-line.ts';
import { recordSetAddress } from '../schema/dns/address.ts';
import { apexOf, relativeName } from '../schema/dns/name.ts';
import type { AliasRdata, CnameRdata, Fqdn } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { compareNames, printValues, recordSetKey } from '../schema/dns/record-sets.ts';
import { answersOf, sameAnswer } from './answers.ts';
import type { DomainDiff } from './diff/outcome.ts';
import type { FormerZone, LiveZone, ServingZone, UnsupportedRecord } from './inputs.ts';
import { type Answer, notKnown, type RecordSetChange, type SettingChange, type Unanswered } from './plan.ts';
import { recordSetValue } from './value.ts';

export interface Move {
  readonly domain: string;
  readonly diff: Pick<DomainDiff, 'settingChanges' | 'recordSetChanges'>;
  readonly former: FormerZone | undefined;
  /** Of the sets of the former zone; see `defaultsOf`. */
  readonly isDefault: (set: RecordSet) => boolean;
  /** The DNS host of the config and the zone there; null: records are not managed, or could not be read. */
  readonly host: { readonly zone: LiveZone; readonly descriptor: DnsDescriptor } | null;
}

/** Empty where the nameservers stay as they are, and where nobody can read what answers now: see the `delegation` guard. */
export function unansweredSets(move: Move): readonly Unanswered[] {
  const { diff, former, host } = move;
  const planned = diff.settingChanges.find(({ change }) => change.field === 'nameservers');
  if (planned === undefined) return [];
  const { change, deferred } = planned;
  const left = zoneLeft(former, change, deferred);
  if (left === null) return [];
  const arrives = host !== null && (deferred || hasNameservers(host.zone, change.after as readonly Fqdn[]));
  return missing(move, left, arrives ? host : null);
}

/** The zone that the domain leaves with this change; null: it keeps it, or nobody can read it. */
export function zoneLeft(
  former: FormerZone | undefined,
  { field, after }: SettingChange,
  deferred: boolean,
): ServingZone | null {
  if (field !== 'nameservers' || former === undefined || former.account === null) return null;
  return !deferred && hasNameservers(former.zone, after) ? null : former;
}

/**
 * What the zone at the config's DNS host would lack of the one that it takes the place of, where the nameservers are
 * left to somebody else.
 */
export function lackingSets(move: Move): readonly Unanswered[] {
  const { former, host } = move;
  if (former === undefined || former.account === null || host === null) return [];
  return missing(move, former, host);
}

/** Whether these nameservers, all of them, are those of the zone. */
export function hasNameservers(zone: LiveZone, nameservers: readonly Fqdn[]): boolean {
  const hosts = new Set(zone.nameservers);
  return nameservers.length > 0 && nameservers.every((name) => hosts.has(name));
}

/** All sets but the NS of the apex, which are the host's. What a service of the host maintains is of use to somebody, too. */
export function setsOfUse({ domain, recordSets }: LiveZone): LiveZone['recordSets'] {
  return recordSets.filter(({ name, type }) => type !== 'NS' || name !== apexOf(domain));
}

/** `@ MX`: where a set stands, for sentences. */
export function shortAddress({ address, domain }: Pick<Unanswered, 'address' | 'domain'>): string {
  return address.slice(domain.length + 1).replace(/\/([^/]*)$/, ' $1');
}

const byNameservers = { cause: 'nameservers', by: null } as const;

/** `host`: of the config, where that one will answer. */
function missing({ domain, diff, isDefault }: Move, former: ServingZone, host: Move['host']): readonly Unanswered[] {
  const zone = host?.zone ?? former.next ?? null;
  const sets = host === null ? zone?.recordSets : setsAfter(host.zone, diff.recordSetChanges);
  const answers = sets === undefined ? null : answersOf(domain, sets);
  const place = { domain, account: former.account };
  const lost = setsOfUse(former.zone).flatMap((set): readonly Ranked[] => {
    const answer = answers?.(set.name, set.type) ?? null;
    if (answer !== null && set.irregular === undefined && sameAnswer(set, answer)) return [];
    const unanswered = {
      address: recordSetAddress(domain, set.name, set.type),
      ...place,
      value: recordSetValue(set.ttlSeconds, printValues(set), set.options, set.irregular),
      default: isDefault(set),
      after: answer === null ? nothingOrUnknown(set, zone) : answerOf(answer, domain),
      ...byNameservers,
      config: host === null ? null : keepingLine(set, domain, host.descriptor),
    };
    return [{ name: set.name, type: set.type, unanswered }];
  });
  const records = former.zone.unsupported.flatMap((record): readonly Ranked[] => {
    if (zone?.unsupported.some((other) => sameRecord(record, other))) return [];
    const unanswered = {
      address: `${domain}/${relativeName(record.name, domain)}/${record.type}`,
      ...place,
      value: { text: record.text },
      default: false,
      after: nothingOrUnknown(record, zone),
      ...byNameservers,
      config: null,
    };
    return [{ name: record.name, type: record.type, unanswered }];
  });
  return [...lost, ...records].sort((a, b) => compareRanked(a, b, domain)).map(({ unanswered }) => unanswered);
}

/** One host's ALIAS is another's CNAME at the apex. */
function keepingLine(set: RecordSet, domain: string, host: DnsDescriptor): string | null {
  const { types, apexCname } = host.dns;
  const held = { ALIAS: types.ALIAS.access === 'write', CNAME: apexCname };
  if (set.name !== apexOf(domain) || (set.type !== 'ALIAS' && set.type !== 'CNAME') || held[set.type]) {
    return configLine(set, domain, host);
  }
  const type = set.type === 'ALIAS' ? 'CNAME' : 'ALIAS';
  const values = set.values.map((value) => ({ ...value, type }) as AliasRdata | CnameRdata);
  return held[type] ? configLine({ ...set, type, values }, domain, host) : null;
}

interface Ranked {
  readonly name: Fqdn;
  readonly type: string;
  readonly unanswered: Unanswered;
}

/** A move of the mail is what hurts most and is seen last. */
function compareRanked(a: Ranked, b: Ranked, domain: string): number {
  const rank = ({ name, type }: Ranked) => {
    if (name !== apexOf(domain)) return 2;
    if (type === 'MX' || type === 'TXT') return 0;
    return ['A', 'AAAA', 'ALIAS', 'CNAME', 'URL'].includes(type) ? 1 : 2;
  };
  return rank(a) - rank(b) || compareNames(a.name, b.name) || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}

/** The zone as it will be: what is there, and stays, and what the plan makes of it. */
export function setsAfter(zone: LiveZone, changes: readonly RecordSetChange[]): readonly RecordSet[] {
  const sets = new Map<string, RecordSet>(zone.recordSets.map((set) => [recordSetKey(set), set]));
  for (const { before, after } of changes) {
    if (before !== null) sets.delete(recordSetKey(before));
    if (after !== null) sets.set(recordSetKey(after), after);
  }
  return [...sets.values()];
}

function answerOf(set: RecordSet, domain: string): Answer {
  const address = recordSetAddress(domain, set.name, set.type);
  return { address, ...recordSetValue(set.ttlSeconds, printValues(set), set.options) };
}

/** A zone that does not show itself may hold more than the plan makes; so may one with records that nobody can read. */
function nothingOrUnknown({ name, type }: Pick<Ranked, 'name' | 'type'>, zone: LiveZone | null): Unanswered['after'] {
  if (zone === null || zone.status === 'unreachable') return notKnown;
  return zone.unsupported.some((other) => other.name === name && other.type === type) ? notKnown : null;
}

function sameRecord(a: UnsupportedRecord, b: UnsupportedRecord): boolean {
  return a.name === b.name && a.type === b.type && a.text === b.text;
}

/** The line that the config misses to keep it; null where there is none, or the config declares the name otherwise. */
export function missingLine({ address, after, config }: Unanswered): string | null {
  const isDeclared = after !== null && after !== notKnown && ownerOf(after.address) === ownerOf(address);
  return isDeclared ? null : config;
}

function ownerOf(address: string): string {
  return address.slice(0, address.lastIndexOf('/'));
}
