/**
 * An issue as text for people: place and message, the line of source with a caret, and a hint.
 *
 *     domains.yaml:12:14: unknown record type
 *       - { name: www, type: ADRESS }
 *                            ^
 *       hint: did you mean "A"?
 */
import { visible, visibleLayout } from '../visible.ts';
import type { Issue } from './issue.ts';
import { indexLines, withoutMark } from './lines.ts';
import { accountsLines, maskSecrets } from './mask.ts';

/** Longest part of a source line that is shown. */
const maxShown = 120;
/** Of a longer line nothing is shown: what is secret in it takes a look at all of it. */
const maxMasked = 1_000_000;

/** `sourceText`: of the issue's file; absent where the file could not be read. Secrets in the shown line are masked. */
export function formatIssue(issue: Issue, sourceText?: string): string {
  return makeIssueFormatter(sourceText)(issue);
}

/** For the issues of one file: its text is looked through once, however many they are. */
export function makeIssueFormatter(sourceText?: string): (issue: Issue) => string {
  const source = sourceText === undefined ? undefined : indexLines(withoutMark(sourceText));
  const accounts = source === undefined ? undefined : accountsLines(source);
  /** Of the last line that was shown: a line may have thousands of issues. */
  let masked = { line: 0, text: '' };
  const maskedLine = (line: number): string => {
    if (line !== masked.line) {
      const text = source?.text(line) ?? '';
      masked = { line, text: text.length > maxMasked ? '' : maskSecrets(text, accounts?.has(line) ?? false) };
    }
    return masked.text;
  };
  return (issue) => {
    const lines = [`${visible(issue.file)}:${issue.line}:${issue.column}: ${visible(issue.message)}`];
    lines.push(...excerpt(maskedLine(issue.line), issue));
    if (issue.suggestion !== undefined) lines.push(`  hint: ${visible(issue.suggestion)}`);
    return lines.join('\n');
  };
}

/** The line and a caret below the column; a long line is shown from near the column. */
function excerpt(line: string, issue: Issue): readonly string[] {
  if (line.trim() === '') return [];
  const indent = line.length - line.trimStart().length;
  const start = Math.max(indent, issue.column - 1 > maxShown - 20 ? issue.column - 1 - 40 : 0);
  const end = start + maxShown;
  const shown = `${start > indent ? '…' : ''}${visibleLayout(line.slice(start, end))}${end < line.length ? '…' : ''}`;
  // Tabs stay tabs, so that the caret stands below its character.
  const left = visibleLayout(line.slice(start, issue.column - 1));
  const before = `${start > indent ? ' ' : ''}${left.replace(/[^\t]/g, ' ')}`;
  return [`  ${shown}`, `  ${before}^`];
}
