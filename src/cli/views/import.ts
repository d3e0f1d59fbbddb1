import type { ImportCounts, ImportedConfig } from '../../exchange/import/make-config.ts';
import { count } from '../../schema/count.ts';
import { displayName } from '../../schema/dns/name.ts';
import { quoted } from '../../schema/shell-word.ts';

/** What could not be read, or is otherwise than one might think. */
export function importWarnings({ remarks }: ImportedConfig): readonly string[] {
  return remarks.map((comment) => comment.replace(/^# /, 'Warning: '));
}

/** Nobody is to look for a file that is not there. */
export function nothingLines({ records }: ImportedConfig, out: string | null): readonly string[] {
  const what = records.length === 0 ? 'Nothing to import' : 'Nothing to import as a domain of its own';
  return [out === null ? `${what}.` : `${what}: ${out} was not written.`];
}

/** For the person who watches: what was read. `lacking`: files that would be added to. */
export function importLines(
  { counts, records }: ImportedConfig,
  out: string | null,
  lacking: readonly string[],
): readonly string[] {
  const sets = records.reduce((sum, { recordSets }) => sum + recordSets, 0);
  return [
    `${out === null ? 'Read' : `Written to ${out}`}: ${countsText(counts)}`,
    ...(sets === 0
      ? []
      : [
          `Domains of the config lacked ${count(sets, 'live record set')}: ${records.map(({ domain }) => displayName(domain)).join(', ')}.`,
        ]),
    ...lacking.map((file) => `To add what is missing in ${file}, run again with --out ${quoted(file)}.`),
  ];
}

function countsText(counts: ImportCounts): string {
  const parts = [
    `${count(counts.domains, 'domain')} with ${count(counts.recordSets, 'record set')}`,
    ...(counts.defaults === 0 ? [] : [`of them ${count(counts.defaults, "registrar's default record")}`]),
    ...(counts.templates === 0 ? [] : [count(counts.templates, 'template')]),
    ...(counts.comments === 0 ? [] : [`${count(counts.comments, 'record set')} as comments, which cannot be managed`]),
    ...(counts.known === 0 ? [] : [`${count(counts.known, 'domain')} in the config already`]),
    ...(counts.unread === 0 ? [] : [`${counts.unread} that could not be read`]),
  ];
  return `${parts.join(', ')}.`;
}
