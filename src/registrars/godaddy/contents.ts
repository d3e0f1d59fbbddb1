/** What a zone holds of one type, in a form in which two readings of it compare: values by owner name. */
import { createHash } from 'node:crypto';
import type { LiveZone } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { SetChange } from './changes.ts';

/** TTLs are left out: a record goes back with the one it has. */
type Contents = ReadonlyMap<Fqdn, readonly string[]>;

export function contentsOf({ recordSets, unsupported }: LiveZone, type: string): Contents {
  const contents = new Map<Fqdn, readonly string[]>();
  for (const set of recordSets) if (set.type === type) contents.set(set.name, printValues(set));
  for (const record of unsupported) {
    if (record.type === type) contents.set(record.name, [...(contents.get(record.name) ?? []), record.text]);
  }
  return contents;
}

/** What is there once these changes are made. */
export function withChanges(contents: Contents, type: string, changes: readonly SetChange[]): Contents {
  const changed = new Map(contents);
  for (const { name, type: changedType, change, kind } of changes) {
    if (changedType !== type || kind === 'blocked') continue;
    if (change.after === null) changed.delete(name);
    else changed.set(name, printValues(change.after));
  }
  return changed;
}

export function without(contents: Contents, names: readonly Fqdn[]): Contents {
  const gone = new Set(names);
  return new Map([...contents].filter(([name]) => !gone.has(name)));
}

/** The same for the same values at the same names: SHA-256 in hexadecimal. */
export function digestOf(contents: Contents): string {
  const lines = [...contents].map(([name, values]) => JSON.stringify([name, ...[...values].sort()])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
