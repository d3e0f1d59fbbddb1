/** A zone while its changes go through: what it holds by now, and whether what was to stay is there. */
import { defaultsOf } from '../../planner/defaults.ts';
import { type ForeignSet, foreignAddress, foreignSet, foreignSetsOf, withForeign } from '../../planner/foreign-sets.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import { rowsAdded, zoneRows } from '../../planner/zone-rows.ts';
import type { DnsCapabilities } from '../../schema/capabilities.ts';
import { recordSetAddress } from '../../schema/dns/address.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { RecordedEffect } from '../../state/store.ts';
import { managedBy } from './effects.ts';

export interface ZoneWatch {
  /** The zone was read again: these changes are in force. What it does not show is remembered all the same. */
  seen(zone: LiveZone, held: readonly RecordSetChange[]): void;
  /** These changes are in force. */
  done(changes: readonly RecordSetChange[]): void;
  /** What there is, where that is not what was recorded last. */
  effects(): readonly RecordedEffect[];
  /** Records of before that no change removes, and that this read lacks: `old.example.com A 192.0.2.9`. */
  missingFrom(zone: LiveZone): readonly string[];
}

/**
 * `start`: the zone that the changes were made for. `isOurs`: before them. `remembered`: what was nobody's there, whether
 * it is shown or not.
 */
export function watchZone(
  start: LiveZone,
  changes: readonly RecordSetChange[],
  capabilities: Pick<DnsCapabilities, 'isDefaultRecordSet' | 'isPlaceholder' | 'rewrites'>,
  isOurs: (address: string) => boolean,
  remembered: readonly ForeignSet[],
): ZoneWatch {
  const { domain } = start;
  let rows = zoneRows(start);
  const foreignIn = (zone: LiveZone) => foreignSetsOf(zone, (set) => isOurs(foreignAddress(set, domain)));
  let foreign = withForeign(foreignIn(start), remembered);
  const turn = (finished: readonly RecordSetChange[]) => {
    const addresses = new Set(finished.map(({ address }) => address));
    const left = finished.flatMap(({ after }) => (after !== null && managedBy(after) === null ? [after] : []));
    const others = foreign.filter((set) => !addresses.has(foreignAddress(set, domain)));
    foreign = withForeign(left.map(foreignSet), others);
  };
  const effect = (): RecordedEffect => ({ kind: 'zone-rows', domain, rows, ...(capabilities.rewrites && { foreign }) });
  let recorded = JSON.stringify(effect());
  const staying = stayingRows(start, new Set(changes.map(({ address }) => address)), capabilities);
  return {
    seen: (zone, held) => {
      rows = zoneRows(zone);
      foreign = withForeign(foreignIn(zone), foreign);
      turn(held);
    },
    done: (finished) => {
      rows += finished.reduce((sum, change) => sum + rowsAdded(change), 0);
      turn(finished);
    },
    effects: () => {
      const now = effect();
      const text = JSON.stringify(now);
      if (text === recorded) return [];
      recorded = text;
      return [now];
    },
    missingFrom: (zone) => {
      const there = new Set(zone.recordSets.flatMap(rowsOf).concat(zone.unsupported.map(rowText)));
      return staying.filter((row) => !there.has(row));
    },
  };
}

/** What the host puts into a zone by itself, it may take out by itself. */
function stayingRows(
  zone: LiveZone,
  changed: ReadonlySet<string>,
  capabilities: Pick<DnsCapabilities, 'isDefaultRecordSet' | 'isPlaceholder'>,
): readonly string[] {
  const { domain, recordSets, unsupported } = zone;
  const isDefault = defaultsOf(zone, capabilities);
  const staying = recordSets.filter(
    (set) => set.system === undefined && !isDefault(set) && !changed.has(recordSetAddress(domain, set.name, set.type)),
  );
  return [...staying.flatMap(rowsOf), ...unsupported.map(rowText)];
}

function rowsOf({ name, type, values }: LiveZone['recordSets'][number]): readonly string[] {
  return printValues({ values }).map((text) => rowText({ name, type, text }));
}

function rowText({ name, type, text }: LiveZone['unsupported'][number]): string {
  return `${name.slice(0, -1)} ${type} ${text}`;
}
