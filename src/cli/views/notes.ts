import type { Note } from '../../planner/plan.ts';

/** How many domains are named before the rest is only counted. */
const named = 3;

/** One line per message: what holds for a thousand domains alike is told once. */
export function notesText(notes: readonly Note[]): string[] {
  const domains = new Map<string, string[]>();
  for (const { domain, message } of notes) push(domains, message, domain);
  return [...domains].map(([message, where]) => {
    const more = where.length > named ? ` and ${where.length - named} more` : '';
    return `Note: ${where.slice(0, named).join(', ')}${more}: ${message}`;
  });
}

function push(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
