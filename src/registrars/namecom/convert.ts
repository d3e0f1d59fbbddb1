/**
 * Records as Name.com writes them, and back: `host` is relative, targets have no trailing dot, the priority of MX and SRV
 * stands beside the answer, TXT is the text itself, unquoted and unsplit (dnscontrol issue 3259: quotes that are sent are
 * served). Pure.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import { isRecordType, parseRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import type { WireRecord } from './wire.ts';

/** Name.com's list of types; ours is called ALIAS where theirs is ANAME. */
const heldTypes = ['A', 'AAAA', 'ALIAS', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const;
export type HeldType = (typeof heldTypes)[number];

/** The fields of a record that hold its data. */
export interface WireData {
  readonly type: string;
  readonly answer: string;
  readonly priority?: number;
}

/** What a write sends: all of it every time, since a field that is left out is lost (OpenAPI file, UpdateRecord). */
export interface WireRow extends WireData {
  readonly host: string;
  readonly ttl: number;
}

/** Undefined: a type that this tool does not know, or that Name.com is not known to have. */
export function typeFromWire(type: string): HeldType | undefined {
  const ours = type === 'ANAME' ? 'ALIAS' : type;
  return isRecordType(ours) && isHeld(ours) && type !== 'ALIAS' ? ours : undefined;
}

/** The record's data, or why this tool does not take it for such. */
export function rdataOf({ type, answer, priority }: Pick<WireRecord, 'type' | 'answer' | 'priority'>): Result<Rdata> {
  const ours = typeFromWire(type);
  switch (ours) {
    case undefined:
      return bad(`records of type ${type} are not known here`);
    case 'TXT':
      return rdataFromObject('TXT', { text: answer }, absoluteTarget);
    case 'MX':
    case 'SRV':
      // A priority that is not told is 0 (dns-lexicon's recordings).
      return parseRdata(ours, `${priority ?? 0} ${answer}`, absoluteTarget);
    default:
      return parseRdata(ours, answer, absoluteTarget);
  }
}

export function wireFromRdata(rdata: Rdata): WireData {
  switch (rdata.type) {
    case 'A':
    case 'AAAA':
      return { type: rdata.type, answer: rdata.address };
    case 'ALIAS':
      return { type: 'ANAME', answer: bare(rdata.target) };
    case 'CNAME':
    case 'NS':
      return { type: rdata.type, answer: bare(rdata.target) };
    case 'MX':
      return { type: 'MX', answer: bare(rdata.exchange), priority: rdata.preference };
    case 'SRV':
      return {
        type: 'SRV',
        answer: `${rdata.weight} ${rdata.port} ${bare(rdata.target)}`,
        priority: rdata.priority,
      };
    case 'TXT':
      return { type: 'TXT', answer: rdata.text };
    default:
      throw new Error(`Name.com has no ${rdata.type} records`);
  }
}

export function wireRow(name: Fqdn, domain: string, ttl: number, rdata: Rdata): WireRow {
  return { host: hostOf(name, domain), ...wireFromRdata(rdata), ttl };
}

/** `@` and not the empty text for the apex: both are documented, and only one of them cannot be taken for missing. */
export function hostOf(name: Fqdn, domain: string): string {
  return name === apexOf(domain) ? '@' : name.slice(0, -(domain.length + 2));
}

function bare(name: Fqdn): string {
  return name === '.' ? name : name.slice(0, -1);
}

function isHeld(type: RecordType): type is HeldType {
  return (heldTypes as readonly RecordType[]).includes(type);
}
