/**
 * YAML as PyYAML reads it, which is YAML 1.1: what it takes for a number, a date or a truth, and how Python then writes
 * that as text. Forms of PyYAML 6 (`resolver.py`, `constructor.py`), read 2026-12-01.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, parseDocument, Scalar } from 'yaml';
import { excessOf } from '../../schema/config/bounds.ts';
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { indexLines, withoutMark } from '../../schema/config/lines.ts';
import { bad, type Problem } from '../../schema/result.ts';
import type { SourcePosition } from '../../schema/source.ts';

export type Node = MapNode | ListNode | ScalarNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** A date stays the text that was written. */
  readonly value: string | number | boolean | null;
  /** As it was written. */
  readonly written: string;
  readonly place: SourcePosition;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly place: SourcePosition;
}

export interface MapNode {
  readonly kind: 'map';
  /** Of a key that is there twice the last, which is what Python takes. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** Keys that are there more than once, at the places that count for nothing. */
  readonly overridden: readonly ScalarNode[];
  readonly place: SourcePosition;
}

export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: Node;
}

type ReadYaml = { readonly node: Node } | { readonly issues: readonly Issue[] };

/** Aliases may stand in aliases. */
const maxDepth = 50;

export function readPythonYaml(source: Source): ReadYaml {
  const text = withoutMark(source.text);
  const lines = indexLines(text);
  const at = (offset: number): SourcePosition => ({ file: source.file, ...lines.position(offset) });
  const issue = (offset: number, { message, suggestion }: Problem): Issue => {
    const found: Issue = { code: 'moved-file', ...at(offset), message };
    return suggestion === undefined ? found : { ...found, suggestion };
  };
  const excess = excessOf(text);
  if (excess !== undefined) return { issues: [issue(excess.offset, excess.problem)] };
  // Every scalar stays a text: what it means is decided below.
  const document = parseDocument<ParsedNode>(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const includes = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const broken = [...document.errors, ...includes];
  if (broken.length > 0) {
    return { issues: broken.map(({ pos: [start], message }) => issue(start, bad(firstLine(message)).problem)) };
  }
  const issues: Issue[] = [];
  const scalar = (node: Scalar.Parsed): ScalarNode => {
    const written = String(node.value);
    const isPlain = node.type === Scalar.PLAIN && node.tag === undefined;
    return { kind: 'scalar', value: isPlain ? meaningOf(written) : written, written, place: at(node.range[0]) };
  };
  // Aliases of aliases would otherwise be written out again and again.
  const converted = new Map<ParsedNode, Node>();
  const convert = (node: ParsedNode | null | undefined, offset: number, depth: number): Node => {
    const known = node === null || node === undefined ? undefined : converted.get(node);
    if (known !== undefined) return known;
    const made = convertNew(node, offset, depth);
    if (node !== null && node !== undefined) converted.set(node, made);
    return made;
  };
  const convertNew = (node: ParsedNode | null | undefined, offset: number, depth: number): Node => {
    if (node === null || node === undefined) return { kind: 'scalar', value: null, written: '', place: at(offset) };
    const place = at(node.range[0]);
    const nothing: Node = { kind: 'scalar', value: null, written: '', place };
    if (depth > maxDepth) {
      issues.push(issue(node.range[0], bad('this is nested too deeply').problem));
      return nothing;
    }
    if (isAlias(node)) return convert(node.resolve(document) as ParsedNode | undefined, node.range[0], depth + 1);
    if (node.tag?.startsWith('!') === true) {
      const advice = 'let octodns-dump write the zone in one file, and import that';
      issues.push(issue(node.range[0], bad(`${node.tag} is not read here`, advice).problem));
      return nothing;
    }
    if (isScalar(node)) return scalar(node);
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => convert(item, node.range[0], depth + 1)), place };
    }
    if (!isMap(node)) return nothing;
    const entries = new Map<string, MapEntry>();
    const merged = new Map<string, MapEntry>();
    const overridden: ScalarNode[] = [];
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = convert(pair.key, node.range[0], depth + 1);
      const value = convert(pair.value, node.range[0], depth + 1);
      if (key.kind !== 'scalar') {
        issues.push({ code: 'moved-file', ...key.place, message: 'a key that is no text' });
      } else if (key.written === '<<' && isScalar(pair.key) && pair.key.type === Scalar.PLAIN) {
        const maps = value.kind === 'list' ? value.items : [value];
        for (const map of maps) {
          if (map.kind !== 'map') continue;
          for (const [name, entry] of map.entries) if (!merged.has(name)) merged.set(name, entry);
        }
      } else {
        const name = pythonText(key);
        const before = entries.get(name);
        if (before !== undefined) overridden.push(before.key);
        entries.set(name, { key, value });
      }
    }
    return { kind: 'map', entries: new Map([...merged, ...entries]), overridden, place };
  };
  const node = convert(document.contents, 0, 0);
  return issues.length > 0 ? { issues } : { node };
}

/** Python's `str()` of it. */
export function pythonText({ value }: ScalarNode): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function meaningOf(text: string): string | number | boolean | null {
  if (/^(~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  return integerOf(text) ?? floatOf(text) ?? text;
}

function integerOf(text: string): number | undefined {
  const match = /^([-+]?)(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*(?::[0-5]?[0-9])*)$/.exec(text);
  if (match === null) return undefined;
  const digits = (match[2] ?? '').replaceAll('_', '');
  const sign = match[1] === '-' ? -1 : 1;
  if (digits.includes(':')) return sign * bySixty(digits);
  if (/^0[bx]/.test(digits)) return sign * Number(digits);
  return sign * Number.parseInt(digits, digits.startsWith('0') && digits !== '0' ? 8 : 10);
}

/** PyYAML asks for a dot, and for a sign in the exponent. */
function floatOf(text: string): number | undefined {
  if (/^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*$/.test(text)) return bySixty(text.replaceAll('_', ''));
  const isFloat = /^[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)([eE][-+][0-9]+)?$/.test(text);
  return isFloat ? Number(text.replaceAll('_', '')) : undefined;
}

function bySixty(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[.:]$/, '');
}
