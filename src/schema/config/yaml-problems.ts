/** What the YAML parser complains about, in the words of somebody who writes a config. */
import type { YAMLError } from 'yaml';
import type { Problem } from '../result.ts';

/** A problem of the text itself. `fatal`: what was parsed after it cannot be trusted. */
export interface YamlProblem {
  readonly offset: number;
  readonly code: 'yaml' | 'duplicate-key';
  readonly problem: Problem;
  readonly fatal: boolean;
}

/**
 * One problem per mistake. A parser that has lost its footing complains on, so of the fatal errors only the first counts.
 * `text` is what was parsed: a whole file.
 */
export function yamlProblems(errors: readonly YAMLError[], text: string): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const fatal = !isHarmless(error);
    problems.push({ offset: error.pos[0], code: 'yaml', problem: problemOf(error, text), fatal });
    if (fatal) break;
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

function problemOf(error: YAMLError, text: string): Problem {
  const [start] = error.pos;
  const character = text.charAt(start);
  if (isLoneStar(error))
    return { message: '"*" alone is YAML for an alias without a name', suggestion: 'write "*" in quotes' };
  switch (error.code) {
    case 'BAD_SCALAR_START':
      return {
        message: `a text that begins with ${character} needs quotes in YAML`,
        suggestion: character === '@' ? 'write "@" in quotes' : 'put the text in quotes',
      };
    case 'TAG_RESOLVE_FAILED':
      return {
        message: 'a YAML tag (!...) has no meaning here',
        suggestion: 'remove the tag, or put the text in quotes',
      };
    case 'TAB_AS_INDENT':
      return { message: 'YAML is indented by spaces, and here stands a tab', suggestion: 'replace the tab by spaces' };
    case 'MULTIPLE_DOCS':
      return {
        message: 'a second YAML document begins here; a file holds one',
        suggestion: 'remove the "---", or put the second document into a file of its own',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: 'this is neither a text nor a key that fits here',
        suggestion: 'check the indentation, and put a text that holds ": " in quotes',
      };
    case 'BAD_INDENT':
      return {
        message: lowerFirst(error.message),
        suggestion: 'indent the entries of one list or map alike, and check that every bracket is closed',
      };
    case 'MISSING_CHAR':
      return { message: lowerFirst(error.message), suggestion: 'check that every quote and bracket is closed' };
    case 'BAD_DQ_ESCAPE':
      return {
        message: 'in double quotes "\\" begins an escape, and this one does not exist',
        suggestion: 'write "\\\\", or use single quotes',
      };
    default:
      return { message: `this is not valid YAML: ${lowerFirst(error.message)}` };
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
