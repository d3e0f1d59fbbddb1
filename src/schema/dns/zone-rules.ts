/**
 * Rules across the record sets of one zone: a record read alone cannot tell whether it may stand beside another.
 * Pure. Each problem names the other record and says what to write instead.
 * Two sets of the same name and type are the caller's to refuse: here the first one stands for both.
 */
import { bad, type Problem } from '../result.ts';
import { apexOf, displayName } from './name.ts';
import { checkLoop, checkTargets } from './pointer-rules.ts';
import type { RecordType } from './rdata.ts';
import type { RecordSet } from './record-set.ts';
import { makeZone, ownerText, type Zone } from './zone.ts';

/** What the DNS host of the zone can hold. */
export interface ZoneRuleOptions {
  /** The host takes CNAME at the apex and answers with the addresses behind it. */
  readonly apexCnameAllowed: boolean;
}

/** A problem of the record set at `index` of the list that was checked. */
export interface ZoneProblem {
  readonly index: number;
  readonly problem: Problem;
}

type Rule = (set: RecordSet, zone: Zone) => Problem | undefined;

const rules: readonly Rule[] = [
  checkApexCname,
  checkCompany,
  checkOneValue,
  checkLoop,
  checkTargets,
  checkDelegation,
  checkNullMx,
  checkSpf,
];

/** All problems of a zone, in the order of the sets. `domain` is the zone's name, without trailing dot. */
export function checkZone(
  domain: string,
  entries: readonly { readonly set: RecordSet }[],
  options: ZoneRuleOptions,
): readonly ZoneProblem[] {
  const zone = makeZone(
    domain,
    entries.map((entry) => entry.set),
    options.apexCnameAllowed,
  );
  const problems: ZoneProblem[] = [];
  for (const [index, entry] of entries.entries()) {
    for (const rule of rules) {
      const problem = rule(entry.set, zone);
      if (problem !== undefined) problems.push({ index, problem });
    }
  }
  return problems;
}

function checkApexCname(set: RecordSet, zone: Zone): Problem | undefined {
  if (set.type !== 'CNAME' || set.name !== apexOf(zone.domain) || zone.apexCnameAllowed) return undefined;
  return problem(
    `a CNAME cannot stand at the apex of ${displayName(zone.domain)}, beside the zone's own NS and SOA`,
    'use type ALIAS where the DNS host has it, or A and AAAA',
  );
}

/** RFC 1034 section 3.6.2: a CNAME stands alone. ALIAS, and CNAME where the host resolves it, only replace addresses. */
function checkCompany(set: RecordSet, zone: Zone): Problem | undefined {
  if (set.type !== 'CNAME' && set.type !== 'ALIAS') return undefined;
  const atApex = set.name === apexOf(zone.domain);
  if (set.type === 'CNAME' && atApex && !zone.apexCnameAllowed) return undefined;
  const replacesAddresses = set.type === 'ALIAS' || atApex;
  const clashes = (type: RecordType) =>
    // A CNAME below the apex speaks for itself and the ALIAS.
    replacesAddresses ? type === 'A' || type === 'AAAA' || (type === 'CNAME' && atApex) : true;
  const said = zone.types(set.name).filter((type) => type !== set.type && clashes(type));
  if (said.length === 0) return undefined;
  const others = said.join(' and ');
  const why = set.type === 'ALIAS' ? 'an ALIAS takes' : 'at the apex a CNAME takes';
  const rule = replacesAddresses ? `${why} the place of addresses` : 'a CNAME stands alone';
  return problem(
    `${ownerText(set)} stands beside ${others} of the same name; ${rule}`,
    `keep the ${set.type} or the ${others}, or move one to another name`,
  );
}

function checkOneValue(set: RecordSet): Problem | undefined {
  if ((set.type !== 'CNAME' && set.type !== 'ALIAS') || set.values.length === 1) return undefined;
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
  if (set.type === 'NS' || zone.types(set.name).includes('NS')) return undefined;
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
