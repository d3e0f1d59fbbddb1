/** The registration settings of one domain: its own, and those of `defaults` that its registrar can change. */
import type { RegistrationDescriptor } from '../capabilities.ts';
import type { DesiredSettings } from '../desired.ts';
import { displayName } from '../dns/name.ts';
import type { DsRdata, Fqdn } from '../dns/rdata.ts';
import { parseRdata, printRdata, rdataFromObject } from '../dns/record-types.ts';
import { absoluteTarget } from '../dns/targets.ts';
import { canonicalNameservers, parseNameserver } from '../domain/nameservers.ts';
import { type SettingField, settingFields } from '../domain/settings.ts';
import type { Problem, Result } from '../result.ts';
import type { Defaults, Domain } from './generated/raw-config.ts';
import type { IssueCode } from './issue.ts';

interface SettingsContext {
  readonly own: Domain;
  readonly defaults: Defaults;
  /** `unknown`: named, but not to be found (that is an issue already), or not known yet. */
  readonly registrar: RegistrationDescriptor | 'none' | 'unknown';
  readonly hasDnsHost: boolean | 'unknown';
  /** `path` from the domain. */
  report(path: readonly (string | number)[], at: 'key' | 'value', code: IssueCode, problem: Problem): void;
}

interface ReadSettings {
  readonly settings: DesiredSettings;
  readonly notes: readonly string[];
}

export function readSettings(context: SettingsContext): ReadSettings {
  const { registrar } = context;
  if (registrar === 'none') reportWithoutRegistrar(context);
  if (registrar === 'none' || registrar === 'unknown') return { settings: {}, notes: [] };
  const settings: { -readonly [F in keyof DesiredSettings]: DesiredSettings[F] } = {};
  const notes: string[] = [];
  for (const field of settingFields) {
    const isOwn = context.own[field] !== undefined;
    const problem = refusal(field, registrar, isOwn, context);
    if (problem !== undefined && isOwn) context.report([field], 'key', problem.code, problem);
    else if (problem !== undefined) notes.push(problem.message);
    else Object.assign(settings, settingOf(field, context));
  }
  return { settings, notes };
}

function reportWithoutRegistrar({ own, report }: SettingsContext): void {
  const fields = settingFields.filter((field) => own[field] !== undefined);
  const [first] = fields;
  if (first === undefined) return;
  const message = `${fields.join(', ')} ${fields.length === 1 ? 'is a setting' : 'are settings'} of the registration, and the domain has no registrar`;
  report([first], 'key', 'no-registrar', {
    message,
    suggestion: `add registrar: with the account that holds the registration, or remove ${fields.length === 1 ? 'the setting' : 'the settings'}`,
  });
}

/** Why a field that the config gives cannot be desired here. A setting that can only be read is the planner's to refuse. */
function refusal(
  field: SettingField,
  registrar: RegistrationDescriptor,
  isOwn: boolean,
  { own, defaults, hasDnsHost }: SettingsContext,
): (Problem & { readonly code: IssueCode }) | undefined {
  const value = isOwn ? own[field] : defaults[field];
  if (value === undefined) return undefined;
  const support = registrar.registration.settings[field];
  if (support.access === 'none' || (support.access === 'read' && !isOwn)) {
    const what = isOwn ? `${field} cannot be set` : `${field} of defaults does not apply`;
    return {
      code: 'unsupported-setting',
      message: `${what} at ${registrar.title}: ${support.reason}`,
      suggestion: `remove ${field} from this domain`,
    };
  }
  if (value !== 'auto' || hasDnsHost !== false) return undefined;
  const instead = field === 'nameservers' ? 'a list of nameservers' : 'off or a list of DS';
  return {
    code: 'no-dns-host',
    message: `${field}: auto${isOwn ? '' : ' of defaults does not apply: it'} takes what the DNS host says, and dns is none`,
    suggestion: `write ${instead}, or name the account that hosts the zone in dns:`,
  };
}

function settingOf(field: SettingField, context: SettingsContext): DesiredSettings {
  const { own, defaults } = context;
  switch (field) {
    case 'nameservers': {
      const value = own.nameservers ?? defaults.nameservers;
      if (value === undefined || value === 'auto') return value === undefined ? {} : { nameservers: value };
      return typeof value === 'string' ? {} : { nameservers: nameserverList(value, context) };
    }
    case 'dnssec': {
      const value = own.dnssec ?? defaults.dnssec;
      if (value === undefined || value === 'auto') return value === undefined ? {} : { dnssec: value };
      return { dnssec: typeof value === 'string' ? [] : dsList(value, context) };
    }
    default: {
      const value = own[field] ?? defaults[field];
      return value === undefined ? {} : { [field]: value };
    }
  }
}

function nameserverList(written: readonly (string | null)[], context: SettingsContext): readonly Fqdn[] {
  const read = readItems('nameservers', 'bad-nameserver', written, parseNameserver, context);
  const names = canonicalNameservers(read);
  if (read.length === written.length && names.length < 2) {
    const message = `a delegation has at least two nameservers, and here is one: ${displayName(names[0] ?? '')}`;
    context.report(['nameservers'], 'value', 'bad-nameserver', { message, suggestion: 'add the others' });
  }
  return names;
}

type WrittenDs = string | { readonly [key: string]: unknown } | null;

function dsList(written: readonly WrittenDs[], context: SettingsContext): readonly DsRdata[] {
  const parse = (ds: NonNullable<WrittenDs>) =>
    typeof ds === 'string' ? parseRdata('DS', ds, absoluteTarget) : rdataFromObject('DS', ds, absoluteTarget);
  const read = readItems('dnssec', 'bad-value', written, parse, context);
  const byText = new Map(read.filter((rdata) => rdata.type === 'DS').map((ds) => [printRdata(ds), ds]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ds]) => ds);
}

/** The items that can be read; a null is broken and was reported. */
function readItems<W, T>(
  field: SettingField,
  code: IssueCode,
  written: readonly (W | null)[],
  parse: (item: W) => Result<T>,
  context: SettingsContext,
): readonly T[] {
  return written.flatMap((item, i) => {
    if (item === null) return [];
    const value = parse(item);
    if (value.ok) return [value.value];
    context.report([field, i], 'value', code, value.problem);
    return [];
  });
}
