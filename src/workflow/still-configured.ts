import { isDefaultOption } from '../planner/diff/options.ts';
import type { PlanInput } from '../planner/inputs.ts';
import type { Change, SettingJson, Value } from '../planner/plan.ts';
import { recordSetValue, sameValue, settingJson } from '../planner/value.ts';
import type { Desired, DesiredDomain } from '../schema/desired.ts';
import { recordSetAddress, settingAddress } from '../schema/dns/address.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import { settingFields } from '../schema/domain/settings.ts';
import type { ApplyReport } from './apply/report.ts';
import type { MadePlan } from './make-plan.ts';

/** After an undo: the addresses at which the config says something else, so that the next apply would change them again. */
export function stillConfigured(
  config: Desired,
  { plan, input }: Pick<MadePlan, 'plan' | 'input'>,
  { results }: Pick<ApplyReport, 'results'>,
): readonly string[] {
  const applied = new Set(results.filter(({ status }) => status === 'applied').map(({ address }) => address));
  const byDomain = new Map(config.domains.map((domain) => [domain.domain, domain]));
  return plan.changes
    .filter((change) => applied.has(change.address) && differs(change, byDomain.get(change.domain), input))
    .map(({ address }) => address);
}

function differs(change: Change, domain: DesiredDomain | undefined, input: PlanInput): boolean {
  // A domain that left the config is forgotten by the next apply, and a setting that left it too: both stay as they are.
  if (domain === undefined || change.kind === 'registration') return false;
  const configured = change.kind === 'setting' ? settingOf(change, domain, input) : recordSetOf(change, domain);
  if (configured === undefined) return change.kind === 'record_set' && change.after !== null;
  return change.after === null || !sameValue(configured, change.after);
}

function recordSetOf({ address }: Change, { domain, recordSets }: DesiredDomain): Value | undefined {
  const set = recordSets.find(({ name, type }) => recordSetAddress(domain, name, type) === address);
  if (set === undefined) return undefined;
  // What an undo made anew has the defaults, and does not name them.
  const options = Object.fromEntries(Object.entries(set.options).filter(([, value]) => !isDefaultOption(value)));
  return recordSetValue(set.ttlSeconds, printValues(set), options);
}

function settingOf({ address }: Change, { domain, settings }: DesiredDomain, input: PlanInput): Value | undefined {
  const field = settingFields.find((name) => settingAddress(domain, name) === address);
  const value = field === undefined ? undefined : settings[field];
  return value === 'auto' ? autoValue(field, domain, input) : value === undefined ? undefined : settingJson(value);
}

/** What `auto` means; null where the zone did not tell, which counts as something else. */
function autoValue(field: string | undefined, domain: string, { zones }: PlanInput): SettingJson | null {
  const zone = zones.get(domain);
  if (zone === undefined || 'problem' in zone) return null;
  if (field === 'dnssec') return zone.ds === undefined ? null : settingJson(zone.ds);
  return zone.nameservers.length === 0 ? null : zone.nameservers;
}
