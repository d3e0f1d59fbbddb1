/**
 * A zone of octoDNS: one YAML file, or several that are read together. What octoDNS refuses, and what could be meant in two
 * ways, is an issue with its place; what it takes without a word, and what has no counterpart, is told. Pure.
 */
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { didYouMean } from '../../schema/config/suggest.ts';
import { apexOf, displayName, parseName, relativeName } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { OptionValue } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { isRecordType } from '../../schema/dns/record-types.ts';
import { seen } from '../../schema/dns/seen.ts';
import { bad, ok, type Problem, type Result } from '../../schema/result.ts';
import type { SourcePosition } from '../../schema/source.ts';
import type { HostOwn, MovedRecord, MovedZone, UnmanagedRecord } from '../moving/moved-zone.ts';
import { octodnsValue, singleTypes } from './octodns-values.ts';
import { type MapNode, type Node, pythonText, readPythonYaml, type ScalarNode } from './python-yaml.ts';

export interface OctodnsOptions {
  /** Of records without a TTL. */
  readonly defaultTtl: number;
  readonly escapedSemicolons: boolean;
}

type ReadOctodnsZone = { readonly zone: MovedZone } | { readonly issues: readonly Issue[] };

/** Types of octoDNS that are not known here. */
const otherTypes = ['DNAME', 'OPENPGPKEY', 'SPF', 'URI', 'URLFWD'];
const knownTypes = [
  ...['A', 'AAAA', 'ALIAS', 'CAA', 'CNAME', 'DS', 'HTTPS', 'LOC', 'MX', 'NAPTR', 'NS', 'PTR', 'SRV', 'SSHFP', 'SVCB'],
  ...['TLSA', 'TXT', ...otherTypes],
];

const recordKeys: ReadonlySet<string> = new Set(['type', 'ttl', 'value', 'values', 'octodns', 'dynamic', 'geo']);

/** `domain`: A-labels. */
export function readOctodnsZone(domain: string, sources: readonly Source[], options: OctodnsOptions): ReadOctodnsZone {
  const issues: Issue[] = [];
  const records: MovedRecord[] = [];
  const unmanaged: UnmanagedRecord[] = [];
  const remarks: string[] = [];
  const undotted = new Set<string>();
  const places = new Map<string, SourcePosition>();

  const report = (place: SourcePosition, { message, suggestion }: Problem): void => {
    const issue: Issue = { code: 'moved-file', ...place, message };
    issues.push(suggestion === undefined ? issue : { ...issue, suggestion });
  };

  for (const source of sources) {
    const read = readPythonYaml(source);
    if ('issues' in read) issues.push(...read.issues);
    else readNames(read.node);
  }

  function readNames(node: Node): void {
    if (node.kind === 'scalar' && node.value === null) return;
    if (node.kind !== 'map') return report(node.place, bad('a zone of octoDNS is a map of names').problem);
    tellOverridden(node, 'the records of');
    for (const { key, value } of node.entries.values()) {
      const name = nameOf(key);
      if (!name.ok) {
        report(key.place, name.problem);
        continue;
      }
      for (const record of value.kind === 'list' ? value.items : [value]) {
        if (record.kind === 'map') readRecord(name.value, record);
        else report(record.place, bad('a record of octoDNS is a map with type and value').problem);
      }
    }
  }

  function nameOf(key: ScalarNode): Result<Fqdn> {
    const text = pythonText(key);
    if (text !== key.written) {
      remarks.push(`octoDNS reads the name ${key.written} as ${text} (${lineOf(key.place)}), and so does this.`);
    }
    if (text === '') return ok(apexOf(domain));
    if (text === '@') return bad('octoDNS has no name "@"', "write '' for the apex");
    if (text.endsWith('.')) return bad(`the name ${seen(text)} ends in a dot, which octoDNS refuses`);
    return parseName(`${text}.${domain}`);
  }

  function tellOverridden({ overridden }: MapNode, what: string): void {
    for (const { written, place } of overridden) {
      remarks.push(`left out, as octoDNS takes the last of two: ${what} ${seen(written)} in ${lineOf(place)}.`);
    }
  }

  function readRecord(name: Fqdn, node: MapNode): void {
    tellOverridden(node, 'the key');
    for (const [key, { key: written }] of node.entries) {
      if (!recordKeys.has(key)) {
        remarks.push(`left out, as it means nothing to octoDNS: the key ${seen(key)} in ${lineOf(written.place)}.`);
      }
    }
    const typeNode = node.entries.get('type')?.value;
    if (typeNode?.kind !== 'scalar') return report(node.place, bad('a record without a type').problem);
    const type = typeNode.written;
    const isOther = otherTypes.includes(type) || /^[A-Z0-9]+\/[A-Z0-9]+$/i.test(type);
    if (!isOther && (!knownTypes.includes(type) || !isRecordType(type))) {
      const suggestion = didYouMean(type, knownTypes, 'types');
      return report(typeNode.place, bad(`${seen(type)} is no record type of octoDNS`, suggestion).problem);
    }
    const place = places.get(`${name} ${type}`);
    if (place !== undefined) {
      const message = `${shown(name)} ${type} is there already, in ${lineOf(place)}`;
      return report(node.place, bad(message, 'list the values of one name and type together').problem);
    }
    places.set(`${name} ${type}`, node.place);
    const values = valuesOf(node, type);
    if (isOther || !isRecordType(type)) {
      unmanaged.push({ name, type, text: values.map(plainText).join(', ') });
      return;
    }
    const own = ownOf(node, name, type);
    const ttl = ttlOf(node);
    if (!ttl.ok) return report(node.entries.get('ttl')?.value.place ?? node.place, ttl.problem);
    const rdata: Rdata[] = [];
    const wrong: { place: SourcePosition; problem: Problem }[] = [];
    const onUndotted = (target: Fqdn): void => void undotted.add(`${shown(name)} ${type} ${target.slice(0, -1)}`);
    for (const value of values) {
      const read = octodnsValue(type, value, { domain, escapedSemicolons: options.escapedSemicolons, onUndotted });
      if (read.ok) rdata.push(read.value);
      else wrong.push({ place: value.place, problem: read.problem });
    }
    if (values.length === 0) wrong.push({ place: node.place, problem: bad(`${type} has no value`).problem });
    if (own.reason !== undefined || (wrong.length > 0 && own.isLenient)) {
      const text = rdata.length === values.length ? printValues({ values: rdata }) : values.map(plainText);
      const reason = own.reason ?? wrong[0]?.problem.message ?? '';
      unmanaged.push({ name, type, text: text.join(', '), reason });
      return;
    }
    for (const { place: at, problem } of wrong) report(at, problem);
    records.push(
      ...rdata.map((one) => ({
        name,
        ttlSeconds: ttl.value,
        rdata: one,
        ...(own.own === undefined ? {} : { own: own.own }),
      })),
    );
    for (const part of ['dynamic', 'geo'] as const) {
      if (!node.entries.has(part)) continue;
      const reason = `octoDNS answers by ${part === 'geo' ? 'place' : 'rules'} here, which no host can be asked for; the entry has the values for all others`;
      unmanaged.push({ name, type, text: `(${part})`, reason });
    }
  }

  function valuesOf(node: MapNode, type: string): readonly Node[] {
    const one = node.entries.get('value');
    const many = node.entries.get('values');
    const kept = singleTypes.has(type) ? one : (many ?? one);
    const dropped = [one, many].find((entry) => entry !== undefined && entry !== kept);
    if (dropped !== undefined && kept !== undefined) {
      remarks.push(
        `left out, as octoDNS looks at one of them: ${dropped.key.written} in ${lineOf(dropped.key.place)}.`,
      );
    }
    if (kept === undefined || (kept.value.kind === 'scalar' && kept.value.value === null)) return [];
    return kept.value.kind === 'list' ? kept.value.items : [kept.value];
  }

  /** Python's `int()`. */
  function ttlOf(node: MapNode): Result<number> {
    const entry = node.entries.get('ttl');
    if (entry === undefined) return ok(options.defaultTtl);
    const { value } = entry;
    if (value.kind !== 'scalar') return bad('ttl is a list or a map');
    const number = typeof value.value === 'string' && /^\d+$/.test(value.value) ? Number(value.value) : value.value;
    if (typeof number !== 'number' || number < 0 || number > 2_147_483_647) {
      return bad(`ttl is ${seen(value.written)}`, 'write whole seconds from 0 to 2147483647');
    }
    if (String(Math.trunc(number)) !== value.written) {
      remarks.push(
        `octoDNS reads the ttl ${value.written} as ${Math.trunc(number)} (${lineOf(value.place)}), and so does this.`,
      );
    }
    return ok(Math.trunc(number));
  }

  function ownOf(node: MapNode, name: Fqdn, type: string): OwnParts {
    const octodns = node.entries.get('octodns')?.value;
    if (octodns?.kind !== 'map') return { isLenient: false };
    let own: HostOwn | undefined;
    let reason: string | undefined;
    let isLenient = false;
    for (const [key, { key: written, value }] of octodns.entries) {
      if (key === 'lenient') isLenient = isTrue(value);
      else if (key === 'ignored') reason = isTrue(value) ? 'octoDNS ignores it (octodns.ignored)' : reason;
      else if (key === 'excluded' || key === 'included') {
        const targets = value.kind === 'list' ? value.items.map(plainText) : [plainText(value)];
        if (targets.length === 0) continue;
        const what = key === 'excluded' ? 'leaves it alone at' : 'manages it only at';
        reason = `octoDNS ${what} ${targets.join(', ')} (octodns.${key})`;
      } else if (key === 'cloudflare' && value.kind === 'map') own = cloudflareOf(value);
      else if (key === 'healthcheck') {
        const told = 'octoDNS checks the health of the addresses, which no host can be asked for';
        unmanaged.push({ name, type, text: '(healthcheck)', reason: told });
      } else {
        const at = `${shown(name)} ${type} in ${lineOf(written.place)}`;
        remarks.push(`left out, as it has no counterpart: octodns.${key} of ${at}.`);
      }
    }
    return { isLenient, ...(own === undefined ? {} : { own }), ...(reason === undefined ? {} : { reason }) };
  }

  function cloudflareOf(node: MapNode): HostOwn {
    const options: Record<string, OptionValue> = {};
    let autoTtl = false;
    for (const [key, { key: written, value }] of node.entries) {
      if (key === 'auto-ttl') autoTtl = isTrue(value);
      else if (key === 'proxied') {
        if (isTrue(value)) options.proxied = true;
      } else if (key === 'comment') options.comment = plainText(value);
      else if (key === 'tags') options.tags = value.kind === 'list' ? value.items.map(plainText) : [plainText(value)];
      else remarks.push(`left out, as it has no counterpart: ${key} of Cloudflare in ${lineOf(written.place)}.`);
    }
    return { host: 'cloudflare', title: 'Cloudflare', autoTtl, options };
  }

  function shown(name: Fqdn): string {
    return displayName(relativeName(name, domain));
  }

  function lineOf({ file, line }: SourcePosition): string {
    return sources.length > 1 ? `line ${line} of ${file}` : `line ${line}`;
  }

  if (issues.length > 0) return { issues };
  if (undotted.size > 0) remarks.push(`taken as full names, though no dot ends them: ${[...undotted].join(', ')}.`);
  return { zone: { domain, records, unmanaged, remarks } };
}

interface OwnParts {
  readonly own?: HostOwn;
  /** Why the record is not octoDNS's to manage, everywhere. */
  readonly reason?: string;
  readonly isLenient: boolean;
}

function isTrue(node: Node): boolean {
  return node.kind === 'scalar' && node.value === true;
}

/** For people. */
function plainText(node: Node): string {
  if (node.kind === 'scalar') return node.written;
  if (node.kind === 'list') return `[${node.items.map(plainText).join(', ')}]`;
  return [...node.entries].map(([key, { value }]) => `${key}: ${plainText(value)}`).join(' ');
}
