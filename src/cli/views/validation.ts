/** What `validate` found. */

import { count } from '../../schema/count.ts';
import { visible } from '../../schema/visible.ts';
import type { LoadedFiles } from '../load-desired.ts';
import { jsonText, type Views } from './formats.ts';
import { issuesText } from './issues.ts';
import { notesText } from './notes.ts';
import type { Paint } from './paint.ts';

/** The sources are text of many lines; what is shown of them makes itself visible, and so do the notes. */
export const validationViews: Views<LoadedFiles, [Paint]> = {
  text: validationText,
  json: validationJson,
};

function validationText(loaded: LoadedFiles, paint: Paint): string {
  if (loaded.desired === null) {
    return `${issuesText(loaded.issues, loaded.sources, paint)}\n\n${count(loaded.issues.length, 'issue')}.\n`;
  }
  const { accounts, domains, record_sets: sets } = summaryOf(loaded);
  const parts = [count(accounts, 'account'), count(domains, 'domain'), count(sets, 'record set')];
  const notes = loaded.desired.domains.flatMap(({ domain, notes }) =>
    notes.map((message) => ({ domain, message: visible(message) })),
  );
  return [...notesText(notes), `Valid: ${parts.join(', ')}.`].map((line) => `${line}\n`).join('');
}

function validationJson(loaded: LoadedFiles): string {
  const result = {
    format_version: '1.0',
    valid: loaded.desired !== null,
    summary: { ...summaryOf(loaded), issues: loaded.issues.length },
    issues: loaded.issues,
  };
  return jsonText(result);
}

function summaryOf({ desired }: LoadedFiles) {
  const domains = desired?.domains ?? [];
  return {
    accounts: desired?.accounts.length ?? 0,
    domains: domains.length,
    record_sets: domains.reduce((sum, domain) => sum + domain.recordSets.length, 0),
  };
}
