/**
 * Who may stand where in a zone: the one table that config validation, the planner and the apply ask. Pure.
 *
 * | at one name | excludes |
 * |---|---|
 * | CNAME | all other types (RFC 1034 section 3.6.2, RFC 2181 section 10.1) |
 * | ALIAS, URL, and a CNAME that the host answers for itself | what gives the name its addresses: A, AAAA, and each other |
 * | NS of a sub-zone | all but DS and addresses of its own nameservers (RFC 2181 section 6.1, RFC 4035 section 2.4) |
 * | A, AAAA, CNAME, ALIAS, URL of a service of the host | A, AAAA, CNAME, ALIAS, URL of anybody else |
 *
 * Below an NS of a sub-zone stand addresses of nameservers only (RFC 1034 section 4.2.1, RFC 9471).
 */
import { apexOf } from './name.ts';
import type { Fqdn, Rdata } from './rdata.ts';
import type { RecordOptions } from './record-set.ts';

/** A record set, or a record of a type that is not managed. */
export interface Standing {
  readonly name: Fqdn;
  readonly type: string;
  readonly values?: readonly Rdata[];
  readonly options?: RecordOptions;
}

/** Where a DNS host departs from DNS. */
export interface NameRules {
  /** Whether a CNAME may stand at the apex: the host answers with the addresses behind it. */
  readonly apexCname: boolean;
  /** Whether the host answers for this CNAME itself wherever it stands: it is proxied. Absent: for none. Pure. */
  answersForCname?(set: Pick<Standing, 'options'>): boolean;
  /** The host takes no addresses at the name of a sub-zone, its nameservers' own included. */
  readonly noGlueAtCut?: true;
}

/** Whether resolvers see a CNAME here, and go where it points. */
export function isPlainCname(set: Standing, domain: string, rules: NameRules): boolean {
  return set.type === 'CNAME' && !(rules.apexCname && set.name === apexOf(domain)) && !rules.answersForCname?.(set);
}

/** NS of a sub-zone: below it, the zone answers nothing else. The NS of the apex are the zone's own. */
export function isCut({ name, type }: Pick<Standing, 'name' | 'type'>, domain: string): boolean {
  return type === 'NS' && name !== apexOf(domain);
}

/** Whether two sets of one name and of different types exclude each other. */
export function exclude(a: Standing, b: Standing, domain: string, rules: NameRules): boolean {
  if (a.name !== b.name || a.type === b.type) return false;
  return excludes(a, b, domain, rules) || excludes(b, a, domain, rules);
}

function excludes(set: Standing, other: Standing, domain: string, rules: NameRules): boolean {
  if (isPlainCname(set, domain, rules)) return true;
  if (isCut(set, domain)) return other.type !== 'DS' && (rules.noGlueAtCut === true || !isGlueOf(other, set));
  return standsForAddresses(set.type) && (standsForAddresses(other.type) || isAddress(other.type));
}

/** Types with which a host answers questions for addresses, and that are none. */
function standsForAddresses(type: string): boolean {
  return type === 'CNAME' || type === 'ALIAS' || type === 'URL';
}

/** Whether a name has one record of this type: a second one would contradict it. */
export function holdsOneRecord(type: string): boolean {
  return type === 'CNAME' || type === 'ALIAS';
}

export function isAddress(type: string): boolean {
  return type === 'A' || type === 'AAAA';
}

/** Whether what a service of the host maintains keeps this set out, though DNS would not: one of them answers for the name. */
export function serviceKeepsOut(service: Standing, set: Standing): boolean {
  const givesAddresses = (type: string) => isAddress(type) || standsForAddresses(type);
  return service.name === set.name && givesAddresses(service.type) && givesAddresses(set.type);
}

/** The addresses of a nameserver of the sub-zone. */
export function isGlueOf({ name, type }: Pick<Standing, 'name' | 'type'>, cut: Standing): boolean {
  return isAddress(type) && (cut.values ?? []).some((value) => value.type === 'NS' && value.target === name);
}

/**
 * The NS of a sub-zone that a set lies below, the one next to the apex; undefined: of none, or the set is the address of a
 * nameserver of one of the sub-zones. `cuts`: the NS sets of the zone, by name.
 */
export function cutAbove<T extends Standing>(set: Standing, domain: string, cuts: ReadonlyMap<Fqdn, T>): T | undefined {
  if (cuts.size === 0) return undefined;
  const apex = apexOf(domain);
  let above: T | undefined;
  for (let name = parentOf(set.name); name.length > apex.length; name = parentOf(name)) above = cuts.get(name) ?? above;
  return above !== undefined && [...cuts.values()].some((cut) => isGlueOf(set, cut)) ? undefined : above;
}

/** The NS sets of sub-zones, by name. */
export function cutsOf<T extends Standing>(sets: readonly T[], domain: string): ReadonlyMap<Fqdn, T> {
  return new Map(sets.filter((set) => isCut(set, domain)).map((set) => [set.name, set]));
}

function parentOf(name: Fqdn): Fqdn {
  return name.slice(name.indexOf('.') + 1);
}
