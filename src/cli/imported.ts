/** A config that was made or added to, held against the one that was there. */
import { registrars } from '../registrars/index.ts';
import type { Source } from '../schema/config/document.ts';
import { loadConfig } from '../schema/config/load.ts';
import type { Desired, DesiredDomain } from '../schema/desired.ts';
import { recordSetKey } from '../schema/dns/record-sets.ts';

/**
 * The config `after` must have no issue, and say of each domain of `before` what that says, and maybe more record sets.
 * Throws: what does not is a defect, and nobody is to find it later.
 */
export function checkImported(before: Desired, after: readonly Source[]): void {
  const descriptors = new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
  const { desired, issues } = loadConfig(after, { descriptors, variables: () => undefined, credentials: 'skip' });
  const [first] = issues;
  if (first !== undefined) {
    const line = after.find(({ file }) => file === first.file)?.text.split('\n')[first.line - 1] ?? '';
    throw new Error(`the config that was made is not valid: ${first.message} (line ${first.line}: ${line.trim()})`);
  }
  const made = new Map(desired?.domains.map((domain) => [domain.domain, domain]));
  const changed = before.domains.find((domain) => !holds(made.get(domain.domain), domain));
  if (changed !== undefined) throw new Error(`the config that was made changes ${changed.domain}`);
}

function holds(after: DesiredDomain | undefined, before: DesiredDomain): boolean {
  if (after === undefined) return false;
  const declared = new Set(before.recordSets.map(recordSetKey));
  const recordSets = after.recordSets.filter((set) => declared.has(recordSetKey(set)));
  return withoutPlaces({ ...after, recordSets, notes: [] }) === withoutPlaces({ ...before, notes: [] });
}

function withoutPlaces(domain: DesiredDomain): string {
  return JSON.stringify(domain, (key, value) => (key === 'source' ? undefined : value));
}
