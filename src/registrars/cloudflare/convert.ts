/**
 * Rdata as Cloudflare writes it, and back: `content` for the plain types, `data` for those with several fields. The
 * `content` of the latter is read-only and laid out in its own way, so it is never read (dns-record-types).
 */
import { quote } from '../../schema/dns/character-strings.ts';
import type { Rdata, RecordType, TxtRdata } from '../../schema/dns/rdata.ts';
import { parseRdata, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { assertNever } from '../../schema/result.ts';
import type { Fail, Json } from '../http/fields.ts';
import { isDataType, readData, writeData } from './data-fields.ts';
import { bare, readName } from './names.ts';
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

/** Throws what `fail` makes where a field is missing or is not what it should be. */
export function rdataFromWire(record: WireRecord, type: HeldType, fail: Fail): Rdata {
  const wrong = (key: string, value: unknown) =>
    fail(`${key} of ${record.type} ${record.name} is ${JSON.stringify(value) ?? 'missing'}`);
  if (isDataType(type)) {
    if (record.data === null) throw wrong('data', undefined);
    return readData(type, record.data, wrong);
  }
  const { content, priority } = record;
  if (content === null) throw wrong('content', undefined);
  const name = () => {
    const target = readName(content);
    if (target === undefined) throw wrong('content', content);
    return target;
  };
  switch (type) {
    case 'A':
      return { type, address: content };
    case 'AAAA': {
      const address = parseRdata(type, content, absoluteTarget);
      if (!address.ok) throw wrong('content', content);
      return address.value;
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { type, target: name() };
    case 'MX':
      if (priority === null) throw wrong('priority', undefined);
      return { type, preference: priority, exchange: name() };
    case 'TXT':
      return textOf(content);
    default:
      return assertNever(type);
  }
}

/** Quoted strings; anything else is the text itself. */
function textOf(content: string): TxtRdata {
  const strings = content.startsWith('"') ? rdataFromPrinted('TXT', content) : undefined;
  return strings?.ok === true && strings.value.type === 'TXT' ? strings.value : { type: 'TXT', text: content };
}
