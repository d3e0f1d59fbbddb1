/** Records as Cloudflare lists them become record sets: one TTL and one set of options each, or `irregular`. Pure. */
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import type { OptionValue } from '../../schema/dns/record-set.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Fail } from '../http/fields.ts';
import { fullOwner, makeRow, onceEach, type Row, recordSetsOf } from '../rows.ts';
import { rdataOf } from './convert.ts';
import { canonicalRecordSet, canonicalTags, isProxiable } from './record-rules.ts';
import type { WireRecord } from './wire.ts';

/** What compiling a change needs to know of a live record. */
export interface NativeRow {
  readonly id: string;
  /** Printed canonical rdata. */
  readonly value: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly comment: string;
  readonly tags: readonly string[];
}

export interface NativeSet {
  readonly rows: readonly NativeRow[];
}

export function liveRecords(
  domain: string,
  records: readonly WireRecord[],
  fail: Fail,
): Pick<LiveZone, 'recordSets' | 'unsupported'> {
  const { recordSets, unsupported } = recordSetsOf(
    onceEach(records, ({ id }) => id, fail).map((record) => rowOf(record, domain, fail)),
    (rows) => {
      const [{ name, rdata }] = rows;
      const { type } = rdata;
      const natives = rows.map(({ native }) => native);
      const isMixed = isProxiable(type) && new Set(natives.map(({ proxied }) => proxied)).size > 1;
      const isApexNs = type === 'NS' && name === apexOf(domain);
      return {
        ...liveOptions(natives, type),
        native: { rows: natives } satisfies NativeSet,
        ...(isMixed ? { irregular: 'some of its records are proxied and some are not' } : {}),
        ...(isApexNs ? { system: 'Cloudflare keeps the nameservers of a zone itself' } : {}),
      };
    },
  );
  return { recordSets: recordSets.map((set) => ({ ...set, ...canonicalRecordSet(set) })), unsupported };
}

export function rowOf(record: WireRecord, domain: string, fail: Fail): Row<NativeRow> {
  const { id, name, type, ttl, content, data, priority, proxied, comment, tags, readOnly } = record;
  const text = content ?? JSON.stringify(data);
  return makeRow({
    owner: fullOwner(name, domain, fail),
    type,
    rdata: rdataOf(record),
    text: type === 'MX' && priority !== null ? `${priority} ${text}` : text,
    ttlSeconds: ttl,
    // Email Routing's MX, and its SPF beside the user's own texts (dnscontrol issue 3850).
    system: readOnly ? 'a service of Cloudflare, such as Email Routing or Workers, maintains it' : undefined,
    native: (rdata) => ({
      id,
      value: printRdata(rdata),
      ttl,
      proxied,
      comment: comment ?? '',
      tags: canonicalTags(tags) as readonly string[],
    }),
  });
}

/** TTL and options stand at each record. Comments and tags that differ are in none of the options: nothing equals them. */
function liveOptions(natives: readonly NativeRow[], type: RecordType): Pick<LiveRecordSet, 'options' | 'mixed'> {
  const options: Record<string, OptionValue> = {};
  const mixed: Record<string, readonly OptionValue[]> = {};
  const [first] = natives;
  if (first !== undefined && isProxiable(type)) options.proxied = first.proxied;
  for (const key of ['comment', 'tags'] as const) {
    const different = new Map(natives.map((native) => [JSON.stringify(native[key]), native[key]]));
    const [one, ...others] = [...different].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    if (one === undefined) continue;
    if (others.length === 0) options[key] = one;
    else mixed[key] = [one, ...others];
  }
  return { options, ...(Object.keys(mixed).length === 0 ? {} : { mixed }) };
}
