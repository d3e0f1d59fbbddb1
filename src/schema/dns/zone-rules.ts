/**
 * Rules across the record sets of one zone: a record read alone cannot tell whether it may stand beside another.
 * Pure. Each problem names the other record and says what to write instead.
 * Two sets of the same name and type are the caller's to refuse: here the first one stands for both.
 */
import { bad, type Problem } from '../result.ts';
import { cutAbove, exclude, holdsOneRecord, isAddress, isCut, isPlainCname, type NameRules } from './coexistence.ts';
import { apexOf, displayName } from './name.ts';
import { checkLoop, checkTargets } from './pointer-rules.ts';
import type { RecordType } from './rdata.ts';
import type { RecordSet } from './record-set.ts';
import { targetsOf } from './targets-of.ts';
import { makeZone, ownerText, type Zone } from './zone.ts';

/** A problem of the record set at `index` of the list that was checked. */
interface ZoneProblem {
  readonly index: number;
  readonly problem: Problem;
}

/** What was read. `partial`: only the name and the type are sure, as a value cannot be read. */
interface Entry {
  readonly set: RecordSet;
  readonly partial?: true;
}

type Rule = (set: RecordSet, zone: Zone) => Problem | undefined;

/** By name and type alone. */
const nameRules: ReadonlySet<Rule> = new Set([
  checkApexCname,
  checkCompany,
  checkBelowCut,
  checkWildcard,
  checkDelegation,
]);

/** But for the addresses of nameservers of a sub-zone. */
const glueRules: ReadonlySet<Rule> = new Set([checkCompany, checkBelowCut]);

const zoneRules: readonly Rule[] = [
  checkApexCname,
  checkCompany,
  checkBelowCut,
  checkWildcard,
  checkHostNames,
  checkOneValue,
  checkLoop,
  checkTargets,
  checkDelegation,
  checkNullMx,
  checkSpf,
];

/** All problems of a zone, in the order of the sets. `domain` is the zone's name, without trailing dot. */
export function checkZone(domain: string, entries: readonly Entry[], rules: NameRules): readonly ZoneProblem[] {
  const zone = makeZone(
    domain,
    entries.map((entry) => entry.set),
    rules,
  );
  // Any address may be that of a nameserver whose name cannot be read.
  const hasUnreadNs = entries.some(({ set, partial }) => partial === true && isCut(set, domain));
  const problems: ZoneProblem[] = [];
  for (const [index, entry] of entries.entries()) {
    for (const rule of zoneRules) {
      if (entry.partial && !nameRules.has(rule)) continue;
      if (hasUnreadNs && isAddress(entry.set.type) && glueRules.has(rule)) continue;
      const problem = rule(entry.set, zone);
      if (problem !== undefined) problems.push({ index, problem });
    }
  }
  return problems;
}

function checkApexCname(set: RecordSet, zone: Zone): Problem | undefined {
  if (set.type !== 'CNAME' || set.name !== apexOf(zone.domain) || zone.rules.apexCname) return undefined;
  return problem(
    `a CNAME cannot stand at the apex of ${displayName(zone.domain)}, beside the zone's own NS and SOA`,
    'use type ALIAS where the DNS host has it, or A and AAAA',
  );
}

/** Said at the CNAME, ALIAS or URL, which is the one to move; at a sub-zone, at what stands beside its NS. */
function checkCompany(set: RecordSet, zone: Zone): Problem | undefined {
  const { domain, rules } = zone;
  if (set.type === 'CNAME' && set.name === apexOf(domain) && !rules.apexCname) return undefined;
  const rivals = zone.at(set.name).filter((other) => exclude(set, other, domain, rules));
  if (rivals.length === 0) return undefined;
  const why = whyAlone(set, domain, rules);
  const atCut = set.type !== 'NS' && !isPlainCname(set, domain, rules) && rivals.some(({ type }) => type === 'NS');
  if (atCut) return besideNs(set);
  if (why === undefined) return undefined;
  // Of two of them the CNAME is said first: it excludes more.
  const said = rivals.filter(({ type }) => rank(type) < rank(set.type)).map(({ type }) => type);
  if (said.length === 0) return undefined;
  const others = said.join(' and ');
  return problem(
    `${ownerText(set)} stands beside ${others} of the same name; ${why}`,
    `keep the ${set.type} or the ${others}, or move one to another name`,
  );
}

/** Of two sets that exclude each other, the one of the higher rank says so. */
function rank(type: RecordType): number {
  return ['URL', 'ALIAS', 'CNAME'].indexOf(type);
}

/** Undefined: the set may stand beside others. */
function whyAlone(set: RecordSet, domain: string, rules: NameRules): string | undefined {
  if (isPlainCname(set, domain, rules)) return 'a CNAME stands alone';
  switch (set.type) {
    case 'CNAME':
      return `${set.name === apexOf(domain) ? 'at the apex a CNAME' : 'a CNAME that the host answers for'} takes the place of addresses`;
    case 'ALIAS':
      return 'an ALIAS takes the place of addresses';
    case 'URL':
      return 'a URL redirect takes the place of addresses';
    default:
      return undefined;
  }
}

function besideNs(set: RecordSet): Problem {
  return problem(
    `${ownerText(set)} stands beside NS of the same name, which hand the name to other nameservers; beside those stand only DS and their own addresses`,
    `write the ${set.type} in the zone at those nameservers, or drop the NS`,
  );
}

/** What lies in a sub-zone is answered by its nameservers, and not from here; but for their own addresses. */
function checkBelowCut(set: RecordSet, zone: Zone): Problem | undefined {
  const cut = cutAbove(set, zone.domain, zone.cuts);
  if (cut === undefined) return undefined;
  return problem(
    `${ownerText(set)} lies in the sub-zone ${displayName(cut.name)}, which its NS hand to other nameservers: nobody would be answered it`,
    `write it in the zone at those nameservers, or drop the NS of ${displayName(cut.name)}`,
  );
}

/** RFC 2181 section 11: DNS takes any name, and what is the name of a host is one of RFC 1123 section 2.1. */
function checkHostNames(set: RecordSet): Problem | undefined {
  const isHost = set.type === 'A' || set.type === 'AAAA';
  const pointsToHosts = set.type === 'MX' || set.type === 'NS' || set.type === 'SRV';
  const names = [...(isHost ? [set.name] : []), ...(pointsToHosts ? set.values.flatMap(targetsOf) : [])];
  const wrong = names.find((name) => name.includes('/'));
  if (wrong === undefined) return undefined;
  return problem(
    `${displayName(wrong)} is the name of a host in ${ownerText(set)}, and has a slash`,
    'write letters, digits and hyphens',
  );
}

/** RFC 4592 sections 4.2 and 4.6: what NS and DS at a wildcard mean is not defined. */
function checkWildcard(set: RecordSet): Problem | undefined {
  if (!set.name.startsWith('*.') || (set.type !== 'NS' && set.type !== 'DS')) return undefined;
  return problem(
    `${ownerText(set)} stands at a wildcard, where servers do not agree on what it means`,
    `write ${set.type} at each name that is a zone of its own`,
  );
}

function checkOneValue(set: RecordSet): Problem | undefined {
  if (!holdsOneRecord(set.type) || set.values.length === 1) return undefined;
  return problem(
    `${ownerText(set)} has ${set.values.length} values; a name has one ${set.type}`,
    'keep one target, or write the addresses as A and AAAA',
  );
}

/** NS and DS: a delegation inside the zone. The zone's own delegation is a setting, kept at the parent. */
function checkDelegation(set: RecordSet, zone: Zone): Problem | undefined {
  if (set.type !== 'NS' && set.type !== 'DS') return undefined;
  const name = displayName(set.name);
  if (set.name === apexOf(zone.domain)) {
    return set.type === 'NS'
      ? problem(
          `NS at the apex of ${name} belongs to the DNS host`,
          'to change the delegation, write nameservers: of the domain',
        )
      : problem(`DS of ${name} stands in the parent zone, not in its own`, 'write dnssec: of the domain');
  }
  if (set.type === 'NS' || zone.cuts.has(set.name)) return undefined;
  return problem(
    `${ownerText(set)} stands without NS of the same name, so nothing is delegated there`,
    'add the NS, or drop the DS',
  );
}

/** RFC 7505 section 3. */
function checkNullMx(set: RecordSet): Problem | undefined {
  if (set.type !== 'MX' || set.values.length < 2) return undefined;
  if (!set.values.some((value) => value.type === 'MX' && value.exchange === '.')) return undefined;
  return problem(`${ownerText(set)} has "0 ." (takes no mail) beside mail servers`, 'drop "0 .", or all the others');
}

/** RFC 7208 section 4.5: with two SPF records, receivers take neither. */
function checkSpf(set: RecordSet): Problem | undefined {
  if (set.type !== 'TXT' || set.values.length < 2) return undefined;
  const spf = set.values.filter((value) => value.type === 'TXT' && /^v=spf1( |$)/i.test(value.text));
  if (spf.length < 2) return undefined;
  return problem(
    `${ownerText(set)} has ${spf.length} values that begin with "v=spf1"; receivers then take none`,
    'join them into one: "v=spf1 include:a.example include:b.example -all"',
  );
}

function problem(message: string, suggestion: string): Problem {
  return bad(message, suggestion).problem;
}
