/**
 * The way back from a run: its pre-images become desired state, for exactly the addresses that it changed. What comes
 * out is planned, reviewed and applied as anything else; a value that somebody changed since is a refusal.
 */
import { isDefaultOption } from '../planner/diff/options.ts';
import type { RecordedDomain, RecordedRecordSet } from '../planner/inputs.ts';
import type { Note, RecordSetValue, SettingJson, Value } from '../planner/plan.ts';
import { everything, type Targets } from '../planner/targets.ts';
import { zoneThresholds } from '../schema/config/thresholds.ts';
import type { Desired, DesiredDomain, DesiredRecordSet, DesiredSettings } from '../schema/desired.ts';
import { type Address, domainOfAddress, parseAddress } from '../schema/dns/address.ts';
import type { DsRdata, Fqdn, RecordType } from '../schema/dns/rdata.ts';
import type { RecordOptions } from '../schema/dns/record-set.ts';
import { makeRecordSet } from '../schema/dns/record-sets.ts';
import { parseRdata, rdataFromPrinted } from '../schema/dns/record-types.ts';
import { absoluteTarget } from '../schema/dns/targets.ts';
import type { JournalEntry, RunRecord } from '../state/history.ts';
import type { Management } from '../state/store.ts';
import { preImages } from './pre-images.ts';

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
  readonly account: string;
  /** How it was ours before the run; null: it was not. */
  readonly recorded: Management | null;
  /** The same after the run. */
  readonly managed: Management | null;
  readonly before: Value;
  readonly after: Value;
}

/**
 * `config`: for the accounts. A domain that left it is undone at the accounts that it is recorded with. `targets`: of what
 * the run changed, nothing else.
 */
export function undo(
  { journal }: Pick<RunRecord, 'journal'>,
  config: Desired,
  recorded: ReadonlyMap<string, RecordedDomain>,
  { hasAddress }: Pick<Targets, 'hasAddress'> = everything,
): Undo {
  const all = changesOf(journal).filter(({ address, text }) => hasAddress(address.domain, text));
  const domains = [...new Set(all.map(({ address }) => address.domain))].sort();
  const bases = new Map(domains.flatMap((domain) => baseOf(domain, config, recorded) ?? []).map((b) => [b.domain, b]));
  const moving = new Set(all.filter(isDelegation).map(({ address }) => address.domain));
  const sorted = all.map((change) => {
    const { domain } = change.address;
    return { change, left: whyLeft(change, bases.get(domain), moving.has(domain)) };
  });
  const kept = sorted.filter(({ left }) => left === null).map(({ change }) => change);
  const desired = [...bases.values()].map((base) =>
    undoneDomain(
      base,
      kept.filter(({ address }) => address.domain === base.domain),
      recorded.get(base.domain)?.recordSets ?? [],
    ),
  );
  const givenBack = kept.filter(({ before, recorded }) => before !== null && recorded === null);
  const left = sorted.flatMap(({ change, left }) => (left === null ? [] : [note(change.address.domain, left)]));
  return {
    desired: { ...config, domains: desired },
    targets: kept.map(({ text }) => text).sort(),
    expected: new Map(kept.map(({ text, after }) => [text, after])),
    notes: [
      ...new Map(
        [...left, ...givenBackNotes(givenBack), ...inDoubt(journal, hasAddress)].map((one) => [
          JSON.stringify(one),
          one,
        ]),
      ).values(),
    ],
  };
}

/** Why a change is not undone; null: it is. `moving`: the delegation of its domain goes back. */
function whyLeft(change: Change, base: Base | undefined, moving: boolean): string | null {
  const { address, text, account, before } = change;
  if (address.kind === 'zone') return 'the zone that the run made stays: zones are never deleted';
  // A setting has no absence: where the pre-image is null, nobody knows what it was.
  if (address.kind === 'setting' && before === null) return `${text}: what was there before is not known`;
  if (base === undefined) return 'it is neither in the config nor in the state any more, so its account is not known';
  if (account !== accountOf(change, base))
    return `${text}: the run changed it at ${account}, where it is no longer managed`;
  if (moving && address.kind === 'record_set' && before === null) {
    return `the record sets that the run made at ${account} stay: resolvers go on asking there for days after the nameservers went back`;
  }
  return null;
}

/** One for each domain. */
function givenBackNotes(changes: readonly Change[]): readonly Note[] {
  const domains = [...new Set(changes.map(({ address }) => address.domain))];
  return domains.map((domain) => {
    const addresses = changes.filter(({ address }) => address.domain === domain).map(({ text }) => text);
    return note(domain, `not managed before the run, and not managed after the undo: ${addresses.join(', ')}`);
  });
}

function isDelegation({ address, before }: Change): boolean {
  return address.kind === 'setting' && address.field === 'nameservers' && before !== null;
}

/** Only what is known to have taken effect. */
function changesOf(journal: readonly JournalEntry[]): readonly Change[] {
  return preImages(journal).flatMap(({ address: text, certain, before, after, ...rest }): readonly Change[] => {
    const parsed = parseAddress(text);
    if (!certain || !parsed.ok || parsed.value.kind === 'domain' || parsed.value.kind === 'name') return [];
    return [{ ...rest, address: parsed.value, text, before: before as Value, after: after as Value }];
  });
}

function inDoubt(journal: readonly JournalEntry[], hasAddress: Targets['hasAddress']): readonly Note[] {
  const open = journal.filter(
    ({ outcome, covers }) =>
      (outcome === null || outcome === 'in-doubt') && covers.some((text) => hasAddress(domainOfAddress(text), text)),
  );
  return open.flatMap(({ operation, domain, covers }) => {
    const where = [...new Set(domain === null ? covers.map(domainOfAddress) : [domain])];
    const message = `not known whether the run's ${operation} took effect, so it is not undone: ${covers.join(', ')}`;
    return where.map((one) => note(one, message));
  });
}

function isAt(set: RecordedRecordSet, address: Extract<Address, { readonly kind: 'record_set' }>): boolean {
  return set.name === address.name && set.type === address.type;
}

type Base = Pick<DesiredDomain, 'domain' | 'source' | 'registrar' | 'dns' | 'thresholds'>;

/** Where the address is managed now. */
function accountOf({ address }: Change, { registrar, dns }: Base): string | undefined {
  return address.kind === 'setting' ? registrar : dns;
}

function baseOf(domain: string, config: Desired, recorded: ReadonlyMap<string, RecordedDomain>): Base | null {
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
    thresholds: zoneThresholds,
  };
}

/** The domain as it is recorded, with the pre-images in their places. Only these are planned for. */
function undoneDomain(base: Base, changes: readonly Change[], recorded: readonly RecordedRecordSet[]): DesiredDomain {
  const untouched = recorded.filter(
    (set) =>
      set.account === base.dns && !changes.some(({ address }) => address.kind === 'record_set' && isAt(set, address)),
  );
  return {
    ...base,
    settings: Object.fromEntries(changes.flatMap(settingOf)) as DesiredSettings,
    givesBack: changes.flatMap(({ address, recorded }) =>
      address.kind === 'setting' && recorded === null ? [address.field] : [],
    ),
    recordSets: [
      // Or the zone would look as if the undo left nothing in it.
      ...untouched.map(({ name, type, ttlSeconds: ttl, values, options }) => ({
        ...recordSetOf(name, type, { ttl, values, options }),
        source: base.source,
      })),
      ...changes.flatMap((change) => recordSetBefore(change, base)),
    ],
    foreign: 'keep',
    ignore: [],
    notes: [],
  };
}

/** A set as it was: live, and in the state. */
function recordSetBefore(
  { address, before, after, recorded, managed }: Change,
  base: Base,
): readonly DesiredRecordSet[] {
  if (address.kind !== 'record_set' || before === null) return [];
  const { ttl, values, options = {} } = before as RecordSetValue;
  const manages = recorded?.options ?? null;
  const value = { ttl, values, options: optionsToTakeBack(options, after as RecordSetValue | null, manages ?? []) };
  const set = { ...recordSetOf(address.name, address.type, value), manages, source: base.source };
  // What was protected or freed since is not what the run did.
  return recorded === null || recorded.protect === managed?.protect ? [set] : [{ ...set, protect: recorded.protect }];
}

/**
 * Those that were ours, and, of an update, the options that the run set; it left the others as they were, and they may be
 * nobody's business here. Of a deletion: those that a new set would not have by itself.
 */
function optionsToTakeBack(
  before: RecordOptions,
  after: RecordSetValue | null,
  manages: readonly string[],
): RecordOptions {
  const set = (key: string) => Object.hasOwn(after?.options ?? {}, key);
  const kept = Object.entries(before).filter(
    ([key, value]) => manages.includes(key) || (after === null ? !isDefaultOption(value) : set(key)),
  );
  return Object.fromEntries(kept);
}

function recordSetOf(name: Fqdn, type: RecordType, { ttl, values, options = {} }: RecordSetValue) {
  const rdata = values.map((value) => {
    const parsed = rdataFromPrinted(type, value);
    if (!parsed.ok) throw new Error(`the state holds ${value} for ${name} ${type}: ${parsed.problem.message}`);
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
