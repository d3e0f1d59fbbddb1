/** A zone while its changes go through: how many records it has by now, and whether those that were to stay are there. */
import { defaultsOf } from '../../planner/defaults.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import { rowsAdded, zoneRows } from '../../planner/zone-rows.ts';
import type { DnsCapabilities } from '../../schema/capabilities.ts';
import { recordSetAddress } from '../../schema/dns/address.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { RecordedEffect } from '../../state/store.ts';

export interface ZoneWatch {
  /** The zone was read again. */
  seen(zone: LiveZone): void;
  /** These changes are in force. */
  done(changes: readonly RecordSetChange[]): void;
  /** How many records there are, where that is not what was recorded last. */
  effects(): readonly RecordedEffect[];
  /** Records of before that no change removes, and that this read lacks: `old.example.com A 192.0.2.9`. */
  missingFrom(zone: LiveZone): readonly string[];
}

/** `start`: the zone that the changes were made for. */
export function watchZone(
  start: LiveZone,
  changes: readonly RecordSetChange[],
  capabilities: Pick<DnsCapabilities, 'isDefaultRecordSet' | 'isPlaceholder'>,
): ZoneWatch {
  const { domain } = start;
  let rows = zoneRows(start);
  let recorded = rows;
  const staying = stayingRows(start, new Set(changes.map(({ address }) => address)), capabilities);
  return {
    seen: (zone) => {
      rows = zoneRows(zone);
    },
    done: (finished) => {
      rows += finished.reduce((sum, change) => sum + rowsAdded(change), 0);
    },
    effects: () => {
      if (rows === recorded) return [];
      recorded = rows;
      return [{ kind: 'zone-rows', domain, rows }];
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
