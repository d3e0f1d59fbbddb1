/** Records as Cloudflare lists them become record sets: one TTL and one set of options each, or `irregular`. Pure. */
import type { LiveRecordSet, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import { compareRecordSets, makeRecordSet } from '../../schema/dns/record-sets.ts';
import { isRecordType, printRdata } from '../../schema/dns/record-types.ts';
import type { Fail } from '../http/fields.ts';
import { compareUnsupported, irregularity } from '../live-records.ts';
import { onceEach, withinZone } from '../rows.ts';
import { type HeldType, rdataFromWire } from './convert.ts';
import { readName } from './names.ts';
import { canonicalRecordSet, canonicalTags, isProxiable } from './record-rules.ts';
import type { WireRecord } from './wire.ts';

/** What compiling a change needs to know of a live record. */
export interface NativeRecord {
  readonly id: string;
  /** Printed canonical rdata. */
  readonly value: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly comment: string;
  readonly tags: readonly string[];
}

export interface NativeSet {
  readonly records: readonly NativeRecord[];
}

export interface ReadRecords {
  readonly recordSets: readonly LiveRecordSet[];
  readonly unsupported: readonly UnsupportedRecord[];
}

interface Member {
  readonly rdata: Rdata;
  readonly native: NativeRecord;
  readonly readOnly: boolean;
}

export function readRecords(records: readonly WireRecord[], domain: string, fail: Fail): ReadRecords {
  const groups = new Map<string, { name: string; type: HeldType; members: Member[] }>();
  const unsupported: UnsupportedRecord[] = [];
  for (const record of onceEach(records, ({ id }) => id, fail)) {
    const read = readName(record.name);
    if (read === undefined) throw fail(`a record with the name ${JSON.stringify(record.name)}`);
    const name = withinZone(read, domain, fail);
    if (!isHeld(record.type)) {
      unsupported.push({ name, type: record.type, text: textOf(record) });
      continue;
    }
    const key = `${name} ${record.type}`;
    const group = groups.get(key) ?? { name, type: record.type, members: [] };
    groups.set(key, group);
    group.members.push(memberOf(record, rdataFromWire(record, record.type, fail)));
  }
  const recordSets = [...groups.values()].map((group) => {
    const ours = group.members.filter(({ readOnly }) => !readOnly);
    if (ours.length === 0 || ours.length === group.members.length) return liveSet(group, domain);
    // The SPF of Email Routing beside the user's own texts: those stay the user's.
    for (const { rdata, readOnly } of group.members) {
      if (!readOnly) continue;
      unsupported.push({ name: group.name, type: group.type, text: printRdata(rdata), system: serviceReason });
    }
    return liveSet({ ...group, members: ours }, domain);
  });
  return {
    recordSets: recordSets.sort(compareRecordSets),
    unsupported: unsupported.sort(compareUnsupported),
  };
}

function isHeld(type: string): type is HeldType {
  return isRecordType(type) && type !== 'ALIAS' && type !== 'URL';
}

function textOf({ content, data }: WireRecord): string {
  return content ?? JSON.stringify(data);
}

function memberOf(record: WireRecord, rdata: Rdata): Member {
  const { id, ttl, proxied, comment, tags, readOnly } = record;
  const native: NativeRecord = {
    id,
    value: printRdata(rdata),
    ttl,
    proxied,
    comment: comment ?? '',
    tags: canonicalTags(tags) as readonly string[],
  };
  return { rdata, native, readOnly };
}

function liveSet(
  { name, type, members }: { name: string; type: HeldType; members: readonly Member[] },
  domain: string,
): LiveRecordSet {
  const natives = members.map(({ native }) => native);
  const [first] = natives;
  const system = systemReason(name, type, members, domain);
  const set = makeRecordSet({
    name,
    type,
    ttlSeconds: first?.ttl ?? 1,
    values: members.map(({ rdata }) => rdata),
    options: liveOptions(natives, type),
  });
  const mixed = isProxiable(type) && new Set(natives.map(({ proxied }) => proxied)).size > 1;
  const irregular = irregularity(
    natives.map(({ ttl }) => ttl),
    set.values.length,
    mixed ? 'some of its records are proxied and some are not' : undefined,
  );
  return {
    ...canonicalRecordSet(set),
    ...(irregular === undefined ? {} : { irregular }),
    ...(system === undefined ? {} : { system }),
    native: { records: natives } satisfies NativeSet,
  };
}

/** TTL and options stand at each record. Comments and tags that differ are in none of the options: nothing equals them. */
function liveOptions(natives: readonly NativeRecord[], type: HeldType): RecordOptions {
  const [first] = natives;
  if (first === undefined) return {};
  const sameComment = natives.every(({ comment }) => comment === first.comment);
  const sameTags = natives.every(({ tags }) => tags.join('\n') === first.tags.join('\n'));
  return {
    ...(isProxiable(type) ? { proxied: first.proxied } : {}),
    ...(sameComment ? { comment: first.comment } : {}),
    ...(sameTags ? { tags: first.tags } : {}),
  };
}

const serviceReason = 'a service of Cloudflare, such as Email Routing or Workers, maintains it';

function systemReason(name: string, type: HeldType, members: readonly Member[], domain: string): string | undefined {
  if (type === 'NS' && name === apexOf(domain)) return 'Cloudflare keeps the nameservers of a zone itself';
  // Email Routing's MX and TXT (dnscontrol issue 3850).
  if (members.every(({ readOnly }) => readOnly)) return serviceReason;
  return undefined;
}
