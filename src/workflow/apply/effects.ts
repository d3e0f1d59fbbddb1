/** What recorded state becomes when a change is in force. */
import type { Change, RecordSetChange, SettingChange } from '../../planner/plan.ts';
import { settingJson } from '../../planner/value.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { parseAddress } from '../../schema/dns/address.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { RecordedEffect } from '../../state/store.ts';

export function recordSetEffect(
  change: RecordSetChange,
  desired: DesiredDomain,
  account: string,
  at: string,
): RecordedEffect {
  const { domain } = desired;
  if (change.after === null) {
    const { name, type } = change.before as NonNullable<RecordSetChange['before']>;
    return { kind: 'forget-record-set', domain, account, name, type };
  }
  const { name, type, ttlSeconds, protect } = change.after;
  // What the config names is what is managed, not what its defaults were resolved to.
  const wanted = desired.recordSets.find((set) => set.name === name && set.type === type);
  const options = wanted?.options ?? change.after.options;
  const values = printValues(change.after);
  return { kind: 'record-set', domain, account, name, type, ttlSeconds, values, options, protect, at };
}

export function settingEffect(change: SettingChange, account: string, at: string): RecordedEffect {
  const { domain, field } = change;
  return { kind: 'setting', domain, account, field, value: settingJson(change.after), at };
}

export function zoneEffect(domain: string, account: string, at: string): RecordedEffect {
  return { kind: 'setting', domain, account, field: 'zone', value: true, at };
}

export function domainEffect(desired: DesiredDomain, protect: boolean): RecordedEffect {
  const { domain, registrar, dns } = desired;
  return { kind: 'domain', domain, registrar: registrar ?? null, dns: dns ?? null, protect };
}

/** The effect of a change that needs no call. `adopt` records what is live; `forget` drops what was recorded. */
export function stateEffect(change: Change, desired: DesiredDomain | undefined, at: string): RecordedEffect {
  const { domain, account } = change;
  if (change.kind === 'registration') {
    if (change.action === 'forget' || desired === undefined) return { kind: 'forget-domain', domain };
    return domainEffect(desired, change.after === true);
  }
  const address = parseAddress(change.address);
  if (!address.ok) throw new Error(`${change.address}: ${address.problem.message}`);
  const { value: what } = address;
  if (what.kind === 'record_set') return recordSetStateEffect(change, what, desired, at);
  if (what.kind !== 'setting' && what.kind !== 'zone')
    throw new Error(`${change.address} is not a change of the state`);
  const field = what.kind === 'zone' ? 'zone' : what.field;
  if (change.action === 'forget') return { kind: 'forget-setting', domain, account, field };
  return { kind: 'setting', domain, account, field, value: change.after as boolean | readonly string[], at };
}

function recordSetStateEffect(
  change: Change,
  { name, type }: { readonly name: string; readonly type: RecordType },
  desired: DesiredDomain | undefined,
  at: string,
): RecordedEffect {
  const { domain, account } = change;
  if (change.action === 'forget') return { kind: 'forget-record-set', domain, account, name, type };
  const live = change.after;
  if (live === null || typeof live !== 'object' || !('ttl' in live)) {
    throw new Error(`${change.address} has no record set to adopt`);
  }
  const wanted = desired?.recordSets.find((set) => set.name === name && set.type === type);
  const options = wanted?.options ?? {};
  const protect = wanted?.protect ?? false;
  return {
    kind: 'record-set',
    domain,
    account,
    name,
    type,
    ttlSeconds: live.ttl,
    values: live.values,
    options,
    protect,
    at,
  };
}
