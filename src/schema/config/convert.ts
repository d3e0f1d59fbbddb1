/**
 * From YAML nodes to plain data: maps as objects, lists as arrays, text, numbers, booleans, null.
 * An alias gives the object of its anchor, merge keys are merged, and where each map begins is remembered, so that the
 * syntax tree need not be kept. One converter reads all pieces of a file, in their order.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { seen } from '../dns/seen.ts';
import type { Problem } from '../result.ts';
import { maxLevels, tooDeep } from './bounds.ts';
import type { YamlProblem } from './yaml-problems.ts';

export type Data = null | boolean | number | string | Data[] | DataMap;
export interface DataMap {
  [key: string]: Data;
}

export interface Converter {
  /** `base`: where the parsed text stands in the file. */
  convert(root: Node | null, base: number): Data;
  /** Puts the entries of a mapping that was cut into pieces into one object; `level` is 0 for the whole config. */
  addEntries(target: DataMap, map: YAMLMap, base: number, level: number): void;
  /** Offset of each map. */
  readonly starts: ReadonlyMap<object, number>;
  /** Offsets of the keys, for maps of the two upper levels: sections, and their entries. */
  readonly keyStarts: ReadonlyMap<object, ReadonlyMap<string, number>>;
  /** Offsets of the nodes that carry each anchor, rising. */
  readonly anchors: ReadonlyMap<string, readonly number[]>;
  readonly problems: readonly YamlProblem[];
}

/** Nodes of a file as it is written. 20 record sets of each of 10,000 domains take a million. */
const maxNodes = 3_000_000;
/** Nodes of a file once its aliases are expanded: far above any real config, far below an alias bomb. */
const maxExpandedNodes = 20_000_000;
/** The levels whose keys are remembered. */
const keyLevels = 2;

interface Anchored {
  readonly data: Data;
  readonly size: number;
  /** Below it. */
  readonly levels: number;
}

export function makeConverter(): Converter {
  const starts = new Map<object, number>();
  const keyStarts = new Map<object, Map<string, number>>();
  const anchors = new Map<string, number[]>();
  const problems: YamlProblem[] = [];
  const anchored = new Map<string, Anchored>();
  const open = new Set<string>();
  let nodes = 0;
  /** The deepest level so far of what is being converted. */
  let deepest = 0;
  let expandedNodes = 0;
  let exhausted = false;
  let base = 0;

  function toData(node: unknown, level: number): Data {
    if (isAlias(node)) return ofAlias(node, level);
    expandedNodes++;
    if (++nodes > maxNodes)
      return exhaust(node, `the file has over ${maxNodes} entries`, 'share out the domains among several files');
    deepest = Math.max(deepest, level);
    const anchor = (node as Node | null)?.anchor;
    if (anchor === undefined) return withoutAnchor(node, level);
    const before = expandedNodes;
    const deepestBefore = deepest;
    deepest = level;
    open.add(anchor);
    const data = withoutAnchor(node, level);
    open.delete(anchor);
    anchored.set(anchor, { data, size: expandedNodes - before + 1, levels: deepest - level });
    deepest = Math.max(deepest, deepestBefore);
    const places = anchors.get(anchor);
    if (places === undefined) anchors.set(anchor, [startOf(node)]);
    else places.push(startOf(node));
    return data;
  }

  function withoutAnchor(node: unknown, level: number): Data {
    if (isScalar(node)) return ofScalar(node);
    if (isMap(node)) return ofMap(node, level);
    if (isSeq(node)) return (node as YAMLSeq).items.map((item) => toData(item, level + 1));
    return null;
  }

  function ofScalar(node: Scalar): Data {
    const { value } = node;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return value;
    report(node, 'a YAML tag (!!...) has no meaning here', 'remove the tag, and put the text in quotes');
    return String(node.source ?? '');
  }

  function ofAlias(node: Alias, level: number): Data {
    const target = anchored.get(node.source);
    if (open.has(node.source)) {
      report(node, 'this alias stands inside the block that it refers to', undefined, true);
      return null;
    }
    if (target === undefined) {
      // The parser has already complained of a "*" alone.
      if (node.source !== '') {
        report(
          node,
          'a text that begins with "*" is an alias in YAML, and nothing above carries that anchor',
          'put the text in quotes; if an alias is meant, write its anchor (&) above it',
        );
      }
      return `*${node.source}`;
    }
    deepest = Math.max(deepest, level + target.levels);
    if (deepest > maxLevels) return exhaust(node, tooDeep.message);
    expandedNodes += target.size;
    if (expandedNodes <= maxExpandedNodes) return target.data;
    const message = `with its aliases expanded the file has over ${maxExpandedNodes} entries`;
    return exhaust(node, message, 'use fewer aliases of aliases');
  }

  /** Told once, as there may be millions. */
  function exhaust(node: unknown, message: string, suggestion?: string): null {
    if (!exhausted) report(node, message, suggestion, true);
    exhausted = true;
    return null;
  }

  function ofMap(node: YAMLMap, level: number): DataMap {
    const data: DataMap = {};
    addEntries(data, node, level);
    return data;
  }

  function addEntries(data: DataMap, node: YAMLMap, level: number): void {
    if (!starts.has(data)) starts.set(data, startOf(node));
    const keys = level < keyLevels ? (keyStarts.get(data) ?? new Map<string, number>()) : undefined;
    if (keys !== undefined) keyStarts.set(data, keys);
    const merges: Pair[] = [];
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key : undefined;
      if (key === undefined || typeof key.value !== 'string') {
        report(pair.key, 'a key is a text, and this is none');
      } else if (key.value === '<<' && key.type === Scalar.PLAIN) {
        if (merges.length > 0) duplicateKey(key, key.value, 'write both into one: <<: [*a, *b]');
        merges.push(pair);
      } else if (Object.hasOwn(data, key.value)) {
        duplicateKey(key, key.value);
        toData(pair.value, level + 1);
      } else {
        set(data, key.value, toData(pair.value, level + 1));
        keys?.set(key.value, startOf(key));
      }
    }
    for (const pair of merges) merge(data, pair, level, keys);
  }

  function merge(data: DataMap, pair: Pair, level: number, keys: Map<string, number> | undefined): void {
    const merged = toData(pair.value, Math.max(level + 1, keyLevels));
    for (const source of Array.isArray(merged) ? merged : [merged]) {
      if (source === null || typeof source !== 'object' || Array.isArray(source)) {
        report(pair.key, 'the merge key "<<" takes a map, an alias of one, or a list of those');
        return;
      }
      for (const [key, value] of Object.entries(source)) {
        if (Object.hasOwn(data, key)) continue;
        set(data, key, value);
        keys?.set(key, startOf(pair.key));
      }
    }
  }

  function duplicateKey(node: Scalar, key: string, suggestion = 'keep one of the two'): void {
    const message = `the key ${seen(key)} is here a second time`;
    add(node, 'duplicate-key', { message, suggestion }, false);
  }

  function report(node: unknown, message: string, suggestion?: string, fatal = false): void {
    add(node, 'yaml', suggestion === undefined ? { message } : { message, suggestion }, fatal);
  }

  function add(node: unknown, code: YamlProblem['code'], problem: Problem, fatal: boolean): void {
    problems.push({ offset: startOf(node), code, problem, fatal });
  }

  function startOf(node: unknown): number {
    return base + ((node as Node | null)?.range?.[0] ?? 0);
  }

  return {
    convert(root, at) {
      base = at;
      return toData(root, 0);
    },
    addEntries(target, map, at, level) {
      base = at;
      addEntries(target, map, level);
    },
    starts,
    keyStarts,
    anchors,
    problems,
  };
}

/** As an own property, whatever the key: `__proto__` too. */
function set(data: DataMap, key: string, value: Data): void {
  if (key === '__proto__')
    Object.defineProperty(data, key, { value, enumerable: true, configurable: true, writable: true });
  else data[key] = value;
}
