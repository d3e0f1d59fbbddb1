/**
 * A config in its canonical form: two blanks for each level, brackets and quotes in one way, single blank lines. Comments,
 * anchors, order, and texts of several lines stay as they are; what it means stays, too. Idempotent.
 */
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, Scalar, type YAMLMap } from 'yaml';
import { indentedText } from './format-indent.ts';
import { parseForFormat } from './format-parse.ts';
import { quoted, readable } from './yaml-text.ts';

/** Longest line that a collection over several lines is joined to. */
const maxLine = 120;

/** Of valid YAML. What has no canonical form here, as explicit keys and tags, stays as it stands. */
export function formatText(text: string): string {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return indentedText(withCanonicalWords(source));
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Blanks within lines, brackets and quotes. */
function withCanonicalWords(text: string): string {
  const edits: Edit[] = [];
  visit(parseForFormat(text).contents, text, edits);
  edits.sort((a, b) => a.start - b.start);
  let at = 0;
  const made = edits.map(({ start, end, text: word }) => {
    const part = text.slice(at, start) + word;
    at = end;
    return part;
  });
  return made.join('') + text.slice(at);
}

function visit(node: ParsedNode | null, text: string, edits: Edit[]): void {
  if (node === null || isAlias(node)) return;
  const [start, end] = node.range;
  if (isScalar(node)) {
    const word = wordOf(node, text, 'block');
    if (word !== text.slice(start, end) && !text.slice(start, end).includes('\n'))
      edits.push({ start, end, text: word });
  } else if (node.flow === true) {
    const line = flowText(node, text);
    const before = start - (text.lastIndexOf('\n', start - 1) + 1);
    const written = text.slice(start, end);
    const isJoined = written.includes('\n');
    if (line !== null && line !== written && !(isJoined && before + line.length > maxLine))
      edits.push({ start, end, text: line });
  } else if (isMap(node)) {
    for (const pair of node.items as Pair<ParsedNode, ParsedNode | null>[]) {
      visit(pair.key, text, edits);
      visit(pair.value, text, edits);
      if (pair.value !== null) edits.push(...gap(text, pair.key.range[1], pair.value.range[0]));
    }
  } else if (isSeq(node)) {
    for (const item of node.items as (ParsedNode | null)[]) visit(item, text, edits);
  }
}

/** One blank between a colon and what follows on its line, an anchor included. */
function gap(text: string, start: number, valueStart: number): readonly Edit[] {
  const [written = ''] = text.slice(start, valueStart).split('\n');
  const end = start + written.length;
  const [whole, rest = ''] = /^[ \t]*:[ \t]+(\S.*?)?[ \t]*$/.exec(written) ?? [];
  if (whole === undefined || rest.includes('#')) return [];
  const wanted = `: ${rest}${rest === '' || end < valueStart ? '' : ' '}`;
  return wanted === written ? [] : [{ start, end, text: wanted }];
}

/** On one line; null where that would lose something. */
function flowText(node: ParsedNode | null, text: string): string | null {
  if (node === null) return '';
  const written = text.slice(node.range[0], node.range[1]);
  if (isAlias(node)) return written;
  if (node.tag !== undefined && text.slice(node.range[0] - 1, node.range[0]) === '!') return null;
  const anchor = node.anchor === undefined ? '' : `&${node.anchor} `;
  if (isScalar(node)) return written.includes('\n') ? null : `${anchor}${wordOf(node, text, 'flow')}`;
  // A "#" may begin a comment, which ends with its line.
  if (written.includes('\n') && written.includes('#')) return null;
  const parts = isMap(node) ? flowPairs(node, text) : node.items.map((item) => flowText(item as ParsedNode, text));
  if (parts === null || parts.some((part) => part === null || part === '')) return null;
  if (parts.length === 0) return isMap(node) ? '{}' : '[]';
  return isMap(node) ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
}

function flowPairs(map: YAMLMap, text: string): readonly (string | null)[] {
  return (map.items as Pair<ParsedNode, ParsedNode | null>[]).map(({ key, value }) => {
    const [left, right] = [flowText(key, text), flowText(value, text)];
    const isPlainPair = value !== null && /^\s*:\s/.test(text.slice(key.range[1], value.range[0]));
    return left === null || left === '' || right === null || right === '' || !isPlainPair ? null : `${left}: ${right}`;
  });
}

/** A quoted word without its quotes where it needs none, else in double ones where that takes no escape. */
function wordOf(node: Scalar, text: string, place: 'flow' | 'block'): string {
  const [start = 0, end = 0] = node.range ?? [];
  const written = text.slice(start, end);
  if (typeof node.value !== 'string' || written.includes('\n')) return written;
  const { type, value } = node;
  if (type !== Scalar.QUOTE_SINGLE && type !== Scalar.QUOTE_DOUBLE) return written;
  const plain = readable(value, place);
  if (!plain.startsWith('"')) return plain;
  const double = quoted(value);
  return type === Scalar.QUOTE_SINGLE && !double.includes('\\') ? double : written;
}
