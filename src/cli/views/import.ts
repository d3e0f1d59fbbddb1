import type { ImportCounts, ImportedConfig } from '../../exchange/import/make-config.ts';
import { count } from '../../schema/count.ts';

/** For the person who watches: what could not be read, and what was. */
export function importLines({ remarks, counts }: ImportedConfig, out: string | null): readonly string[] {
  return [
    ...remarks.map((comment) => comment.replace(/^# /, 'Warning: ')),
    `${out === null ? 'Read' : `Written to ${out}`}: ${countsText(counts)}`,
  ];
}

function countsText(counts: ImportCounts): string {
  const parts = [
    `${count(counts.domains, 'domain')} with ${count(counts.recordSets, 'record set')}`,
    ...(counts.defaults === 0 ? [] : [`${counts.defaults} of them defaults of the host`]),
    ...(counts.templates === 0 ? [] : [count(counts.templates, 'template')]),
    ...(counts.comments === 0 ? [] : [`${count(counts.comments, 'record set')} as comments, which cannot be managed`]),
    ...(counts.known === 0 ? [] : [`${count(counts.known, 'domain')} in the config already`]),
    ...(counts.unread === 0 ? [] : [`${counts.unread} that could not be read`]),
  ];
  return `${parts.join(', ')}.`;
}
