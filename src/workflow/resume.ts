/**
 * What an interrupted run left open: calls of which nobody knows whether they took effect. Live state, read anew, tells;
 * recorded state then says what is known to be live, and the user is told what was found.
 */

import { optionsHold } from '../planner/diff/options.ts';
import type { LiveRecordSet, LiveRegistration, LiveZone, Provenance, RecordedDomain } from '../planner/inputs.ts';
import type { Note, ReadProblem, RecordSetValue, SettingJson } from '../planner/plan.ts';
import { sameSetting, settingJson } from '../planner/value.ts';
import { type Address, domainOfAddress, parseAddress } from '../schema/dns/address.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import type { SettingField } from '../schema/domain/settings.ts';
import type { OpenIntent } from '../state/history.ts';
import type { JournalOutcome, RecordedEffect } from '../state/store.ts';
import { outcomeOf } from './outcome-of.ts';

export interface LiveReads {
  readonly registrations: ReadonlyMap<string, LiveRegistration | ReadProblem>;
  readonly zones: ReadonlyMap<string, LiveZone | ReadProblem>;
}

export interface Resumed {
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
 * Calls that cover a domain which could not be read stay open. What a call has done at a domain that left the config
 * is in doubt for good, as nobody reads that domain any more. `now`: ISO 8601.
 */
export function resume(
  intents: readonly OpenIntent[],
  live: LiveReads,
  recorded: ReadonlyMap<string, RecordedDomain>,
  hasLeft: (domain: string) => boolean,
  now: string,
): Resumed {
  const settlements: Settlement[] = [];
  const notes: Note[] = [];
  const updated = new Map(recorded);
  for (const intent of intents) {
    const found = intent.covers
      .filter((text) => !hasLeft(domainOfAddress(text)))
      .map((text) => ({ text, holds: holds(intent, text, live) }));
    if (found.some(({ holds: one }) => one === null)) continue;
    const inForce = found.filter(({ holds: one }) => one === true).map(({ text }) => text);
    const effects = inForce.flatMap((text) => effectOf(intent, text, updated));
    for (const effect of effects) updated.set(effect.domain, withEffect(effect, intent, updated));
    // What is at work closes its own calls; a reader only must not take them for somebody else's changes.
    if (!intent.atWork) {
      const outcome = { id: intent.id, ...ended(intent, inForce, intent.domains.filter(hasLeft)), at: now };
      settlements.push({ domains: intent.domains, outcome, effects });
    }
    for (const domain of intent.domains) {
      const what = hasLeft(domain) ? 'not known whether it took effect' : extent(inForce.length, found.length);
      notes.push({ domain, message: story(intent, what) });
    }
  }
  return { recorded: updated, settlements, notes };
}

function ended(
  { covers }: OpenIntent,
  inForce: readonly string[],
  left: readonly string[],
): Pick<JournalOutcome, 'outcome' | 'inForce' | 'error'> {
  if (left.length > 0) {
    const error = `interrupted; ${left.join(', ')} left the config before it was read back`;
    return { outcome: 'in-doubt', inForce, error };
  }
  const all = inForce.length === covers.length;
  const error = all ? null : `interrupted; read back: ${inForce.length} of ${covers.length} changes are in force`;
  return { ...outcomeOf(covers, inForce), error };
}

/** Whether what the call was to bring about is live now; null where that cannot be told. */
function holds(intent: OpenIntent, text: string, live: LiveReads): boolean | null {
  const address = parseAddress(text);
  if (!address.ok) return null;
  const after = intent.after[text] as RecordSetValue | SettingJson | null | undefined;
  const { value: what } = address;
  if (what.kind === 'record_set') {
    const zone = live.zones.get(what.domain);
    if (zone === undefined || 'problem' in zone) return null;
    const set = zone.recordSets.find(({ name, type }) => name === what.name && type === what.type);
    return setHolds(after as RecordSetValue | null | undefined, set);
  }
  if (what.kind === 'zone') {
    const zone = live.zones.get(what.domain);
    return zone === undefined || 'problem' in zone ? null : zone.status === 'present';
  }
  if (what.kind !== 'setting') return null;
  const registration = live.registrations.get(what.domain);
  if (registration === undefined || 'problem' in registration) return null;
  const value = registration.settings[what.field];
  if (value === undefined || after === undefined || after === null) return null;
  return sameSetting(after as SettingJson, settingJson(value));
}

function setHolds(after: RecordSetValue | null | undefined, live: LiveRecordSet | undefined): boolean {
  if (after === null || after === undefined) return live === undefined;
  if (live === undefined || live.irregular !== undefined || live.ttlSeconds !== after.ttl) return false;
  const values = printValues(live);
  if (values.length !== after.values.length || values.some((value, i) => value !== after.values[i])) return false;
  return optionsHold(after.options ?? {}, live.options);
}

function effectOf(
  intent: OpenIntent,
  text: string,
  recorded: ReadonlyMap<string, RecordedDomain>,
): readonly RecordedEffect[] {
  const address = parseAddress(text);
  if (!address.ok) return [];
  const { account, at } = intent;
  const what = address.value as Extract<Address, { readonly kind: 'record_set' | 'setting' | 'zone' }>;
  const { domain } = what;
  if (what.kind === 'record_set') {
    const { name, type } = what;
    const after = intent.after[text] as RecordSetValue | null | undefined;
    if (after === null || after === undefined) return [{ kind: 'forget-record-set', domain, account, name, type }];
    const known = recorded.get(domain)?.recordSets.find((set) => set.name === name && set.type === type);
    const { ttl: ttlSeconds, values, options = {} } = after;
    const protect = known?.protect ?? false;
    return [{ kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at }];
  }
  const field: SettingField | 'zone' = what.kind === 'zone' ? 'zone' : what.field;
  return [{ kind: 'setting', domain, account, field, value: intent.after[text] as boolean | readonly string[], at }];
}

/** A recorded domain after an effect, for a plan that is made before the effect is stored. */
function withEffect(
  effect: RecordedEffect,
  intent: OpenIntent,
  recorded: ReadonlyMap<string, RecordedDomain>,
): RecordedDomain {
  const { domain } = effect;
  const empty = { domain, registrar: null, dns: null, protect: false, recordSets: [], settings: [] };
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
  if (effect.kind !== 'setting') return before;
  const others = before.settings.filter((one) => one.account !== effect.account || one.field !== effect.field);
  return { ...before, settings: [...others, { ...effect, provenance }] };
}

function extent(inForce: number, all: number): string {
  if (inForce === all) return 'it took effect';
  return inForce === 0 ? 'it did not take effect' : `${inForce} of ${all} changes did`;
}

function story({ run, operation, account, at, startedBy, atWork }: OpenIntent, found: string): string {
  const who = startedBy.actor === null ? startedBy.host : `${startedBy.actor} on ${startedBy.host}`;
  const fate = atWork ? 'is at work, or was cut off, in' : 'was cut off during';
  return `run ${run} (${who}) ${fate} ${operation} at ${account}, ${at}: ${found}`;
}
