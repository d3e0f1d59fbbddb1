import type { Source } from '../../schema/config/document.ts';
import { makeIssueFormatter } from '../../schema/config/format-issue.ts';
import type { Issue } from '../../schema/config/issue.ts';
import type { Paint } from './paint.ts';

/** Every issue with its line of source, a blank line between two. */
export function issuesText(issues: readonly Issue[], sources: readonly Source[], paint: Paint): string {
  const formatters = new Map(sources.map(({ file, text }) => [file, makeIssueFormatter(text)]));
  const withoutSource = makeIssueFormatter();
  return issues
    .map((issue) => (formatters.get(issue.file) ?? withoutSource)(issue))
    .map((text) => text.replace(/^[^\n]*/, (line) => paint.bold(line)))
    .join('\n\n');
}
