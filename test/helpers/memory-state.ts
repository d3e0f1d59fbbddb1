/** A state store in memory, for tests of what uses one. The real ones have their own tests. */
import type {
  Manager,
  Provenance,
  RecordedDomain,
  RecordedRecordSet,
  RecordedSetting,
} from '../../src/planner/inputs.ts';
import type { HistoryStore } from '../../src/state/history.ts';
import type { JournalIntent, JournalOutcome, RecordedEffect, StateStore } from '../../src/state/store.ts';

export interface JournalRow extends JournalIntent {
  readonly id: number;
  readonly run: number;
  outcome: JournalOutcome | null;
}

export interface MemoryState extends StateStore, Pick<HistoryStore, 'openIntents' | 'unseenPreImages'> {
  readonly journal: readonly JournalRow[];
  readonly runs: readonly { operation: string; outcome: string | null }[];
}

interface Entry {
  registrar: string | null;
  dns: string | null;
  protect: RecordedDomain['protect'];
  zoneRows: number | null;
  foreign: RecordedDomain['foreign'];
  manager?: Manager;
  readonly recordSets: Map<string, RecordedRecordSet>;
  readonly settings: Map<string, RecordedSetting>;
}

export function memoryState(): MemoryState {
  const domains = new Map<string, Entry>();
  const journal: JournalRow[] = [];
  const runs: { operation: string; outcome: string | null }[] = [];
  let serial = 0;

  const entryOf = (domain: string): Entry => {
    const known = domains.get(domain);
    if (known !== undefined) return known;
    const made: Entry = {
      registrar: null,
      dns: null,
      protect: false,
      zoneRows: null,
      foreign: null,
      recordSets: new Map(),
      settings: new Map(),
    };
    domains.set(domain, made);
    return made;
  };

  const record = (effect: RecordedEffect, run: number): void => {
    const provenance = (at: string): Provenance => ({ run, at, actor: null, commit: null, ciUrl: null });
    const { domain } = effect;
    if (effect.kind === 'forget-domain') domains.delete(domain);
    else if (effect.kind === 'domain') {
      const entry = entryOf(domain);
      const { registrar, dns, protect, root = entry.manager?.root } = effect;
      const manager = root === undefined ? {} : { manager: { root, run, at: '2026-11-23T12:00:00.000Z' } };
      Object.assign(
        entry,
        { registrar, dns, protect, ...manager },
        entry.dns === dns ? {} : { zoneRows: null, foreign: null },
      );
    } else if (effect.kind === 'zone-rows') {
      const { rows: zoneRows, foreign } = effect;
      Object.assign(domains.get(domain) ?? {}, { zoneRows }, foreign === undefined ? {} : { foreign });
    } else if (effect.kind === 'record-set') {
      const { kind: _, domain: __, at, ...set } = effect;
      entryOf(domain).recordSets.set(`${set.account} ${set.name} ${set.type}`, { ...set, provenance: provenance(at) });
    } else if (effect.kind === 'forget-record-set') {
      entryOf(domain).recordSets.delete(`${effect.account} ${effect.name} ${effect.type}`);
    } else if (effect.kind === 'setting') {
      const { account, field, value, at } = effect;
      entryOf(domain).settings.set(`${account} ${field}`, { account, field, value, provenance: provenance(at) });
    } else {
      entryOf(domain).settings.delete(`${effect.account} ${effect.field}`);
    }
  };

  const recordedOf = (domain: string, entry: Entry): RecordedDomain => ({
    domain,
    registrar: entry.registrar,
    dns: entry.dns,
    protect: entry.protect,
    zoneRows: entry.zoneRows,
    foreign: entry.foreign,
    ...(entry.manager === undefined ? {} : { manager: entry.manager }),
    recordSets: [...entry.recordSets.values()],
    settings: [...entry.settings.values()],
  });

  return {
    location: 'memory',
    journal,
    runs,
    serial: async () => serial,
    readRecorded: async (names) =>
      names.flatMap((name) => {
        const entry = domains.get(name);
        return entry === undefined ? [] : [recordedOf(name, entry)];
      }),
    knownDomains: async (names) =>
      names.flatMap((domain) => {
        const entry = domains.get(domain);
        return entry === undefined ? [] : [{ domain, root: entry.manager?.root ?? null }];
      }),
    otherDomains: async (names, root) =>
      [...domains].flatMap(([name, { manager }]) =>
        names.includes(name) || (root !== undefined && manager !== undefined && manager.root !== root) ? [] : [name],
      ),
    openIntents: async () =>
      journal.flatMap((row) => {
        const { outcome, ...intent } = row;
        if (outcome !== null || runs[row.run - 1]?.outcome === null) return [];
        const domains = [...new Set(row.covers.map((address) => address.split(/[/:]/, 1)[0] as string))];
        const startedBy = {
          operation: 'apply',
          startedAt: row.at,
          actor: 'kim',
          host: 'test',
          pid: 1,
          ciUrl: null,
        } as const;
        return [
          { ...intent, outcome: null, error: null, found: {}, settledAt: null, domains, atWork: false, startedBy },
        ];
      }),
    unseenPreImages: async (places) =>
      places.flatMap(({ run, account, address }) => {
        const done = (row: JournalRow) =>
          row.run === run && row.account === account && row.covers.includes(address) && row.outcome?.outcome === 'done';
        const row = journal.findLast(done);
        if (row === undefined || row.outcome?.readBack) return [];
        return [{ account, address, before: row.before[address] ?? null }];
      }),
    startRun: async ({ operation }) => runs.push({ operation, outcome: null }),
    finishRun: async (run, { outcome }) => {
      (runs[run - 1] as { outcome: string | null }).outcome = outcome;
    },
    intend: async (run, intents) =>
      intents.map((intent) => {
        const id = journal.length + 1;
        journal.push({ ...intent, id, run, outcome: null });
        return id;
      }),
    settle: async (run, outcomes, effects) => {
      for (const outcome of outcomes) (journal[outcome.id - 1] as JournalRow).outcome = outcome;
      for (const effect of effects) record(effect, run);
      if (effects.length > 0) serial++;
    },
    close: async () => {},
  };
}
