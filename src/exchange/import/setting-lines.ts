/** Registration settings as the lines of a domain, and those that domains share. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import { sameSetting, settingJson } from '../../planner/value.ts';
import type { RegistrationDescriptor } from '../../schema/capabilities.ts';
import type { Defaults } from '../../schema/config/generated/raw-config.ts';
import { readable } from '../../schema/config/yaml-text.ts';
import { displayName } from '../../schema/dns/name.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { type SettingField, type SettingValue, settingFields } from '../../schema/domain/settings.ts';
import type { HeldZone } from '../holdings.ts';
import { commentLine } from './comment.ts';

interface RegisteredDomain {
  readonly registrar: RegistrationDescriptor;
  readonly live: LiveRegistration;
  readonly zone: HeldZone | undefined;
}

type Switch = 'auto_renew' | 'transfer_lock' | 'privacy';
const switches: readonly Switch[] = ['auto_renew', 'transfer_lock', 'privacy'];

/** Values for `defaults`: what most domains have, where all that can be set are known, so that none is changed by it. */
export function defaultSettings(domains: readonly RegisteredDomain[]): Partial<Record<Switch, boolean>> {
  const shared = switches.flatMap((field) => {
    const settable = domains.filter(({ registrar }) => registrar.registration.settings[field].access === 'write');
    const values = settable.map(({ live }) => live.settings[field]);
    if (settable.length < 2 || values.includes(undefined)) return [];
    return [[field, values.filter((value) => value === true).length * 2 >= values.length] as const];
  });
  return Object.fromEntries(shared);
}

/** A line for each setting that the defaults do not say, and a comment for each that cannot be set. */
export function settingLines(domain: RegisteredDomain, defaults: Defaults): readonly string[] {
  return settingFields.flatMap((field) => {
    const value = domain.live.settings[field];
    if (value === undefined) return [];
    const written = writtenSetting(field, value, domain);
    const support = domain.registrar.registration.settings[field];
    if (support.access !== 'write') {
      return written === null ? [] : [commentLine(`${field}: ${written.text} cannot be set here: ${support.reason}`)];
    }
    if (written === null) return field === 'dnssec' && defaults.dnssec === 'auto' ? ['dnssec: off'] : [];
    if (written.problem !== undefined)
      return [commentLine(`${field}: ${written.text} is left out: ${written.problem}`)];
    return JSON.stringify(defaults[field]) === JSON.stringify(written.value) ? [] : [`${field}: ${written.text}`];
  });
}

interface WrittenSetting {
  readonly value: unknown;
  readonly text: string;
  readonly problem?: string;
}

/** Null: there is nothing to write. */
function writtenSetting(field: SettingField, value: SettingValue, { zone }: RegisteredDomain): WrittenSetting | null {
  if (typeof value === 'boolean') return { value, text: String(value) };
  if (value.length === 0) return null;
  const ofZone = field === 'nameservers' ? zone?.live.nameservers : zone?.live.ds;
  if (ofZone !== undefined && sameSetting(settingJson(ofZone), settingJson(value)))
    return { value: 'auto', text: 'auto' };
  const items = value.map((item) => (typeof item === 'string' ? displayName(item) : printRdata(item)));
  const text = `[${items.map((item) => readable(item, 'flow')).join(', ')}]`;
  if (field === 'nameservers' && items.length < 2) {
    return { value: items, text, problem: 'a delegation has at least two nameservers' };
  }
  return { value: items, text };
}
