/** What reading a zone has in common where the API lists single records. */
import type { UnsupportedRecord } from '../planner/inputs.ts';

/**
 * Why the records of one name and type are no set as they stand. `ttls`: of each record; `distinct`: how many values
 * there are. `own`: what else the registrar's records may differ in.
 */
export function irregularity(ttls: readonly number[], distinct: number, own?: string): string | undefined {
  const different = [...new Set(ttls)].sort((a, b) => a - b);
  if (different.length > 1) return `${haveDifferentTtls}${different.join(', ')}`;
  return own ?? (distinct < ttls.length ? 'one of its records is there twice' : undefined);
}

const haveDifferentTtls = 'its records have different TTLs: ';

/** The TTLs that an `irregularity` names, ascending; null where it is about something else. */
export function differentTtls(irregular: string): readonly number[] | null {
  if (!irregular.startsWith(haveDifferentTtls)) return null;
  return irregular.slice(haveDifferentTtls.length).split(', ').map(Number);
}

/** By name, type and text. */
export function compareUnsupported(a: UnsupportedRecord, b: UnsupportedRecord): number {
  const [first, second] = [a, b].map(({ name, type, text }) => `${name} ${type} ${text}`) as [string, string];
  return first < second ? -1 : first > second ? 1 : 0;
}
