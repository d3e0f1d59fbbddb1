/** What the API takes as a record, and how it keeps it. Texts of refusals as clients report them; see `records.ts`. */
import type { Json } from '../../http/fields.ts';
import type { Refused } from '../../simulator/refused.ts';
import { isHeldType, rdataOf } from '../convert.ts';
import { minTtlSeconds } from '../record-rules.ts';
import { refused } from './answers.ts';
import type { SimulatedRecord } from './world.ts';

export type Draft = Omit<SimulatedRecord, 'id'>;

/** As it will be kept: the TTL raised, the dot of a target taken off. `old`: what an edit leaves out. Throws the refusal. */
export function readDraft(input: Json, operation: 'Create' | 'Edit', old?: SimulatedRecord): Draft {
  const type = text(input.type ?? old?.type).toUpperCase();
  if (!isHeldType(type)) throw refused('Invalid DNS record type.', 'INVALID_TYPE');
  const content = echoOf(type, text(input.content ?? old?.content));
  const ranked = type === 'MX' || type === 'SRV';
  const prio = ranked ? number(input.prio) : 0;
  const name = text(input.name ?? '')
    .toLowerCase()
    .replace(/\.$/, '');
  const wellFormed =
    content !== '' && rdataOf({ type, content, prio }).ok && /^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)?$/.test(name);
  // Blanks within the value of a CAA cannot be stored (dnscontrol's audit of records, 2024-11-11).
  const blanks = type === 'CAA' && content.split(/\s+/).length > 3;
  // MX and SRV without `prio` are refused (dns-lexicon's pull request 102, 2026-08).
  const unranked = ranked && (input.prio === undefined || input.prio === null);
  if (!wellFormed || blanks || unranked) throw unable(operation);
  const notes = typeof input.notes === 'string' && input.notes !== '' ? input.notes : null;
  return { name, type, content, prio, ttl: Math.max(number(input.ttl), minTtlSeconds), notes };
}

/** TXT stays as it is but for blanks around it; a dot at the end of a host name goes, except where it is all of it. */
function echoOf(type: string, content: string): string {
  const trimmed = content.trim();
  const hosts = ['MX', 'CNAME', 'ALIAS', 'NS'];
  return hosts.includes(type) && trimmed !== '.' ? trimmed.replace(/\.$/, '') : trimmed;
}

/** Throws the refusal of a record that cannot stand beside these. */
export function checkCompany(draft: Draft, others: readonly SimulatedRecord[], operation: 'Create' | 'Edit'): void {
  const company = others.filter(({ name }) => name === draft.name);
  const twin = company.find((record) => sameData(record, draft));
  if (twin !== undefined) {
    throw operation === 'Edit'
      ? unable('Edit')
      : refused('Create error: The record already exists.', 'DUPLICATE_RECORD', { existingId: String(twin.id) });
  }
  if (company.some(({ type }) => excludes(type, draft.type))) {
    throw operation === 'Edit'
      ? unable('Edit')
      : refused('Create error: A CNAME or ALIAS record with that host already exists.', 'CREATE_ERROR');
  }
  if (company.some(({ type }) => excludes(draft.type, type))) throw unable(operation);
}

export function sameData(a: Draft, b: Draft): boolean {
  return a.name === b.name && a.type === b.type && a.content === b.content && a.prio === b.prio;
}

/** Whether one of type `there` keeps one of type `coming` out. */
function excludes(there: string, coming: string): boolean {
  if (there === 'CNAME') return true;
  return there === 'ALIAS' && ['A', 'AAAA', 'CNAME', 'ALIAS'].includes(coming);
}

/** All that the API says of most mistakes (qdm12/ddns-updater, kyswtn/terraform-provider-porkbun). */
export function unable(operation: 'Create' | 'Edit'): Refused {
  const verb = operation.toLowerCase();
  return refused(`${operation} error: We were unable to ${verb} the DNS record.`, `${operation.toUpperCase()}_ERROR`);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Numbers and their texts; 0 for anything else. */
function number(value: unknown): number {
  const number = Number(text(value));
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
