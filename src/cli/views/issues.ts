import type { Source } from '../../schema/config/document.ts';
import { formatIssue } from '../../schema/config/format-issue.ts';
import type { Issue } from '../../schema/config/issue.ts';
import type { Paint } from './paint.ts';

/** Every issue with its line of source, a blank line between two. */
export function issuesText(issues: readonly Issue[], sources: readonly Source[], paint: Paint): string {
  const texts = new Map(sources.map((source) => [source.file, source.text]));
  return issues
    .map((issue) => formatIssue(issue, texts.get(issue.file)).replace(/^[^\n]*/, (line) => paint.bold(line)))
    .join('\n\n');
}
