/**
 * What the YAML parser complains about, in the words of somebody who writes a config.
 * The parser's own texts quote the source, which may be a credential, so none of them is passed on.
 */
import { isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import type { Problem } from '../result.ts';

/** A problem of the text itself. `fatal`: what was parsed cannot be trusted. */
export interface YamlProblem {
  readonly offset: number;
  readonly code: 'yaml' | 'duplicate-key';
  readonly problem: Problem;
  readonly fatal: boolean;
}

/** What was parsed: a whole file. */
interface Parsed {
  readonly text: string;
  readonly root: Node | null;
}

/** One problem per mistake. A parser that has lost its footing complains on, so of the fatal errors only the first counts. */
export function yamlProblems(errors: readonly YAMLError[], parsed: Parsed): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const fatal = sorted.filter((error) => !isHarmless(error));
  for (const error of sorted) {
    if (isHarmless(error)) problems.push({ ...harmlessProblem(error, parsed.text), code: 'yaml', fatal: false });
    else return [...problems, { ...firstProblem(error, fatal, parsed), code: 'yaml', fatal: true }];
  }
  return problems;
}

/** The parser reads on as if a plain text stood there. */
function isHarmless(error: YAMLError): boolean {
  return error.code === 'BAD_SCALAR_START' || error.code === 'TAG_RESOLVE_FAILED' || isLoneStar(error);
}

function isLoneStar(error: YAMLError): boolean {
  return error.code === 'BAD_ALIAS' && error.pos[1] - error.pos[0] === 1;
}

type Found = Pick<YamlProblem, 'offset' | 'problem'>;

function harmlessProblem(error: YAMLError, text: string): Found {
  const offset = error.pos[0];
  const character = text.charAt(offset);
  if (isLoneStar(error)) return found(offset, 'a lone * is an alias without a name in YAML', 'write "*" in quotes');
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return found(offset, 'a YAML tag (!...) has no meaning here', 'remove the tag, or put the text in quotes');
  }
  const suggestion = character === '@' ? 'write "@" in quotes' : 'put the text in quotes';
  return found(offset, `a text that begins with ${character} needs quotes in YAML`, suggestion);
}

/** How many complaints are looked at for a bracket that is not closed: a broken text may have thousands, all for the same reason. */
const maxLooks = 20;

/** A bracket that is not closed is the mistake, even if the parser notices another first in what the bracket swallows. */
function firstProblem(first: YAMLError, fatal: readonly YAMLError[], parsed: Parsed): Found {
  const cause = fatal
    .filter(isOfUnclosed)
    .slice(0, maxLooks)
    .find((error) => (unclosedBefore(error, parsed.root) ?? Number.POSITIVE_INFINITY) < first.pos[0]);
  return fatalProblem(cause ?? first, parsed);
}

function fatalProblem(error: YAMLError, { text, root }: Parsed): Found {
  const offset = toText(text, error.pos[0]);
  const tab = tabBefore(text, offset);
  if (tab !== undefined || error.code === 'TAB_AS_INDENT') {
    return found(tab ?? offset, 'YAML is indented by spaces, and here stands a tab', 'replace the tab by spaces');
  }
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return found(
        offset,
        'a second YAML document begins here; a file holds one',
        'remove the "---", or put the second document into a file of its own',
      );
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return found(
        offset,
        'a key and its value begin here, where a plain text is expected',
        'check the indentation, and put a text that holds ": " in quotes',
      );
    case 'BLOCK_IN_FLOW':
      return found(
        offset,
        'a comma is missing before this, or it cannot stand inside { } or [ ]',
        'check the commas and brackets of this line',
      );
    case 'BAD_DQ_ESCAPE':
      return found(
        offset,
        'in double quotes a backslash begins an escape, and YAML has none like this',
        'write the backslash twice, or use single quotes',
      );
    case 'MISSING_CHAR':
    case 'BAD_INDENT': {
      const opened = unclosedBefore(error, root);
      if (opened !== undefined) {
        return found(
          opened,
          `the ${text.charAt(opened)} that opens here is not closed`,
          'close it, and check the quotes inside',
        );
      }
      if (error.message.startsWith('Comments')) {
        return found(offset, 'a comment needs a space before its #', 'put the text in quotes if # belongs to it');
      }
      if (error.code === 'MISSING_CHAR') {
        return found(
          offset,
          'this is neither a key with ":" nor an item with "-"',
          'check the indentation, and the line above',
        );
      }
      return found(
        offset,
        'this line is not indented like the others of its map or list',
        'indent the entries of one map or list alike',
      );
    }
    case 'NON_STRING_KEY':
      return found(offset, 'a key is a text, and this is none');
    case 'UNEXPECTED_TOKEN':
      return found(
        offset,
        'this does not belong to what stands before it',
        'check the quotes, brackets and indentation up to here',
      );
    default:
      return found(offset, `this is not valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`);
  }
}

function isOfUnclosed({ message }: YAMLError): boolean {
  return message.includes('quote') || message.startsWith('Flow');
}

/** Where a quote, bracket or brace opens that has no end: the parser notices at the end of what it then swallowed. */
function unclosedBefore(error: YAMLError, root: Node | null): number | undefined {
  const isQuote = error.message.includes('quote');
  if (root === null || !isOfUnclosed(error)) return undefined;
  let opened: number | undefined;
  visit(root, {
    Node(_, node) {
      const candidate = isQuote ? isScalar(node) && node.type?.startsWith('QUOTE') : isCollection(node) && node.flow;
      const [start, end] = node.range ?? [0, 0];
      if (candidate && start < error.pos[0] && end >= error.pos[0]) opened = start;
    },
  });
  return opened;
}

/** The next character that is no white space. */
function toText(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at < text.length ? at : offset;
}

/** The first tab of the white space that the offset's line begins with. */
function tabBefore(text: string, offset: number): number | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start)) ?? [];
  const tab = indent.indexOf('\t');
  return tab < 0 ? undefined : start + tab;
}

function found(offset: number, message: string, suggestion?: string): Found {
  return { offset, problem: suggestion === undefined ? { message } : { message, suggestion } };
}
