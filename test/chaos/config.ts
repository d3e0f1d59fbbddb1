/**
 * Two versions of one config over every registrar of the registry table: what is there, and what an edit makes of it.
 * The first is always the same; the second is drawn by a seed.
 */
import type { GuardCode } from '../../src/planner/plan.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import type { WholeDescriptor } from '../../src/schema/capabilities.ts';
import { settingFields } from '../../src/schema/domain/settings.ts';
import { samples } from '../conformance/samples.ts';
import { type ConfigRecord, editedRecords, firstRecords, pick, type Random } from './zone-content.ts';

/** In the form of the config file, which takes JSON as it takes YAML. */
export interface Config {
  readonly version: 1;
  readonly accounts: Readonly<Record<string, ConfigAccount>>;
  readonly domains: Readonly<Record<string, ConfigDomain>>;
}

interface ConfigAccount {
  readonly registrar: string;
  readonly credentials: Readonly<Record<string, string>>;
}

interface ConfigDomain extends ConfigSettings {
  readonly registrar: string;
  readonly dns?: string;
  readonly protect?: boolean;
  readonly records?: readonly ConfigRecord[];
}

interface ConfigSettings {
  readonly auto_renew?: boolean;
  readonly transfer_lock?: boolean;
  readonly privacy?: boolean;
  readonly nameservers?: 'auto' | readonly string[];
  readonly dnssec?: 'off' | readonly string[];
}

/** The guards would hold back what an edit at random does; each is tested by itself. */
const guards: readonly GuardCode[] = [
  'take-over',
  'vital-record',
  'shadowed',
  'protected',
  'too-many-deletes',
  'too-many-updates',
  'delegation',
  'side-effect',
  'auto-renew-off',
  'transfer-lock-off',
  'privacy-off',
  'too-many-deletes-in-plan',
  'too-many-updates-in-plan',
  'forget-domains',
];
export const consents = guards.flatMap((code) => ['--consent', code]);

/** Requests that an account is given in one run: what its limits let through in about two seconds of the fast clock. */
function budgetOf({ limits }: WholeDescriptor): number {
  return Math.min(200, ...limits.map(({ requests, perMs }) => requests * Math.max(1, Math.floor(20_000 / perMs))));
}

/** Where a second account is needed, so that each stays within its budget. */
function accountOf(descriptor: WholeDescriptor, part: string): string {
  return budgetOf(descriptor) < 60 ? `${descriptor.name}-${part}` : descriptor.name;
}

/** `host`: a registrar that makes zones of domains registered elsewhere. */
export interface ConfigOptions {
  readonly registrars: ReadonlyMap<string, WholeRegistrar>;
  readonly host: string;
  /** Sets in the largest zones. */
  readonly size: number;
}

export function firstConfig({ registrars, host, size }: ConfigOptions): Config {
  const domains: Record<string, ConfigDomain> = {};
  const movable = movableTo(host, registrars);
  for (const { descriptor } of registrars.values()) {
    const { name } = descriptor;
    const zone = `zone-${name}.com`;
    const at = accountOf(descriptor, 'zone');
    domains[zone] = { registrar: at, records: firstRecords(descriptor, zone, sizeFor(descriptor, size)) };
    for (const one of ['one', 'two']) {
      const settings = firstSettings(descriptor);
      if (Object.keys(settings).length === 0) continue;
      domains[`settings-${one}-${name}.com`] = {
        registrar: accountOf(descriptor, 'settings'),
        dns: 'none',
        ...settings,
      };
    }
    domains[`leaves-${name}.com`] = {
      registrar: accountOf(descriptor, 'other'),
      records: firstRecords(descriptor, `leaves-${name}.com`, 2),
    };
  }
  const [settled] = movable;
  if (settled !== undefined) domains[crossName(settled)] = crossDomain(settled, host, registrars, 3);
  return configOf(domains, registrars);
}

/** Creates, updates, deletes, type changes, settings; domains that leave, domains that come, delegations that move. */
export function editedConfig(options: ConfigOptions, first: Config, random: Random): Config {
  const { registrars, host } = options;
  const domains: Record<string, ConfigDomain> = {};
  for (const { descriptor } of registrars.values()) {
    const { name } = descriptor;
    const zone = `zone-${name}.com`;
    const before = first.domains[zone] as ConfigDomain;
    const edits = Math.min(sizeFor(descriptor, options.size), budgetOf(descriptor) / 8);
    domains[zone] = { ...before, records: editedRecords(descriptor, zone, before.records ?? [], edits, random) };
    for (const one of ['one', 'two']) {
      const domain = `settings-${one}-${name}.com`;
      const known = first.domains[domain];
      if (known !== undefined) domains[domain] = { ...known, ...editedSettings(descriptor, random) };
    }
    const coming = `comes-${name}.com`;
    domains[coming] = {
      registrar: accountOf(descriptor, 'other'),
      ...(random() < 0.3 ? { protect: true } : {}),
      records: firstRecords(descriptor, coming, 4),
    };
  }
  for (const name of movableTo(host, registrars)) {
    domains[crossName(name)] = crossDomain(name, host, registrars, 4 + Math.floor(random() * 3));
  }
  return configOf(domains, registrars);
}

function sizeFor(descriptor: WholeDescriptor, size: number): number {
  return Math.min(size, Math.ceil(budgetOf(descriptor) / 4), descriptor.dns.maxRecords ?? size);
}

function firstSettings({ registration: { settings } }: WholeDescriptor): ConfigSettings {
  const values: Required<ConfigSettings> = {
    auto_renew: true,
    transfer_lock: true,
    privacy: true,
    nameservers: ['ns1.example.net', 'ns2.example.net'],
    dnssec: [samples.DS.one],
  };
  const fields = settingFields.filter((field) => settings[field].access === 'write');
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

function editedSettings({ registration: { settings } }: WholeDescriptor, random: Random): ConfigSettings {
  const values: Required<ConfigSettings> = {
    auto_renew: false,
    transfer_lock: false,
    privacy: false,
    nameservers: ['ns2.example.net', 'ns3.example.net', 'ns4.example.net'],
    dnssec: pick<'off' | string[]>(['off', [samples.DS.other]], random),
  };
  const fields = settingFields.filter((field) => settings[field].access === 'write' && random() < 0.7);
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

/** Registrars whose domains can be delegated to the host; the host's own are delegated already. */
function movableTo(host: string, registrars: ReadonlyMap<string, WholeRegistrar>): readonly string[] {
  return [...registrars.values()]
    .map(({ descriptor }) => descriptor)
    .filter(({ name, registration }) => name !== host && registration.settings.nameservers.access === 'write')
    .map(({ name }) => name);
}

const crossName = (registrar: string): string => `cross-${registrar}.com`;

/** Registered at one company and hosted at another: a zone to make, to fill, and then to delegate to. */
function crossDomain(
  registrar: string,
  host: string,
  registrars: ReadonlyMap<string, WholeRegistrar>,
  size: number,
): ConfigDomain {
  const hosting = descriptorOf(registrars, host);
  return {
    registrar: accountOf(descriptorOf(registrars, registrar), 'other'),
    dns: accountOf(hosting, 'zone'),
    nameservers: 'auto',
    records: firstRecords(hosting, crossName(registrar), size),
  };
}

/** With the accounts that its domains name. */
function configOf(
  domains: Readonly<Record<string, ConfigDomain>>,
  registrars: ReadonlyMap<string, WholeRegistrar>,
): Config {
  const names = new Set(Object.values(domains).flatMap(({ registrar, dns }) => [registrar, dns ?? registrar]));
  names.delete('none');
  const accounts = [...names].sort().map((account): [string, ConfigAccount] => {
    const registrar = account.replace(/-\w+$/, '');
    const credentials = descriptorOf(registrars, registrar)
      .credentials.filter(({ insteadOf }) => insteadOf === undefined)
      .map(({ key, variable }) => [key, `\${${variable}}`]);
    return [account, { registrar, credentials: Object.fromEntries(credentials) }];
  });
  return { version: 1, accounts: Object.fromEntries(accounts), domains };
}

function descriptorOf(registrars: ReadonlyMap<string, WholeRegistrar>, name: string): WholeDescriptor {
  const registrar = registrars.get(name);
  if (registrar === undefined) throw new Error(`no registrar ${name}`);
  return registrar.descriptor;
}
