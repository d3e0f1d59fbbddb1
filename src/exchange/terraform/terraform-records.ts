/**
 * Records in the resources of Terraform's DNS providers, by the schemas of cloudflare 4.52 and 5.x, gandi 2.3, godaddy-dns 0.3,
 * namecheap 2.x, porkbun (cullenmcdermott, jianyuan and marcfrederick) and namedotcom 1.3, read 2026-12-01.
 */
import { parseOwnerName } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { OptionValue } from '../../schema/dns/record-set.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { isRecordType, parseRdata, rdataFromObject, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget, zoneFileTarget } from '../../schema/dns/targets.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import { type Json, type JsonObject, listOf, objectOf, textOf } from '../moving/json-file.ts';
import type { HostOwn } from '../moving/moved-zone.ts';

export interface TerraformRecord {
  readonly name: Result<Fqdn>;
  /** As ours, for a type that is one of ours. */
  readonly type: string;
  readonly ttl: Result<number>;
  /** For people. */
  readonly text: string;
  readonly rdata: Result<Rdata>;
  readonly own?: HostOwn;
  /** What has no counterpart; nouns. */
  readonly lost: readonly string[];
}

export interface TerraformResource {
  /** The attribute that names the zone, or holds its ID. */
  readonly zone: 'domain' | 'domain_name' | 'zone' | 'zone_id';
  /** Attributes that hold the data: what is sensitive in one is not shown. */
  readonly data: readonly string[];
  records(values: JsonObject, domain: string): readonly TerraformRecord[];
  /** What the resource does beside its records; sentences. */
  remarks?(values: JsonObject): readonly string[];
}

/** What Cloudflare serves for its automatic TTL, which is written as 1. */
const cloudflareAuto = { written: 1, served: 300 };

/** Redirects, as Namecheap calls them. */
const redirects: Readonly<Record<string, string>> = { URL: 'temporary', URL301: 'permanent', FRAME: 'masked' };

const cloudflare: TerraformResource = {
  zone: 'zone_id',
  data: ['content', 'value', 'data'],
  records: (values, domain) => [cloudflareRecord(values, domain)],
};

export const terraformResources: Readonly<Record<string, TerraformResource>> = {
  cloudflare_dns_record: cloudflare,
  cloudflare_record: cloudflare,
  gandi_livedns_record: {
    zone: 'zone',
    data: ['values'],
    records(values, domain) {
      const type = typeOf(values.type);
      return listOf(values.values).map((value) => {
        const text = String(value);
        // As in a zone file: a target without final dot is relative.
        const rdata = isRecordType(type) ? rdataFromPrinted(type, text, zoneFileTarget(domain)) : unknownType(type);
        const lost = values.mutable === true ? ['mutable'] : [];
        return { name: ownerOf(values.name, domain), type, ttl: ttlOf(values.ttl, 10_800), text, rdata, lost };
      });
    },
  },
  'godaddy-dns_record': {
    zone: 'domain',
    data: ['data'],
    records(values, domain) {
      return [plainRecord(domain, { ...values, value: values.data, defaultTtl: 3600 })];
    },
  },
  namecheap_domain_records: {
    zone: 'domain',
    data: ['record'],
    records(values, domain) {
      return listOf(values.record).map((one) => {
        const { hostname: name, type, address: value, mx_pref: priority = 10, ttl = null } = objectOf(one) ?? {};
        return plainRecord(domain, { name, type, value, priority, ttl, defaultTtl: 1799 });
      });
    },
    remarks({ email_type: mail, nameservers }) {
      const names = listOf(nameservers).map(String);
      return [
        ...(typeof mail === 'string' && !['NONE', 'MX', ''].includes(mail)
          ? [`left out, as it has no counterpart: email_type ${mail} of Namecheap.`]
          : []),
        ...(names.length > 0
          ? [`Terraform sets the nameservers ${names.join(', ')}: add "registrar:" and "nameservers:" for that.`]
          : []),
      ];
    },
  },
  namedotcom_record: {
    zone: 'domain_name',
    data: ['answer'],
    records({ host: name, record_type: type, answer: value, priority, ttl }, domain) {
      return [plainRecord(domain, { name, type, value, priority, ttl, defaultTtl: 300 })];
    },
  },
  porkbun_dns_record: {
    zone: 'domain',
    data: ['content'],
    records({ name, subdomain, type, content: value, prio, priority, ttl, notes }, domain) {
      const record = plainRecord(domain, {
        ...{ name: name ?? subdomain, type, value, priority: prio ?? priority, ttl, defaultTtl: 600 },
      });
      return [textOf(notes) ? { ...record, lost: ['notes'] } : record];
    },
  },
};

interface PlainRecord {
  readonly name?: Json | undefined;
  readonly type?: Json | undefined;
  readonly value?: Json | undefined;
  readonly priority?: Json | undefined;
  readonly ttl?: Json | undefined;
  /** Of the host, where the resource gives none. */
  readonly defaultTtl: number;
}

/** A record of one text, whose targets are full names. */
function plainRecord(domain: string, { name, type, value, priority, ttl, defaultTtl }: PlainRecord): TerraformRecord {
  const written = typeOf(type);
  const text = textOf(value) ?? '';
  const kind = redirects[written];
  const ours = kind === undefined ? (written === 'ANAME' ? 'ALIAS' : written) : 'URL';
  return {
    name: ownerOf(name, domain),
    type: ours,
    ttl: ttlOf(ttl, defaultTtl),
    text: ours === 'MX' && priority !== undefined ? `${String(priority)} ${text}` : text,
    rdata:
      kind === undefined
        ? plainRdata(ours, text, priority, domain)
        : rdataFromObject('URL', { kind, url: text }, absoluteTarget),
    lost: [],
  };
}

function plainRdata(type: string, text: string, priority: Json | undefined, domain: string): Result<Rdata> {
  if (!isRecordType(type)) return unknownType(type);
  const readTarget: ReadTarget = (target) => absoluteTarget(target === '@' ? `${domain}.` : target);
  if (type === 'TXT') return rdataFromPrinted('TXT', text);
  if (type !== 'MX' && type !== 'SRV') return parseRdata(type, text, readTarget);
  // Some hosts have the priority beside the rest, and some in it.
  const fields = text.trim().split(/\s+/).length;
  if (fields === (type === 'MX' ? 2 : 4)) return parseRdata(type, text, readTarget);
  if (priority === undefined || priority === null) return bad(`${type} has no priority in Terraform's state`);
  return parseRdata(type, `${String(priority)} ${text}`, readTarget);
}

function cloudflareRecord(values: JsonObject, domain: string): TerraformRecord {
  const type = typeOf(values.type);
  const content = textOf(values.content) ?? textOf(values.value) ?? '';
  // A block in version 4, an object in version 5.
  const data = objectOf(values.data) ?? objectOf(listOf(values.data)[0]);
  const structured = data === undefined ? undefined : structuredData(type, data, values);
  const ttl = ttlOf(values.ttl, cloudflareAuto.written);
  const autoTtl = ttl.ok && ttl.value === cloudflareAuto.written;
  const options: Record<string, OptionValue> = {};
  if (values.proxied === true) options.proxied = true;
  const comment = textOf(values.comment);
  if (comment) options.comment = comment;
  const tags = listOf(values.tags).map(String);
  if (tags.length > 0) options.tags = tags;
  const own: HostOwn = { host: 'cloudflare', title: 'Cloudflare', autoTtl, options };
  return {
    name: ownerOf(values.hostname ?? values.name, domain),
    type,
    ttl: autoTtl ? ok(cloudflareAuto.served) : ttl,
    text: content === '' && data !== undefined ? dataText(data) : content,
    rdata: structured ?? plainRdata(type, content, values.priority, domain),
    ...(autoTtl || Object.keys(options).length > 0 ? { own } : {}),
    lost: objectOf(values.settings)?.flatten_cname === true ? ['flatten_cname'] : [],
  };
}

/** Undefined: the type has its data in `content`. */
function structuredData(type: string, data: JsonObject, values: JsonObject): Result<Rdata> | undefined {
  const priority = data.priority ?? values.priority ?? 0;
  const of = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, data[key] ?? 0]));
  const target = String(data.target ?? '');
  if (type === 'CAA') {
    return rdataFromObject(
      'CAA',
      { flags: numberOf(data.flags ?? 0), tag: data.tag, value: data.value },
      absoluteTarget,
    );
  }
  if (type === 'SRV') return rdataFromObject('SRV', { ...of('weight', 'port'), priority, target }, absoluteTarget);
  if (type === 'DS') {
    return rdataFromObject('DS', { ...of('key_tag', 'algorithm', 'digest_type'), digest: data.digest }, absoluteTarget);
  }
  if (type === 'SSHFP') {
    const fields = { algorithm: data.algorithm ?? 0, fingerprint_type: data.type ?? 0, fingerprint: data.fingerprint };
    return rdataFromObject('SSHFP', fields, absoluteTarget);
  }
  if (type === 'TLSA') {
    const fields = { ...of('usage', 'selector', 'matching_type'), certificate: data.certificate };
    return rdataFromObject('TLSA', fields, absoluteTarget);
  }
  if (type === 'NAPTR') {
    const { flags = '', service = '', regex: regexp = '', replacement = '.' } = data;
    const fields = { ...of('order', 'preference'), flags, service, regexp, replacement };
    return rdataFromObject('NAPTR', fields, absoluteTarget);
  }
  if (type === 'HTTPS' || type === 'SVCB') {
    return parseRdata(type, `${String(priority)} ${target} ${String(data.value ?? '')}`.trim(), absoluteTarget);
  }
  if (type !== 'LOC') return undefined;
  const number = (key: string) => String(data[key] ?? 0);
  const angle = (key: string) =>
    `${number(`${key}_degrees`)} ${number(`${key}_minutes`)} ${number(`${key}_seconds`)} ${String(data[`${key}_direction`] ?? '')}`;
  const metres = ['altitude', 'size', 'precision_horz', 'precision_vert'].map((key) => `${number(key)}m`);
  return parseRdata('LOC', `${angle('lat')} ${angle('long')} ${metres.join(' ')}`, absoluteTarget);
}

function ownerOf(name: Json | undefined, domain: string): Result<Fqdn> {
  if (name === undefined || name === null || name === '') return parseOwnerName('@', domain);
  return typeof name === 'string' ? parseOwnerName(name, domain) : bad('its name is no text');
}

/** `defaultTtl`: what the host takes where Terraform gives none. */
function ttlOf(value: Json | undefined, defaultTtl: number): Result<number> {
  if (value === undefined || value === null) return ok(defaultTtl);
  const number = numberOf(value);
  return typeof number === 'number' && Number.isInteger(number) && number >= 0
    ? ok(number)
    : bad('its ttl is no number of seconds');
}

function numberOf(value: Json): Json {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function typeOf(value: Json | undefined): string {
  return (textOf(value) ?? '').toUpperCase();
}

function unknownType(type: string): Result<never> {
  return bad(`records of type ${type} are not known here`);
}

function dataText(data: JsonObject): string {
  const given = Object.entries(data).filter(([, value]) => value !== null && value !== undefined);
  return given.map(([key, value]) => `${key}=${String(value)}`).join(' ');
}
