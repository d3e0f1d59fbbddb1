/**
 * What an interrupted run left open: calls of which nobody knows whether they took effect. Live state, read anew, tells;
 * recorded state then says what is known to be live, and the user is told what was found.
 */

import { foreignAddress } from '../planner/foreign-sets.ts';
import type { LiveRegistration, LiveZone, Provenance, RecordedDomain } from '../planner/inputs.ts';
import type { Note, ReadProblem, RecordSetValue, Value } from '../planner/plan.ts';
import { isBetween, recordSetValue, sameValue, settingJson } from '../planner/value.ts';
import { type Address, domainOfAddress, parseAddress } from '../schema/dns/address.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import type { OpenIntent } from '../state/history.ts';
import type { JournalOutcome, RecordedEffect } from '../state/store.ts';
import { outcomeOf } from './outcome-of.ts';

interface LiveReads {
  readonly registrations: ReadonlyMap<string, LiveRegistration | ReadProblem>;
  readonly zones: ReadonlyMap<string, LiveZone | ReadProblem>;
}

/** Who reads the domain now. `left`: nobody, as it left the config. `unread`: somebody, but not in this run. */
export type Keeper = { readonly registrar: string | undefined; readonly dns: string | undefined } | 'left' | 'unread';

interface Resumed {
  /** Recorded state with what was found to be live. */
  readonly recorded: ReadonlyMap<string, RecordedDomain>;
  /** How the open calls ended, and what that means for recorded state: for `settle`, once the domains are leased. */
  readonly settlements: readonly Settlement[];
  readonly notes: readonly Note[];
}

export interface Settlement {
  readonly domains: readonly string[];
  readonly outcome: JournalOutcome;
  readonly effects: readonly RecordedEffect[];
}

/**
 * What became of one address of a call. `in-force`: all that the call was to bring about. `in-part`: some of it, with
 * what is live now. `none`: nothing. `unread`: not known in this run. `lost`: never to be known, as nobody reads that
 * place any more.
 */
type Found =
  | { readonly text: string; readonly kind: 'in-force' | 'in-part'; readonly address: Place; readonly live: Value }
  | { readonly text: string; readonly kind: 'none' | 'unread' | 'lost' };

type Place = Extract<Address, { readonly kind: 'record_set' | 'setting' | 'zone' }>;

/**
 * Calls that cover what could not be read stay open; what is known of them counts all the same. `now`: ISO 8601.
 */
export function resume(
  intents: readonly OpenIntent[],
  live: LiveReads,
  recorded: ReadonlyMap<string, RecordedDomain>,
  keeperOf: (domain: string) => Keeper,
  now: string,
): Resumed {
  const settlements: Settlement[] = [];
  const notes: Note[] = [];
  const updated = new Map(recorded);
  const counted = new Set<string>();
  for (const intent of intents) {
    const found = intent.covers.map((text) => find(intent, text, live, keeperOf(domainOfAddress(text))));
    const effects = [...found.flatMap((one) => effectOf(intent, one)), ...rowsEffects(intent, found, updated, counted)];
    for (const effect of effects) updated.set(effect.domain, withEffect(effect, intent, updated));
    if (found.some(({ kind }) => kind === 'unread')) continue;
    // What is at work closes its own calls; a reader only must not take them for somebody else's changes.
    if (!intent.atWork) {
      const outcome: JournalOutcome = { id: intent.id, readBack: true, ...ended(intent, found), at: now };
      settlements.push({ domains: intent.domains, outcome, effects });
    }
    for (const domain of intent.domains) {
      const here = found.filter(({ text }) => domainOfAddress(text) === domain);
      notes.push({ domain, message: story(intent, extent(here)) });
    }
  }
  return { recorded: updated, settlements, notes };
}

function ended({ covers }: OpenIntent, found: readonly Found[]): Pick<JournalOutcome, 'outcome' | 'found' | 'error'> {
  const inForce = found.filter(({ kind }) => kind === 'in-force');
  const left = Object.fromEntries(found.flatMap((one) => ('live' in one ? [[one.text, one.live]] : [])));
  const lost = found.filter(({ kind }) => kind === 'lost');
  if (lost.length > 0) {
    const where = lost.map(({ text }) => text).join(', ');
    return {
      outcome: 'in-doubt',
      found: left,
      error: `interrupted; not read back, as nobody manages it any more: ${where}`,
    };
  }
  const outcome = outcomeOf(covers, new Set(inForce.map(({ text }) => text)), left);
  if (outcome.outcome === 'done') return { ...outcome, error: null };
  const inPart = found.filter(({ kind }) => kind === 'in-part').length;
  const partly = inPart === 0 ? '' : `, ${inPart} in part`;
  const error = `interrupted; read back: of ${covers.length} changes ${inForce.length} are in force${partly}`;
  return { ...outcome, error };
}

/** Live state tells only where it was read at the account that the call went to. */
function find(intent: OpenIntent, text: string, live: LiveReads, keeper: Keeper): Found {
  const parsed = parseAddress(text);
  if (!parsed.ok || parsed.value.kind === 'domain' || parsed.value.kind === 'name') return { text, kind: 'lost' };
  if (keeper === 'unread') return { text, kind: 'unread' };
  const address = parsed.value;
  const account = keeper === 'left' ? undefined : address.kind === 'setting' ? keeper.registrar : keeper.dns;
  if (account !== intent.account) return { text, kind: 'lost' };
  const value = liveValue(address, live);
  if (value === undefined) return { text, kind: 'unread' };
  const before = (intent.before[text] ?? null) as Value;
  const after = (intent.after[text] ?? null) as Value;
  if (sameValue(after, value)) return { text, kind: 'in-force', address, live: after };
  const inPart = address.kind === 'record_set' && isBetween(before, after, value);
  return inPart ? { text, kind: 'in-part', address, live: value } : { text, kind: 'none' };
}

/** Undefined where it was not read. */
function liveValue(address: Place, { registrations, zones }: LiveReads): Value | undefined {
  if (address.kind === 'setting') {
    const registration = registrations.get(address.domain);
    if (registration === undefined || 'problem' in registration) return undefined;
    const value = registration.settings[address.field];
    return value === undefined ? undefined : settingJson(value);
  }
  const zone = zones.get(address.domain);
  if (zone === undefined || 'problem' in zone || zone.status === 'unreachable') return undefined;
  if (address.kind === 'zone') return zone.status === 'present' ? true : null;
  const set = zone.recordSets.find(({ name, type }) => name === address.name && type === address.type);
  if (set === undefined) return null;
  return recordSetValue(set.ttlSeconds, printValues(set), set.options, set.irregular);
}

function effectOf({ account, at, after, recorded, managed }: OpenIntent, found: Found): readonly RecordedEffect[] {
  if (!('address' in found)) return [];
  const { address, live, text } = found;
  const { domain } = address;
  if (address.kind !== 'record_set') {
    const field = address.kind === 'zone' ? 'zone' : address.field;
    if (!(text in managed)) return [{ kind: 'forget-setting', domain, account, field }];
    return [{ kind: 'setting', domain, account, field, value: live as boolean | readonly string[], at }];
  }
  const { name, type } = address;
  const set = live as RecordSetValue | null;
  const ours = managed[text] ?? (after[text] === null ? recorded[text] : undefined);
  if (set === null || ours === undefined) return [{ kind: 'forget-record-set', domain, account, name, type }];
  const { protect } = ours;
  // Of one that is half-way there, all that it was to change: the next plan goes on from that.
  const half = Object.keys((after[text] as RecordSetValue | null)?.options ?? {});
  const manages = found.kind === 'in-force' ? ours.options : half;
  const options = Object.fromEntries(Object.entries(set.options ?? {}).filter(([key]) => manages.includes(key)));
  const { ttl: ttlSeconds, values, irregular } = set;
  const effect = { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at } as const;
  return [irregular === undefined ? effect : { ...effect, irregular }];
}

/** What the zones hold after what the call did to them. `counted`: addresses of which another call has told. */
function rowsEffects(
  { before }: OpenIntent,
  found: readonly Found[],
  recorded: ReadonlyMap<string, RecordedDomain>,
  counted: Set<string>,
): readonly RecordedEffect[] {
  const added = new Map<string, number>();
  const gone = new Set<string>();
  for (const one of found) {
    if (!('address' in one) || one.address.kind !== 'record_set' || counted.has(one.text)) continue;
    counted.add(one.text);
    if (one.live === null) gone.add(one.text);
    const { domain } = one.address;
    const rows = rowsOf(one.live) - rowsOf((before[one.text] ?? null) as Value);
    added.set(domain, (added.get(domain) ?? 0) + rows);
  }
  return [...added].flatMap(([domain, rows]): readonly RecordedEffect[] => {
    const { zoneRows: known = null, foreign = null } = recorded.get(domain) ?? {};
    if (known === null || rows === 0) return [];
    const effect = { kind: 'zone-rows', domain, rows: Math.max(0, known + rows) } as const;
    if (foreign === null) return [effect];
    return [{ ...effect, foreign: foreign.filter((set) => !gone.has(foreignAddress(set, domain))) }];
  });
}

function rowsOf(value: Value): number {
  return value !== null && typeof value === 'object' && 'values' in value ? value.values.length : 0;
}

/** A recorded domain after an effect, for a plan that is made before the effect is stored. */
function withEffect(
  effect: RecordedEffect,
  intent: OpenIntent,
  recorded: ReadonlyMap<string, RecordedDomain>,
): RecordedDomain {
  const { domain } = effect;
  const empty = {
    ...{ domain, registrar: null, dns: null, protect: false, zoneRows: null, foreign: null },
    ...{ recordSets: [], settings: [] },
  } as const;
  const before = recorded.get(domain) ?? empty;
  const { run, at, startedBy } = intent;
  const provenance: Provenance = { run, at, actor: startedBy.actor, commit: null, ciUrl: startedBy.ciUrl };
  if (effect.kind === 'record-set' || effect.kind === 'forget-record-set') {
    const others = before.recordSets.filter(
      (set) => set.account !== effect.account || set.name !== effect.name || set.type !== effect.type,
    );
    if (effect.kind === 'forget-record-set') return { ...before, recordSets: others };
    return { ...before, recordSets: [...others, { ...effect, provenance }] };
  }
  if (effect.kind === 'zone-rows') {
    return { ...before, zoneRows: effect.rows, foreign: effect.foreign ?? before.foreign };
  }
  if (effect.kind !== 'setting') return before;
  const others = before.settings.filter((one) => one.account !== effect.account || one.field !== effect.field);
  return { ...before, settings: [...others, { ...effect, provenance }] };
}

function extent(found: readonly Found[]): string {
  const inForce = found.filter(({ kind }) => kind === 'in-force').length;
  const inPart = found.filter(({ kind }) => kind === 'in-part').length;
  if (found.some(({ kind }) => kind === 'lost')) return 'not known whether it took effect';
  if (inForce === found.length) return 'it took effect';
  if (inForce + inPart === 0) return 'it did not take effect';
  return inPart === 0 ? `${inForce} of ${found.length} changes did` : 'it took effect in part';
}

function story({ run, operation, account, at, startedBy, atWork }: OpenIntent, found: string): string {
  const who = startedBy.actor === null ? startedBy.host : `${startedBy.actor} on ${startedBy.host}`;
  const fate = atWork ? 'is at work, or was cut off, in' : 'was cut off during';
  return `run ${run} (${who}) ${fate} ${operation} at ${account}, ${at}: ${found}`;
}
