/**
 * Adds entries to a config that somebody wrote. Nothing that is there is written again: the YAML document tells where an
 * entry may come, and lines are put in there, so that comments, blank lines, quotes and anchors stay as they are.
 */
import { isMap, isScalar, isSeq, type Pair, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import { parseDomain } from '../dns/name.ts';
import { bad, ok, type Result } from '../result.ts';

/** Lines without the indentation of the place that they come to; deeper levels by two blanks. */
export interface ConfigAdditions {
  readonly defaults: readonly string[];
  /** One block of lines for each. */
  readonly templates: readonly (readonly string[])[];
  readonly domains: readonly (readonly string[])[];
  /** Entries of `records` by domain, in A-labels. */
  readonly records: ReadonlyMap<string, readonly string[]>;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The text of a valid config with these additions; a problem where a section is not in block style. */
export function addToText(text: string, additions: ConfigAdditions): Result<string> {
  const { contents } = parseDocument(text, { version: '1.2', merge: true, stringKeys: true });
  const root = isMap(contents) ? contents : null;
  if (contents !== null && !isBlockMap(root))
    return bad('the config is not a map in block style', 'give another --out');
  const insertions: Insertion[] = [];
  const editor: Editor = { text, root, insertions };
  const { defaults, templates, domains, records } = additions;
  const problem =
    addSection(editor, 'defaults', defaults.length === 0 ? [] : [defaults], '') ??
    addSection(editor, 'templates', templates, '\n') ??
    addSection(editor, 'domains', domains, '\n') ??
    addRecords(editor, records);
  if (problem !== undefined) return problem;
  // From the end, so that places before it stay; of one place the first stays the first.
  const sorted = insertions.map((one, index) => ({ ...one, index })).sort((a, b) => b.at - a.at || b.index - a.index);
  return ok(sorted.reduce((made, one) => made.slice(0, one.at) + one.text + made.slice(one.at), text));
}

interface Editor {
  readonly text: string;
  readonly root: YAMLMap<ParsedNode, ParsedNode | null> | null;
  readonly insertions: Insertion[];
}

/** `between`: what stands between two blocks. A section that is missing comes before those that follow it in order. */
function addSection(
  { text, root, insertions }: Editor,
  name: string,
  blocks: readonly (readonly string[])[],
  between: string,
): Result<never> | undefined {
  if (blocks.length === 0) return undefined;
  const joined = (indent: string) => blocks.map((lines) => linesText(lines, indent)).join(between);
  const pair = pairOf(root, name);
  if (pair === undefined) {
    const order = ['defaults', 'templates', 'domains'];
    const next = root?.items.find(({ key }) => isScalar(key) && order.indexOf(String(key.value)) > order.indexOf(name));
    const section = `${name}:\n${between}${joined('  ')}`;
    if (next === undefined) insertions.push({ at: text.length, text: `${newLine(text)}\n${section}` });
    else insertions.push({ at: beforeComments(text, startOf(next.key)), text: `${section}\n` });
    return undefined;
  }
  if (isEmpty(pair)) {
    insertions.push({ at: endOfLine(text, endOf(pair.key)), text: `\n${between}${joined('  ')}`.trimEnd() });
    return undefined;
  }
  if (!isBlockMap(pair.value)) return notBlock(name);
  const indent = indentOf(text, startOf(pair.value.items[0]?.key));
  insertions.push({ at: afterContent(text, endOf(pair.value)), text: `\n${between}${joined(indent)}`.trimEnd() });
  return undefined;
}

function addRecords(
  { text, root, insertions }: Editor,
  records: ReadonlyMap<string, readonly string[]>,
): Result<never> | undefined {
  const domains = pairOf(root, 'domains')?.value;
  for (const [domain, lines] of records) {
    const pair = isBlockMap(domains) ? domains.items.find(({ key }) => isDomain(key, domain)) : undefined;
    const own = pair?.value;
    if (!isBlockMap(own)) return notBlock(domain);
    const list = pairOf(own, 'records');
    if (list === undefined) {
      const indent = indentOf(text, startOf(own.items[0]?.key));
      const entries = linesText(['records:', ...lines.map((line) => `  ${line}`)], indent);
      insertions.push({ at: afterContent(text, endOf(own)), text: `\n${entries}`.trimEnd() });
    } else if (isSeq(list.value) && list.value.flow !== true && list.value.anchor === undefined) {
      const indent = indentOf(text, startOf(list.value));
      insertions.push({ at: afterContent(text, endOf(list.value)), text: `\n${linesText(lines, indent)}`.trimEnd() });
    } else return notBlock(`records of ${domain}`);
  }
  return undefined;
}

function notBlock(what: string): Result<never> {
  return bad(
    `${what} cannot be added to: it is written in braces or brackets, or shared by an anchor`,
    'write it line by line, or give another --out',
  );
}

type Map_ = YAMLMap<ParsedNode, ParsedNode | null>;

/** One that an alias repeats would change there, too. */
function isBlockMap(node: unknown): node is Map_ {
  return isMap(node) && node.flow !== true && node.items.length > 0 && node.anchor === undefined;
}

function pairOf(map: Map_ | null | undefined, name: string): Pair<ParsedNode, ParsedNode | null> | undefined {
  return map?.items.find(({ key }) => isScalar(key) && key.value === name);
}

function isEmpty({ value }: Pair<ParsedNode, ParsedNode | null>): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

function isDomain(key: ParsedNode, domain: string): boolean {
  const read = isScalar(key) ? parseDomain(String(key.value)) : undefined;
  return read?.ok === true && read.value === domain;
}

function startOf(node: ParsedNode | Map_ | undefined | null): number {
  return node?.range?.[0] ?? 0;
}

/** Where the content ends: comments behind it do not belong to it. */
function endOf(node: ParsedNode | Map_): number {
  return node.range?.[1] ?? 0;
}

function indentOf(text: string, at: number): string {
  return ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** The end of the last line that has content, a comment behind it included. */
function afterContent(text: string, end: number): number {
  return endOfLine(text, text.slice(0, end).trimEnd().length);
}

/** The start of the comments that stand right above a key. */
function beforeComments(text: string, at: number): number {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !text.slice(above, start).startsWith('#')) return start;
    start = above;
  }
}

function newLine(text: string): string {
  return text === '' || text.endsWith('\n') ? '' : '\n';
}

function linesText(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}\n`).join('');
}
