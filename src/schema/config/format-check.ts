/** Formats a config, and makes sure that nothing is lost: its data and its comments are the same, and so is a second run. */
import { isDeepStrictEqual } from 'node:util';
import { Parser } from 'yaml';
import { readDocument, type Source } from './document.ts';
import { formatText } from './format-text.ts';
import type { Issue } from './issue.ts';
import { withoutMark } from './lines.ts';

/** Why a file cannot be formatted: it is no YAML. What else is wrong with a config does not matter. */
export function formatIssues(source: Source): readonly Issue[] {
  const { problems, positionAt } = readDocument(source);
  return problems.map(({ offset, code, problem }) => ({ code, ...positionAt(offset), ...problem }));
}

/** Throws where the form would change more than the form: a defect, and nobody is to find it later. */
export function formatChecked(source: Source): string {
  const before = withoutMark(source.text);
  const after = formatText(before);
  const isSame =
    isDeepStrictEqual(dataOf(before), dataOf(after)) && isDeepStrictEqual(commentsOf(before), commentsOf(after));
  if (isSame && formatText(after) === after) return after;
  throw new Error(`formatting ${source.file} would change what it says; it was left as it is`);
}

function dataOf(text: string): unknown {
  return readDocument({ file: '', text }).data;
}

/** In order. */
function commentsOf(text: string): readonly string[] {
  const comments: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && value.type === 'comment' && 'source' in value)
        comments.push(String(value.source).trimEnd());
      else for (const one of Object.values(value)) collect(one);
    }
  };
  for (const token of new Parser().parse(text.replace(/\r\n?/g, '\n'))) collect(token);
  return comments;
}
