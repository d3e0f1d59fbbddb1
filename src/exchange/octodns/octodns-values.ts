/** The values of octoDNS records, from its YAML to rdata (octoDNS 1.22.0, `octodns/record`). */
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { parseRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { seen } from '../../schema/dns/seen.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import type { MapNode, Node } from './python-yaml.ts';

/** Types that octoDNS gives one value, under `value`. */
export const singleTypes: ReadonlySet<string> = new Set(['ALIAS', 'CNAME', 'DNAME', 'URLFWD']);

export interface ValueContext {
  readonly domain: string;
  /** Whether `\;` stands for `;` in TXT (`escaped_semicolons`). */
  readonly escapedSemicolons: boolean;
  /** Hears of each target that has no final dot. */
  onUndotted(target: string): void;
}

/** The keys of a value that is a map, as octoDNS calls them, and as the config does. */
const fieldNames: Partial<Readonly<Record<RecordType, Readonly<Record<string, string>>>>> = {
  CAA: { flags: 'flags', tag: 'tag', value: 'value' },
  DS: { key_tag: 'key_tag', algorithm: 'algorithm', digest_type: 'digest_type', digest: 'digest' },
  MX: { preference: 'preference', exchange: 'exchange' },
  NAPTR: {
    ...{ order: 'order', preference: 'preference', flags: 'flags' },
    ...{ service: 'service', regexp: 'regexp', replacement: 'replacement' },
  },
  SRV: { priority: 'priority', weight: 'weight', port: 'port', target: 'target' },
  SSHFP: { algorithm: 'algorithm', fingerprint_type: 'fingerprint_type', fingerprint: 'fingerprint' },
  TLSA: {
    ...{ certificate_usage: 'usage', selector: 'selector', matching_type: 'matching_type' },
    ...{ certificate_association_data: 'certificate' },
  },
  HTTPS: { svcpriority: 'priority', targetname: 'target', svcparams: 'params' },
  SVCB: { svcpriority: 'priority', targetname: 'target', svcparams: 'params' },
};

/** Keys that octoDNS took first, and still takes. */
const olderNames: Partial<Readonly<Record<RecordType, Readonly<Record<string, string>>>>> = {
  DS: { flags: 'key_tag', protocol: 'algorithm', algorithm: 'digest_type', public_key: 'digest' },
  MX: { priority: 'preference', value: 'exchange' },
};

const texts: ReadonlySet<string> = new Set([
  ...['tag', 'value', 'digest', 'exchange', 'flags', 'service', 'regexp', 'replacement'],
  ...['target', 'fingerprint', 'certificate'],
]);

export function octodnsValue(type: RecordType, node: Node, context: ValueContext): Result<Rdata> {
  const readTarget = targetIn(context);
  if (type === 'LOC') return locValue(node);
  const names = fieldNames[type];
  if (names !== undefined) {
    if (node.kind !== 'map') return bad(`a value of ${type} is a map with ${Object.keys(names).join(', ')}`);
    const fields = fieldsOf(type, node, names);
    return fields.ok ? rdataFromObject(type, fields.value, readTarget) : fields;
  }
  if (node.kind !== 'scalar') return bad(`a value of ${type} is a text`);
  const { value, written } = node;
  if (typeof value !== 'string') {
    if (value === null) return bad(`${type} has no value`);
    return bad(`octoDNS reads ${written} as ${String(value)}, which is no text`, 'put it in quotes');
  }
  if (type === 'TXT') return rdataFromObject('TXT', { text: textOf(value, context) }, readTarget);
  return parseRdata(type, value, readTarget);
}

/** As `_ChunkedValue.process` does it, and as providers then send it. */
function textOf(value: string, { escapedSemicolons }: ValueContext): string {
  const bare = value.startsWith('"') ? value.slice(1, -1) : value;
  const joined = bare.replaceAll('" "', '');
  return escapedSemicolons ? joined.replaceAll('\\;', ';') : joined;
}

function fieldsOf(
  type: RecordType,
  node: MapNode,
  names: Readonly<Record<string, string>>,
): Result<Readonly<Record<string, unknown>>> {
  const fields: Record<string, unknown> = {};
  const older = olderNames[type] ?? {};
  // Of the two forms of DS, the older one alone has a public key.
  const isOlder = type === 'DS' && node.entries.has('public_key');
  for (const [key, { value }] of node.entries) {
    const name = isOlder ? older[key] : (names[key] ?? older[key]);
    if (name === undefined) return bad(`${type} has no ${seen(key)}`, `its keys are ${Object.keys(names).join(', ')}`);
    if (name === 'params') {
      const params = paramsOf(value);
      if (!params.ok) return params;
      fields.params = params.value;
    } else if (value.kind !== 'scalar') {
      return bad(`${key} of ${type} is a list or a map`);
    } else if (fields[name] === undefined || names[key] !== undefined) {
      const isText = texts.has(name) && !(type === 'CAA' && name === 'flags');
      fields[name] = isText && typeof value.value === 'number' ? value.written : value.value;
    }
  }
  return ok(fields);
}

function paramsOf(node: Node): Result<Readonly<Record<string, unknown>>> {
  if (node.kind === 'scalar' && node.value === null) return ok({});
  if (node.kind !== 'map') return bad('svcparams is a map');
  const params: Record<string, unknown> = {};
  for (const [key, { value }] of node.entries) {
    if (value.kind === 'map') return bad(`${key} of svcparams is a map`);
    if (value.kind === 'list') {
      params[key] = value.items.map((item) => (item.kind === 'scalar' ? item.written : ''));
    } else params[key] = value.value === null ? true : value.written;
  }
  return ok(params);
}

const locKeys = [
  ...['lat_degrees', 'lat_minutes', 'lat_seconds', 'lat_direction'],
  ...['long_degrees', 'long_minutes', 'long_seconds', 'long_direction'],
  ...['altitude', 'size', 'precision_horz', 'precision_vert'],
] as const;

function locValue(node: Node): Result<Rdata> {
  if (node.kind !== 'map') return bad('a value of LOC is a map');
  const fields: string[] = [];
  for (const key of locKeys) {
    const value = node.entries.get(key)?.value;
    if (value?.kind !== 'scalar' || value.value === null) return bad(`LOC has no ${key}`);
    fields.push(`${String(value.value)}${/^(altitude|size|precision_)/.test(key) ? 'm' : ''}`);
  }
  return parseRdata('LOC', fields.join(' '), absoluteTarget);
}

/** Hosts with an API take a name without a final dot as a full one; what has no dot at all cannot be meant so. */
function targetIn({ domain, onUndotted }: ValueContext): ReadTarget {
  return (text) => {
    if (text.endsWith('.')) return absoluteTarget(text);
    const target = absoluteTarget(text);
    if (target.ok && !text.includes('.')) {
      return bad(`"${text}" is no full name`, `write "${text}.${apexOf(domain)}" or "${text}."`);
    }
    if (target.ok) onUndotted(target.value);
    return target;
  };
}
