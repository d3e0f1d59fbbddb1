/** What recorded state becomes when a change is in force. */

import type { LiveRecordSet, RecordedDomain } from '../../planner/inputs.ts';
import type { Change, RecordSetChange, SettingChange } from '../../planner/plan.ts';
import { settingJson } from '../../planner/value.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { parseAddress } from '../../schema/dns/address.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { Protection } from '../../schema/protection.ts';
import type { RecordedEffect } from '../../state/store.ts';

/** `released`: addresses that are nobody's from now on. */
export function recordSetEffect(
  change: RecordSetChange,
  desired: DesiredDomain,
  account: string,
  at: string,
  released: ReadonlySet<string>,
): RecordedEffect {
  const { domain } = desired;
  if (change.after === null || released.has(change.address)) {
    const { name, type } = (change.after ?? change.before) as NonNullable<RecordSetChange['before']>;
    return { kind: 'forget-record-set', domain, account, name, type };
  }
  const { name, type, ttlSeconds, protect } = change.after;
  // What the config names is what is managed, not what its defaults were resolved to.
  const wanted = desired.recordSets.find((set) => set.name === name && set.type === type);
  const options = wanted?.options ?? change.after.options;
  const values = printValues(change.after);
  return { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at };
}

/** Of a change that ended half-way: what is live is ours, as far as it got. */
export function halfWayEffect(
  { before, after }: RecordSetChange,
  live: LiveRecordSet | undefined,
  recorded: RecordedDomain | undefined,
  domain: string,
  account: string,
  at: string,
): RecordedEffect {
  const { name, type } = (after ?? before) as NonNullable<RecordSetChange['before']>;
  if (live === undefined) return { kind: 'forget-record-set', domain, account, name, type };
  const { ttlSeconds } = live;
  const options = managedOptions(live.options, after?.options ?? {});
  const known = recorded?.recordSets.find((set) => set.account === account && set.name === name && set.type === type);
  const protect = (after ?? known)?.protect ?? false;
  const values = printValues(live);
  return withIrregular(
    { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at },
    live.irregular,
  );
}

type RecordSetEffect = Extract<RecordedEffect, { readonly kind: 'record-set' }>;

function withIrregular(effect: RecordSetEffect, irregular: string | undefined): RecordSetEffect {
  return irregular === undefined ? effect : { ...effect, irregular };
}

export function settingEffect(change: SettingChange, account: string, at: string): RecordedEffect {
  const { domain, field } = change;
  return { kind: 'setting', domain, account, field, value: settingJson(change.after), at };
}

export function zoneEffect(domain: string, account: string, at: string): RecordedEffect {
  return { kind: 'setting', domain, account, field: 'zone', value: true, at };
}

/** `root`: the config that manages it from now on; null: as before. */
export function domainEffect(desired: DesiredDomain, protect: Protection, root: string | null): RecordedEffect {
  const { domain, registrar = null, dns = null } = desired;
  return { kind: 'domain', domain, registrar, dns, protect, ...(root === null ? {} : { root }) };
}

/** What a change of the state is made from. */
export interface StateSides {
  readonly desired: DesiredDomain | undefined;
  readonly recorded: RecordedDomain | undefined;
  readonly released: ReadonlySet<string>;
  readonly refreshOnly: boolean;
  /** The config that manages the domain from now on; null: as before. */
  readonly root: string | null;
}

/** The effect of a change that needs no call. `adopt` records what is live; `forget` drops what was recorded. */
export function stateEffect(change: Change, sides: StateSides, at: string): RecordedEffect {
  const { desired } = sides;
  const { domain, account } = change;
  if (change.kind === 'registration') {
    if (change.action === 'forget' || desired === undefined) return { kind: 'forget-domain', domain };
    return domainEffect(desired, change.protect?.after ?? false, sides.root);
  }
  const address = parseAddress(change.address);
  if (!address.ok) throw new Error(`${change.address}: ${address.problem.message}`);
  const { value: what } = address;
  if (what.kind === 'record_set') return recordSetStateEffect(change, what, sides, at);
  if (what.kind !== 'setting' && what.kind !== 'zone')
    throw new Error(`${change.address} is not a change of the state`);
  const field = what.kind === 'zone' ? 'zone' : what.field;
  if (change.action === 'forget') return { kind: 'forget-setting', domain, account, field };
  return { kind: 'setting', domain, account, field, value: change.after as boolean | readonly string[], at };
}

function recordSetStateEffect(
  change: Change,
  { name, type }: { readonly name: string; readonly type: RecordType },
  { desired, recorded, released, refreshOnly }: StateSides,
  at: string,
): RecordedEffect {
  const { domain, account, address } = change;
  if (change.action === 'forget' || released.has(address)) {
    return { kind: 'forget-record-set', domain, account, name, type };
  }
  const live = change.after;
  if (live === null || typeof live !== 'object' || !('ttl' in live)) {
    throw new Error(`${address} has no record set to adopt`);
  }
  const isIt = (set: { readonly name: string; readonly type: RecordType }) => set.name === name && set.type === type;
  const wanted = desired?.recordSets.find(isIt);
  const known = recorded?.recordSets.find((set) => isIt(set) && set.account === account);
  // A refresh changes what is known of the live value, and nothing else.
  const { options = {} } = (refreshOnly ? known : wanted) ?? {};
  const protect = change.protect?.after ?? false;
  const managed = managedOptions(live.options ?? {}, options);
  const { ttl: ttlSeconds, values } = live;
  return withIrregular(
    { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options: managed, protect, at },
    live.irregular,
  );
}

/** Those of the live options that somebody manages. */
function managedOptions(live: RecordOptions, managed: RecordOptions): RecordOptions {
  return Object.fromEntries(Object.keys(managed).flatMap((key) => (live[key] === undefined ? [] : [[key, live[key]]])));
}
