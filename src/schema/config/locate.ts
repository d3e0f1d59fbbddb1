/**
 * Where in a file a piece of data stands. Issues are rare and places are many, so nothing is kept while reading: the piece
 * of YAML that holds the place is parsed again. Aliases and merge keys are followed, so that an issue inside a block that
 * is used in several places points at the block itself.
 */
import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, visit, type YAMLMap } from 'yaml';
import { parsePiece, type YamlDocument } from './document.ts';
import type { Piece } from './pieces.ts';

export type Path = readonly (string | number)[];

export interface Place {
  readonly offset: number;
  /** How the value is spelled, where it is one scalar: what YAML made a number may have been meant as text. */
  readonly spelling?: string;
}

/** `key`: the key of the last step; an item of a list has none, and stands for itself. */
export type Locate = (path: Path, at: 'key' | 'value') => Place;

/** A node and where its piece begins in the file. */
interface Spot {
  readonly node: Node | null;
  readonly base: number;
  /** The key that led here. */
  readonly key?: Node;
}

/** A map may have thousands of keys, and each of them an issue. */
interface MapIndex {
  /** The first of each key. */
  readonly entries: ReadonlyMap<string, { readonly node: Node | null; readonly key: Node }>;
  readonly merges: readonly Node[];
}

function makeIndex(map: YAMLMap): MapIndex {
  const entries = new Map<string, { readonly node: Node | null; readonly key: Node }>();
  const merges: unknown[] = [];
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const node = isNode(value) ? value : null;
    if (!entries.has(String(key.value))) entries.set(String(key.value), { node, key });
    if (key.value === '<<') for (const item of isSeq(node) ? node.items : [node]) merges.push(item);
  }
  return { entries, merges: merges.filter(isNode) };
}

/** The nearest place that exists is given for a path that does not lead to its end. */
export function makeLocator(document: YamlDocument): Locate {
  const { text, pieces, data, converter } = document;
  let parsed: { readonly piece: Piece; readonly root: Node | null } | undefined;
  const anchored = new Map<number, Spot>();
  const indexes = new WeakMap<YAMLMap, MapIndex>();

  function rootOf(piece: Piece): Node | null {
    if (parsed?.piece !== piece) parsed = { piece, root: parsePiece(text, piece).contents };
    return parsed.root;
  }

  function pieceAt(offset: number): Piece | undefined {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return pieces[low];
  }

  /** The piece that holds the first steps of a path, and the steps that are left inside it. */
  function enter(path: Path): { readonly spot: Spot; readonly rest: Path } {
    const [section, entry] = path;
    const sections = data as Record<string, object>;
    const entries = section === 'domains' ? sections.domains : undefined;
    const start =
      (entries && converter.keyStarts.get(entries)?.get(String(entry))) ??
      converter.keyStarts.get(sections)?.get(String(section)) ??
      0;
    const piece = pieceAt(start);
    if (piece === undefined) return { spot: { node: null, base: 0 }, rest: [] };
    return { spot: { node: rootOf(piece), base: piece.start }, rest: piece.kind === 'top' ? path : path.slice(1) };
  }

  function step(from: Spot, key: string | number): Spot | undefined {
    const spot = aliasFollowed(from);
    if (isSeq(spot?.node) && typeof key === 'number') {
      const item = spot.node.items[key];
      return isNode(item) ? { node: item, base: spot.base } : undefined;
    }
    return spot === undefined ? undefined : stepIntoMap(spot, String(key));
  }

  function aliasFollowed(spot: Spot): Spot | undefined {
    return isAlias(spot.node) ? followAlias(spot.node, spot.base) : spot;
  }

  /** In the map itself, else in what is merged into it; each map is looked at once, as merged maps may merge others, and the same. */
  function stepIntoMap(start: Spot, key: string): Spot | undefined {
    const waiting: Spot[] = [start];
    const seen = new Set<Node>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const spot = aliasFollowed(next);
      if (spot === undefined || !isMap(spot.node) || seen.has(spot.node)) continue;
      seen.add(spot.node);
      const { base } = spot;
      const { entries, merges } = indexOf(spot.node);
      const entry = entries.get(key);
      if (entry !== undefined) return { ...entry, base };
      for (const node of [...merges].reverse()) waiting.push({ node, base });
    }
    return undefined;
  }

  function indexOf(map: YAMLMap): MapIndex {
    const index = indexes.get(map) ?? makeIndex(map);
    indexes.set(map, index);
    return index;
  }

  function followAlias(alias: Alias, base: number): Spot | undefined {
    const from = base + (alias.range?.[0] ?? 0);
    const offset = converter.anchors.get(alias.source)?.findLast((anchor) => anchor < from);
    if (offset === undefined) return undefined;
    const known = anchored.get(offset);
    if (known !== undefined) return known;
    const piece = pieceAt(offset);
    const root = piece === undefined ? null : rootOf(piece);
    if (piece === undefined || root === null) return undefined;
    let found: Spot | undefined;
    visit(root, {
      Node(_, node) {
        if (node.anchor !== alias.source || piece.start + (node.range?.[0] ?? 0) !== offset) return undefined;
        found = { node, base: piece.start };
        return visit.BREAK;
      },
    });
    if (found !== undefined) anchored.set(offset, found);
    return found;
  }

  return (path, at) => {
    const { spot: start, rest } = enter(path);
    let spot = start;
    for (const [depth, key] of rest.entries()) {
      const next = step(spot, key);
      if (next === undefined) return placeOf(spot, depth === 0 ? 'value' : 'key');
      spot = next;
    }
    return placeOf(spot, at);
  };
}

function placeOf(spot: Spot, at: 'key' | 'value'): Place {
  const { node, key, base } = spot;
  // An empty value has no place of its own.
  const empty = node?.range !== undefined && node.range?.[0] === node.range?.[1];
  const shown = (at === 'key' || empty || node === null ? key : undefined) ?? node;
  const offset = base + (shown?.range?.[0] ?? 0);
  return isScalar(node) && node.source ? { offset, spelling: node.source } : { offset };
}
