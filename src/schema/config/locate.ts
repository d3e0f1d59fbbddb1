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

/** The nearest place that exists is given for a path that does not lead to its end. */
export function makeLocator(document: YamlDocument): Locate {
  const { text, pieces, data, converter } = document;
  let parsed: { readonly piece: Piece; readonly root: Node | null } | undefined;
  const anchored = new Map<number, Spot>();

  function rootOf(piece: Piece): Node | null {
    if (parsed?.piece !== piece) parsed = { piece, root: parsePiece(text, piece).contents };
    return parsed.root;
  }

  function pieceAt(offset: number): Piece | undefined {
    return pieces.find((piece) => offset >= piece.start && offset < piece.end) ?? pieces[0];
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
    const spot = isAlias(from.node) ? followAlias(from.node, from.base) : from;
    if (isSeq(spot?.node) && typeof key === 'number') {
      const item = spot.node.items[key];
      return isNode(item) ? { node: item, base: spot.base } : undefined;
    }
    return spot !== undefined && isMap(spot.node) ? stepIntoMap(spot.node, spot.base, String(key)) : undefined;
  }

  function stepIntoMap(map: YAMLMap, base: number, key: string): Spot | undefined {
    const merges: Spot[] = [];
    for (const pair of map.items) {
      if (!isScalar(pair.key)) continue;
      const node = isNode(pair.value) ? pair.value : null;
      if (pair.key.value === key) return { node, base, key: pair.key };
      if (pair.key.value === '<<')
        merges.push(...(isSeq(node) ? node.items : [node]).map((item) => ({ node: item as Node, base })));
    }
    for (const merge of merges) {
      const found = step(merge, key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function followAlias(alias: Alias, base: number): Spot | undefined {
    const from = base + (alias.range?.[0] ?? 0);
    const offset = converter.anchors.get(alias.source)?.findLast((anchor) => anchor < from);
    if (offset === undefined) return undefined;
    const known = anchored.get(offset);
    if (known !== undefined) return known;
    const piece = pieceAt(offset);
    const root = piece === undefined ? null : parsePiece(text, piece).contents;
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
