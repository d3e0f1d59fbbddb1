import type { Rdata } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { printRdata } from '../schema/dns/record-types.ts';
import { bad, type Problem } from '../schema/result.ts';

/**
 * Two values of a set that a host takes for one record, though DNS does not: it would refuse the second, or keep one of them
 * in silence. `identityOf`: the same text for the same record; undefined where the host tells all values apart.
 */
export function twinProblems(
  { type, values }: RecordSet,
  title: string,
  identityOf: (value: Rdata) => string | undefined,
): readonly Problem[] {
  const first = new Map<string, Rdata>();
  for (const value of values) {
    const identity = identityOf(value);
    if (identity === undefined) continue;
    const twin = first.get(identity);
    if (twin !== undefined) {
      const both = `${printRdata(twin)} and ${printRdata(value)}`;
      return [bad(`${title} may take ${both} for one ${type} record`, 'keep one of the two').problem];
    }
    first.set(identity, value);
  }
  return [];
}
