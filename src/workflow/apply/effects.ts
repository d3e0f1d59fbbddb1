/** What recorded state becomes when a change is in force. */

import type { LiveRecordSet, RecordedDomain } from '../../planner/inputs.ts';
import type { Change, RecordSetChange, SettingChange } from '../../planner/plan.ts';
import { settingJson } from '../../planner/value.ts';
import type { DesiredDomain, DesiredRecordSet } from '../../schema/desired.ts';
import { parseAddress } from '../../schema/dns/address.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import type { RecordOptions } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { Protection } from '../../schema/protection.ts';
import type { Management, RecordedEffect } from '../../state/store.ts';

/** Of what has no protection and no options of its own. */
export const plainManagement: Management = { protect: false, options: [] };

export function recordSetEffect(
  { before, after }: RecordSetChange,
  domain: string,
  account: string,
  at: string,
): RecordedEffect {
  const manages = managedBy(after);
  if (after === null || manages === null) {
    const { name, type } = (after ?? before) as NonNullable<RecordSetChange['before']>;
    return { kind: 'forget-record-set', domain, account, name, type };
  }
  const { name, type, ttlSeconds, protect } = after;
  const options = managedOptions(after.options, manages);
  const values = printValues(after);
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
  const options = managedOptions(live.options, Object.keys(after?.options ?? {}));
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
  if (change.givenBack) return { kind: 'forget-setting', domain, account, field };
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
interface StateSides {
  readonly desired: DesiredDomain | undefined;
  readonly recorded: RecordedDomain | undefined;
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
  if (change.action === 'forget' || (field !== 'zone' && desired?.givesBack?.includes(field))) {
    return { kind: 'forget-setting', domain, account, field };
  }
  return { kind: 'setting', domain, account, field, value: change.after as boolean | readonly string[], at };
}

function recordSetStateEffect(
  change: Change,
  { name, type }: { readonly name: string; readonly type: RecordType },
  { desired, recorded, refreshOnly }: StateSides,
  at: string,
): RecordedEffect {
  const { domain, account, address } = change;
  const isIt = (set: { readonly name: string; readonly type: RecordType }) => set.name === name && set.type === type;
  const wanted = desired?.recordSets.find(isIt);
  if (change.action === 'forget' || wanted?.manages === null) {
    return { kind: 'forget-record-set', domain, account, name, type };
  }
  const live = change.after;
  if (live === null || typeof live !== 'object' || !('ttl' in live)) {
    throw new Error(`${address} has no record set to adopt`);
  }
  const known = recorded?.recordSets.find((set) => isIt(set) && set.account === account);
  // A refresh changes what is known of the live value, and nothing else.
  const options = managedOptions(live.options ?? {}, managedBy(refreshOnly ? known : wanted) ?? []);
  const protect = change.protect?.after ?? false;
  const { ttl: ttlSeconds, values } = live;
  return withIrregular(
    { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at },
    live.irregular,
  );
}

/** The options that a set manages; null: it is nobody's. */
export function managedBy(
  set: Pick<DesiredRecordSet, 'manages' | 'options'> | null | undefined,
): readonly string[] | null {
  if (!set || set.manages === null) return null;
  return set.manages ?? Object.keys(set.options);
}

/** Those of the live options that somebody manages. */
function managedOptions(live: RecordOptions, managed: readonly string[]): RecordOptions {
  return Object.fromEntries(managed.flatMap((key) => (live[key] === undefined ? [] : [[key, live[key]]])));
}
