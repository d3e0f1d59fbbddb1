/**
 * The way back from a run: its pre-images become desired state, for exactly the addresses that it changed. What comes
 * out is planned, reviewed and applied as anything else; a value that somebody changed since is a refusal.
 */
import type { RecordedDomain } from '../planner/inputs.ts';
import type { Note, RecordSetValue, SettingJson, Value } from '../planner/plan.ts';
import type { Desired, DesiredDomain, DesiredRecordSet, DesiredSettings } from '../schema/desired.ts';
import { type Address, parseAddress } from '../schema/dns/address.ts';
import type { DsRdata } from '../schema/dns/rdata.ts';
import { makeRecordSet } from '../schema/dns/record-sets.ts';
import { parseRdata } from '../schema/dns/record-types.ts';
import { absoluteTarget } from '../schema/dns/targets.ts';
import type { JournalEntry, RunRecord } from '../state/history.ts';

export interface Undo {
  readonly desired: Desired;
  /** The addresses to plan for; empty: the run changed nothing that can be undone. */
  readonly targets: readonly string[];
  /** What the run left there, by address: what must still be live. */
  readonly expected: ReadonlyMap<string, Value>;
  /** What cannot be undone, and why. */
  readonly notes: readonly Note[];
}

/** One address over the whole run: what was there before its first call, and what the last one left. */
interface Change {
  readonly address: Exclude<Address, { readonly kind: 'domain' | 'name' }>;
  readonly text: string;
  readonly before: Value;
  readonly after: Value;
}

/** `config`: for the accounts. A domain that left it is undone at the accounts that it is recorded with. */
export function undo(run: RunRecord, config: Desired, recorded: ReadonlyMap<string, RecordedDomain>): Undo {
  const all = changesOf(run.journal);
  const zones = all.filter(({ address }) => address.kind === 'zone');
  // A setting has no absence: where the pre-image is null, nobody knows what it was.
  const unknown = all.filter(({ address, before }) => address.kind === 'setting' && before === null);
  const known = all.filter((change) => !zones.includes(change) && !unknown.includes(change));
  const domains = [...new Set(known.map(({ address }) => address.domain))].sort();
  const desired = domains.flatMap((domain) => {
    const base = baseOf(domain, config, recorded);
    return base === null
      ? []
      : [
          undoneDomain(
            base,
            known.filter(({ address }) => address.domain === domain),
            recorded,
          ),
        ];
  });
  const found = new Set(desired.map(({ domain }) => domain));
  const kept = known.filter(({ address }) => found.has(address.domain));
  return {
    desired: { accounts: config.accounts, domains: desired },
    targets: kept.map(({ text }) => text).sort(),
    expected: new Map(kept.map(({ text, after }) => [text, after])),
    notes: [
      ...zones.map(({ address }) => note(address.domain, 'the zone that the run made stays: zones are never deleted')),
      ...unknown.map(({ address, text }) => note(address.domain, `${text}: what was there before is not known`)),
      ...domains
        .filter((domain) => !found.has(domain))
        .map((domain) =>
          note(domain, 'it is neither in the config nor in the state any more, so its account is not known'),
        ),
    ],
  };
}

/** Only calls that are known to have taken effect; the first pre-image and the last result of each address. */
function changesOf(journal: readonly JournalEntry[]): readonly Change[] {
  const byAddress = new Map<string, Change>();
  for (const entry of journal) {
    if (entry.outcome !== 'done') continue;
    for (const text of entry.covers) {
      const parsed = parseAddress(text);
      if (!parsed.ok || parsed.value.kind === 'domain' || parsed.value.kind === 'name') continue;
      const before = byAddress.get(text)?.before ?? ((entry.before[text] ?? null) as Value);
      byAddress.set(text, { address: parsed.value, text, before, after: (entry.after[text] ?? null) as Value });
    }
  }
  return [...byAddress.values()];
}

function baseOf(
  domain: string,
  config: Desired,
  recorded: ReadonlyMap<string, RecordedDomain>,
): Pick<DesiredDomain, 'domain' | 'source' | 'registrar' | 'dns' | 'protect' | 'thresholds'> | null {
  const configured = config.domains.find((one) => one.domain === domain);
  if (configured !== undefined) return configured;
  const known = recorded.get(domain);
  const has = (name: string | null | undefined) => config.accounts.some((account) => account.name === name);
  if (known === undefined || !(has(known.registrar) || has(known.dns))) return null;
  return {
    domain,
    source: { file: 'state', line: 1, column: 1 },
    ...(has(known.registrar) ? { registrar: known.registrar as string } : {}),
    ...(has(known.dns) ? { dns: known.dns as string } : {}),
    protect: known.protect,
    thresholds: { deletes: 0.3, updates: 0.3 },
  };
}

function undoneDomain(
  base: NonNullable<ReturnType<typeof baseOf>>,
  changes: readonly Change[],
  recorded: ReadonlyMap<string, RecordedDomain>,
): DesiredDomain {
  const sets = recorded.get(base.domain)?.recordSets ?? [];
  const { domain, source, registrar, dns, protect, thresholds } = base;
  return {
    domain,
    source,
    ...(registrar === undefined ? {} : { registrar }),
    ...(dns === undefined ? {} : { dns }),
    protect,
    thresholds,
    settings: Object.fromEntries(changes.flatMap(settingOf)) as DesiredSettings,
    recordSets: changes.flatMap((change): readonly DesiredRecordSet[] => {
      const { address, before } = change;
      if (address.kind !== 'record_set' || before === null) return [];
      const known = sets.find((set) => set.name === address.name && set.type === address.type);
      return [{ ...recordSetOf(change, before as RecordSetValue), protect: known?.protect ?? false, source }];
    }),
    foreign: 'keep',
    ignore: [],
    notes: [],
  };
}

function recordSetOf({ address, text }: Change, { ttl, values, options = {} }: RecordSetValue) {
  if (address.kind !== 'record_set') throw new Error(`${text} is not a record set`);
  const { name, type } = address;
  const rdata = values.map((value) => {
    const parsed = parseRdata(type, value, absoluteTarget);
    if (!parsed.ok) throw new Error(`the journal holds ${value} for ${text}: ${parsed.problem.message}`);
    return parsed.value;
  });
  return makeRecordSet({ name, type, ttlSeconds: ttl, values: rdata, options });
}

function settingOf({ address, before }: Change): readonly (readonly [string, unknown])[] {
  if (address.kind !== 'setting') return [];
  if (address.field !== 'dnssec') return [[address.field, before as SettingJson]];
  const ds = (before as readonly string[]).flatMap((text): readonly DsRdata[] => {
    const parsed = parseRdata('DS', text, absoluteTarget);
    return parsed.ok ? [parsed.value as DsRdata] : [];
  });
  return [[address.field, ds]];
}

function note(domain: string, message: string): Note {
  return { domain, message };
}
