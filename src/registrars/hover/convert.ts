/**
 * Records as Hover writes them to ours, and back: an inverse pair on what it holds. Names are relative, `@` is the apex;
 * the preference of MX and the priority of SRV stand within the content; targets have no trailing dot.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import { parseRdata, printRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import type { RecordFields } from './calls.ts';
import type { WireRecord } from './wire.ts';

/** NS is read only; see the descriptor. */
const heldTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const satisfies readonly RecordType[];
export function isHeldType(type: string): type is (typeof heldTypes)[number] {
  return (heldTypes as readonly string[]).includes(type);
}

/** What a creation is given. */
export function fieldsOf(name: Fqdn, rdata: Rdata, ttlSeconds: number, domain: string): RecordFields {
  return { name: relativeNameOf(name, domain), type: rdata.type, content: contentOf(rdata), ttl: String(ttlSeconds) };
}

/** `www` for `www.example.com.`, `@` for the apex. */
function relativeNameOf(name: Fqdn, domain: string): string {
  return name === apexOf(domain) ? '@' : name.slice(0, -domain.length - 2);
}

/** The record's data; a problem where its type is not held here, or the data not of its form. */
export function rdataOf({ type, content }: Pick<WireRecord, 'type' | 'content'>): Result<Rdata> {
  if (!isHeldType(type)) return bad(`${type} is not a type that is managed at Hover`);
  // TXT is raw: neither quoted nor split at 255 bytes (dns-lexicon's recordings).
  if (type === 'TXT') return rdataFromObject(type, { text: content }, absoluteTarget);
  return parseRdata(type, content.trim(), absoluteTarget);
}

function contentOf(rdata: Rdata): string {
  switch (rdata.type) {
    case 'TXT':
      return rdata.text;
    case 'CNAME':
    case 'MX':
    case 'NS':
    case 'SRV':
      // The target is the last part.
      return printRdata(rdata).replace(/(?<=\S)\.$/, '');
    default:
      return printRdata(rdata);
  }
}

/** A host name as Hover shows it. */
export function bare(name: Fqdn): string {
  return name.slice(0, -1);
}
