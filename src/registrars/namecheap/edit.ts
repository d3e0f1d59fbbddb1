/**
 * Record-set changes as one whole-zone write. A setHosts replaces everything: rows that no change is about go back as
 * they were read, and where that cannot be done the write is refused. Pure.
 */
import type { RecordSetChange } from '../../planner/plan.ts';
import { relativeName } from '../../schema/dns/name.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import { recordSetKey } from '../../schema/dns/record-sets.ts';
import type { Problem } from '../../schema/result.ts';
import { ownerOfRow, rdataOf, rowsOfSet, typeOfRow } from './convert.ts';
import { lostByWriting } from './live-zone.ts';
import { isMx, mailService, mailTypeFor, unknownMailType } from './mail.ts';
import { isIgnored, twoStepsReason } from './row-identity.ts';
import type { HostRow, HostZone } from './wire.ts';

type ZoneWrite =
  /** One step, or two, with the reason, where the API would ignore a change. */
  | { readonly kind: 'write'; readonly steps: readonly HostZone[]; readonly twice?: string }
  | { readonly kind: 'refused'; readonly problem: Required<Problem> };

export function writeZone(domain: string, zone: HostZone, changes: readonly RecordSetChange[]): ZoneWrite {
  const changed = new Set(changes.map((change) => recordSetKey(setOf(change))));
  const isChanged = (row: HostRow) => changed.has(keyOfRow(row, domain) ?? '');
  const refusal = refuse(domain, zone, changes, isChanged);
  if (refusal !== undefined) return { kind: 'refused', problem: refusal };

  const kept = zone.rows.filter((row) => !isChanged(row));
  const added = changes.flatMap(({ after }) => (after === null ? [] : rowsOfSet(after, domain)));
  const last = withMailType(zone, [...kept, ...added]);
  const again = added.filter((row) => zone.rows.some((live) => isIgnored(row, live)));
  const [one] = again.some(isMx) ? again.filter(isMx) : again;
  if (one === undefined) return { kind: 'write', steps: [last] };
  const first = withMailType(zone, [...kept, ...added.filter((row) => !again.includes(row))]);
  return { kind: 'write', steps: [first, last], twice: twoStepsReason(typeOfRow(one)) };
}

function withMailType(zone: HostZone, rows: readonly HostRow[]): HostZone {
  return { emailType: mailTypeFor(zone, rows), rows };
}

function refuse(
  domain: string,
  zone: HostZone,
  changes: readonly RecordSetChange[],
  isChanged: (row: HostRow) => boolean,
): Required<Problem> | undefined {
  const mailType = unknownMailType(zone);
  if (mailType !== undefined) {
    return { message: mailType, suggestion: "Set up mail of the domain in Namecheap's panel, then plan again." };
  }
  for (const row of zone.rows) {
    const where = `${row.name} ${row.type} ${row.address}`;
    const lost = lostByWriting(row);
    if (lost !== undefined) {
      return {
        message: `a write sends the whole zone, which would change ${where}: ${lost}`,
        suggestion:
          "Make it an ordinary record in Namecheap's panel, or keep the records of this domain out of the config.",
      };
    }
    const unread = rdataOf(row);
    if (!unread.ok && isChanged(row)) {
      return {
        message: `${where} stands where a change is to be made and cannot be read: ${unread.problem.message}`,
        suggestion: "Correct or remove it in Namecheap's panel, then plan again.",
      };
    }
  }
  const mx = changes.map(setOf).find((set) => set.type === 'MX');
  const service = mailService(zone);
  if (mx !== undefined && service !== undefined) {
    return {
      message: `the MX records of ${relativeName(mx.name, domain)} cannot be changed: ${service}`,
      suggestion: "Choose Custom MX under Mail Settings in Namecheap's panel, then plan again.",
    };
  }
  return undefined;
}

function setOf({ before, after }: RecordSetChange): { readonly name: string; readonly type: RecordType } {
  const set = after ?? before;
  if (set === null) throw new Error('a change has a before or an after');
  return set;
}

function keyOfRow(row: HostRow, domain: string): string | undefined {
  const type = typeOfRow(row);
  return type && recordSetKey({ name: ownerOfRow(row, domain).name, type });
}
