import type { Note } from '../../planner/plan.ts';
import { someOf } from './alike.ts';

/** One line per message: what holds for a thousand domains alike is told once. */
export function notesText(notes: readonly Note[]): string[] {
  const domains = new Map<string, string[]>();
  for (const { domain, message } of notes) push(domains, message, domain);
  return [...domains].map(([message, where]) => {
    return `Note: ${someOf(where)}: ${message}`;
  });
}

function push(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
