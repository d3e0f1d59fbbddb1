/** What of a domain's diff the targets name, and what has to come along. Pure. */
import type { DesiredDomain } from '../schema/desired.ts';
import { exclude } from '../schema/dns/coexistence.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import type { DomainDiff } from './diff/outcome.ts';
import { hostOf } from './halves.ts';
import type { PlanInput } from './inputs.ts';
import type { RecordSetChange } from './plan.ts';
import { everything, type Targets } from './targets.ts';

/**
 * Leaves of a diff what the targets name. A zone that is to be made comes along with its records, and the deletion of what
 * a record cannot stand beside; NS and DS of a sub-zone come and go together.
 */
export function selectTargets(
  diff: DomainDiff,
  desired: DesiredDomain,
  input: PlanInput,
  targets: Targets,
): DomainDiff {
  if (targets === everything) return diff;
  const { domain } = desired;
  const room = roomFor(diff, desired, input, targets);
  const wanted = (address: string) => targets.hasAddress(domain, address) || room.has(address);
  const of = <T extends { readonly address: string }>(items: readonly T[]) =>
    items.filter((item) => wanted(item.address));
  const recordSetChanges = of(diff.recordSetChanges);
  const zone = diff.changes.find((change) => change.action === 'create' && change.kind === 'setting');
  const keepZone = zone !== undefined && (recordSetChanges.length > 0 || wanted(zone.address));
  return {
    ...diff,
    changes: diff.changes.filter((change) => (change === zone ? keepZone : wanted(change.address))),
    recordSetChanges,
    settingChanges: diff.settingChanges.filter(({ change }) => wanted(change.address)),
    createZone: keepZone ? diff.createZone : null,
    drift: of(diff.drift),
    foreign: of(diff.foreign),
    managed: {
      ...diff.managed,
      deleted: diff.managed.deleted.filter(wanted),
      updated: diff.managed.updated.filter(wanted),
      takenOver: diff.managed.takenOver.filter(({ address }) => wanted(address)),
      foreignDeleted: diff.managed.foreignDeleted.filter(wanted),
      changedSince: diff.managed.changedSince.filter(wanted),
      protectedGone: diff.managed.protectedGone.filter(wanted),
      protectedChanged: diff.managed.protectedChanged.filter(wanted),
    },
  };
}

/** The changes without which the host would refuse what the targets name. */
function roomFor(
  { recordSetChanges }: DomainDiff,
  { domain, dns }: DesiredDomain,
  input: PlanInput,
  targets: Targets,
): ReadonlySet<string> {
  const rules = hostOf(input, dns)?.dns;
  if (rules === undefined) return new Set();
  const coming = recordSetChanges.flatMap(({ address, after }) =>
    after !== null && targets.hasAddress(domain, address) ? [after] : [],
  );
  const byName = new Map<string, RecordSet[]>();
  for (const set of coming) byName.set(set.name, [...(byName.get(set.name) ?? []), set]);
  const leaving = recordSetChanges.filter(
    ({ before, after }) =>
      after === null &&
      before !== null &&
      byName.get(before.name)?.some((set) => exclude(set, before, domain, rules)) === true,
  );
  const room = new Set(leaving.map(({ address }) => address));
  const named = recordSetChanges.filter(({ address }) => targets.hasAddress(domain, address) || room.has(address));
  for (const { address } of cutPartners(named, recordSetChanges)) room.add(address);
  return room;
}

/** DS stand only beside NS (RFC 4035 section 2.4): those go with the NS of their name, and the NS come with them. */
function cutPartners(named: readonly RecordSetChange[], all: readonly RecordSetChange[]): readonly RecordSetChange[] {
  const names = (type: string, key: 'before' | 'after') =>
    new Set(named.flatMap((change) => (isOnly(change, key) && change[key]?.type === type ? [change[key].name] : [])));
  const [gone, made] = [names('NS', 'before'), names('DS', 'after')];
  return all.filter((change) => {
    const { before, after } = change;
    if (isOnly(change, 'before')) return before?.type === 'DS' && gone.has(before.name);
    return isOnly(change, 'after') && after?.type === 'NS' && made.has(after.name);
  });
}

/** Whether a set is deleted (there is only a before) or created (only an after). */
function isOnly({ before, after }: RecordSetChange, key: 'before' | 'after'): boolean {
  return (before !== null) === (key === 'before') && (after !== null) === (key === 'after');
}
