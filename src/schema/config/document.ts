/** One YAML file of a config as plain data, with the way back from data to the place in the file. */
import { type Document, isMap, type ParsedNode, parseDocument } from 'yaml';
import type { SourcePosition } from '../source.ts';
import { excessOf, maxBrokenLength } from './bounds.ts';
import { type Converter, type Data, type DataMap, makeConverter } from './convert.ts';
import { indexLines, withoutMark } from './lines.ts';
import { cutIntoPieces, type Piece } from './pieces.ts';
import { type YamlProblem, yamlProblems } from './yaml-problems.ts';

/** A file as it was read: its name for messages, and its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface YamlDocument {
  readonly file: string;
  /** Without byte order mark. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** The top-level mapping; null for a file without content, or one that is no mapping. */
  readonly data: Data;
  readonly converter: Pick<Converter, 'starts' | 'keyStarts' | 'anchors'>;
  readonly problems: readonly YamlProblem[];
  positionAt(offset: number): SourcePosition;
}

/** Never throws for what the text holds. */
export function readDocument(source: Source, pieceLength?: number): YamlDocument {
  const text = withoutMark(source.text);
  const converted = convert(text, cutIntoPieces(text, pieceLength));
  const lines = indexLines(text);
  return {
    file: source.file,
    text,
    pieces: converted.pieces,
    data: converted.data,
    converter: converted.converter,
    problems: converted.problems,
    positionAt: (offset) => ({ file: source.file, ...lines.position(offset) }),
  };
}

interface Converted {
  readonly pieces: readonly Piece[];
  readonly data: Data;
  readonly converter: Converter;
  readonly problems: readonly YamlProblem[];
}

/** Parses one piece. Keys stay text, and are compared by the converter. */
export function parsePiece(text: string, piece: Piece): Document.Parsed<ParsedNode, true> {
  return parseDocument(text.slice(piece.start, piece.end), {
    version: '1.2',
    merge: true,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    // Not `silent`, which would take a second document without a word.
    logLevel: 'error',
  });
}

function convert(text: string, pieces: readonly Piece[]): Converted {
  const whole: Piece = { kind: 'top', start: 0, end: text.length };
  if (pieces.length === 1) return convertWhole(text, whole);
  const converted = convertPieces(text, pieces);
  if (!('broken' in converted)) return converted;
  // A piece that is not valid YAML does not tell what is wrong with the whole.
  if (text.length <= maxBrokenLength) return convertWhole(text, whole);
  const { start, kind } = converted.broken;
  const rest = convertWhole(text, { kind, start, end: Math.min(start + maxBrokenLength, text.length) });
  return rest.problems.some(({ fatal }) => fatal) ? rest : convertWhole(text, whole);
}

function convertWhole(text: string, piece: Piece): Converted {
  const converter = makeConverter();
  const part = text.slice(piece.start, piece.end);
  const excess = excessOf(part);
  if (excess !== undefined) {
    const { offset, problem } = excess;
    const problems = [{ offset: piece.start + offset, code: 'yaml', problem, fatal: true }] as const;
    return { pieces: [piece], data: null, converter, problems };
  }
  const document = parsePiece(text, piece);
  const problems = yamlProblems([...document.errors, ...document.warnings], {
    text: part,
    root: document.contents,
  }).map((problem) => ({ ...problem, offset: piece.start + problem.offset }));
  if (problems.some((problem) => problem.fatal)) return { pieces: [piece], data: null, converter, problems };
  const data = converter.convert(document.contents, piece.start);
  return { pieces: [piece], data, converter, problems: [...problems, ...converter.problems] };
}

/** `broken`: the first piece that is not valid YAML, or not a mapping. */
function convertPieces(text: string, pieces: readonly Piece[]): Converted | { readonly broken: Piece } {
  const converter = makeConverter();
  const top: DataMap = {};
  const domains: DataMap = {};
  for (const piece of pieces) {
    if (excessOf(text.slice(piece.start, piece.end)) !== undefined) return { broken: piece };
    const { contents, errors, warnings } = parsePiece(text, piece);
    if (errors.length > 0 || warnings.length > 0) return { broken: piece };
    if (isMap(contents)) {
      const isTop = piece.kind === 'top';
      converter.addEntries(isTop ? top : domains, contents, piece.start, isTop ? 0 : 1);
      // Its line, without its entries, ends the first piece.
      if (!isTop) top.domains = domains;
    } else if (contents !== null) return { broken: piece };
    if (converter.problems.some(({ fatal }) => fatal)) break;
  }
  return { pieces, data: top, converter, problems: converter.problems };
}
