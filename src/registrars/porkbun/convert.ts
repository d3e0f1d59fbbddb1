/**
 * Records as Porkbun writes them to ours, and back: an inverse pair on what the API holds. The owner name is written
 * relative (empty for the apex) and read in full. The preference of MX and the priority of SRV stand in `prio`, that of
 * HTTPS and SVCB in the content.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import { parseRdata, printRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import type { RecordFields } from './calls.ts';
import type { WireRecord } from './wire.ts';

const heldTypes = [
  'A',
  'AAAA',
  'ALIAS',
  'CAA',
  'CNAME',
  'HTTPS',
  'MX',
  'NS',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
] as const satisfies readonly RecordType[];
export type HeldType = (typeof heldTypes)[number];

export function isHeldType(type: string): type is HeldType {
  return (heldTypes as readonly string[]).includes(type);
}

/** What create and edit are given. `notes` empty: none. */
export function fieldsOf(
  record: { readonly name: Fqdn; readonly rdata: Rdata; readonly ttlSeconds: number; readonly notes: string },
  domain: string,
): RecordFields {
  const { name, rdata, ttlSeconds, notes } = record;
  return {
    name: subdomainOf(name, domain),
    type: rdata.type,
    ...contentOf(rdata),
    ttl: String(ttlSeconds),
    ...(notes === '' ? {} : { notes }),
  };
}

/** `www` for `www.example.com.`, empty for the apex. */
export function subdomainOf(name: Fqdn, domain: string): string {
  return name === apexOf(domain) ? '' : name.slice(0, -domain.length - 2);
}

/** A host name as Porkbun shows it. */
export function bare(name: Fqdn): string {
  return name === '.' ? name : name.slice(0, -1);
}

/** The record's data; a problem where its type is not held here, or the data not of its form. */
export function rdataOf({ type, content, prio }: Pick<WireRecord, 'type' | 'content' | 'prio'>): Result<Rdata> {
  if (!isHeldType(type)) return bad(`${type} is not a type that is managed at Porkbun`);
  switch (type) {
    case 'TXT':
      return rdataFromObject(type, { text: content }, absoluteTarget);
    case 'MX':
      if (prio === null) return bad('MX has no prio');
      return rdataFromObject(type, { preference: prio, exchange: targetOf(content) }, absoluteTarget);
    case 'SRV': {
      if (prio === null) return bad('SRV has no prio');
      const [weight, port, target = '', ...rest] = content.trim().split(/\s+/);
      return parseRdata(type, [prio, weight, port, targetOf(target), ...rest].join(' '), absoluteTarget);
    }
    default:
      return parseRdata(type, content, absoluteTarget);
  }
}

/** The dot at the end of a name is taken off on the way (dnscontrol puts it back), also where the dot is all of it. */
function targetOf(text: string): string {
  return text === '' ? '.' : text;
}

/**
 * MX, CNAME, ALIAS and NS without trailing dot, as they are read. Within the content of the others, targets have it, as
 * in a zone file: that is what dnscontrol sends for SRV and reads back the same.
 */
function contentOf(rdata: Rdata): Pick<RecordFields, 'content' | 'prio'> {
  switch (rdata.type) {
    case 'TXT':
      // Raw: no quotes, and not split at 255 bytes.
      return { content: rdata.text };
    case 'CNAME':
    case 'ALIAS':
    case 'NS':
      return { content: bare(rdata.target) };
    case 'MX':
      return { content: bare(rdata.exchange), prio: String(rdata.preference) };
    case 'SRV':
      return { content: `${rdata.weight} ${rdata.port} ${rdata.target}`, prio: String(rdata.priority) };
    case 'HTTPS':
    case 'SVCB':
      // The one example that is known, `1 . alpn=h2`, has no quotes.
      return { content: printRdata(rdata).replace(/="([\w.:,/+=-]+)"/g, '=$1') };
    default:
      return { content: printRdata(rdata) };
  }
}
