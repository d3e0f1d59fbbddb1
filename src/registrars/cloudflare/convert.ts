/**
 * Rdata as Cloudflare writes it, and back: `content` for the plain types, `data` for those with several fields. The
 * `content` of the latter is read-only and laid out in its own way, so it is never read (dns-record-types).
 */
import { quote } from '../../schema/dns/character-strings.ts';
import type { Rdata, RecordType, TxtRdata } from '../../schema/dns/rdata.ts';
import { isRecordType, parseRdata, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import type { Json } from '../http/fields.ts';
import { isDataType, readData, writeData } from './data-fields.ts';
import { bare } from './names.ts';
import type { WireRecord } from './wire.ts';

/** The fields of a record that hold its data. */
export interface WireData {
  readonly content?: string;
  readonly priority?: number;
  readonly data?: Json;
}

export type HeldType = Exclude<RecordType, 'ALIAS' | 'URL'>;

export function wireFromRdata(rdata: Rdata): WireData {
  switch (rdata.type) {
    case 'A':
    case 'AAAA':
      return { content: rdata.address };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { content: bare(rdata.target) };
    case 'MX':
      return { content: bare(rdata.exchange), priority: rdata.preference };
    case 'TXT':
      // Split here: Cloudflare splits too, but shows the text unsplit until it is read again.
      return { content: stringsOf(rdata).map(quote).join(' ') };
    case 'ALIAS':
    case 'URL':
      throw new Error(`Cloudflare has no ${rdata.type} records`);
    default:
      return { data: writeData(rdata) };
  }
}

/** The record's data; a problem where its type is not held here, a field is missing, or is not what it should be. */
export function rdataOf(record: Pick<WireRecord, 'type' | 'content' | 'priority' | 'data'>): Result<Rdata> {
  const { type, content, priority, data } = record;
  if (!isHeldType(type)) return bad(`${type} is not a type that is managed at Cloudflare`);
  if (isDataType(type)) return data === null ? bad(`${type} has no data`) : readData(type, data);
  if (content === null) return bad(`${type} has no content`);
  switch (type) {
    case 'TXT':
      return ok(textOf(content));
    case 'MX':
      return priority === null ? bad('MX has no priority') : parseRdata(type, `${priority} ${content}`, absoluteTarget);
    default:
      return parseRdata(type, content, absoluteTarget);
  }
}

function isHeldType(type: string): type is HeldType {
  return isRecordType(type) && type !== 'ALIAS' && type !== 'URL';
}

/** Quoted strings; anything else is the text itself. */
function textOf(content: string): TxtRdata {
  const strings = content.startsWith('"') ? rdataFromPrinted('TXT', content) : undefined;
  return strings?.ok === true && strings.value.type === 'TXT' ? strings.value : { type: 'TXT', text: content };
}
