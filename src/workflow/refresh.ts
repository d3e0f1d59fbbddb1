/** Reads live state: registrations by account, zones one by one, each in the fewest requests. Changes nothing. */
import pMap from 'p-map';
import { dnsHalf } from '../planner/halves.ts';
import type { FormerZone, LiveRegistration, LiveZone, RecordedDomain } from '../planner/inputs.ts';
import type { ReadProblem } from '../planner/plan.ts';
import { suspicionOf } from '../planner/suspicious-read.ts';
import { sameZone, zoneRows } from '../planner/zone-rows.ts';
import { RegistrarError } from '../registrars/errors.ts';
import type { HostService, RegistrationQuery, ZoneQuery } from '../registrars/registrar.ts';
import { count } from '../schema/count.ts';
import type { DesiredDomain } from '../schema/desired.ts';
import { settingAddress } from '../schema/dns/address.ts';
import { apexOf } from '../schema/dns/name.ts';
import type { RecordType } from '../schema/dns/rdata.ts';
import { type SettingField, settingFields } from '../schema/domain/settings.ts';
import { countReads } from './count-reads.ts';
import { readFormerZones } from './former-zones.ts';
import { type OpenAccount, type OpenAccounts, registrationsOf, zonesOf } from './open-accounts.ts';
import type { Progress } from './progress.ts';

interface LiveState {
  readonly registrations: ReadonlyMap<string, LiveRegistration | ReadProblem>;
  readonly zones: ReadonlyMap<string, LiveZone | ReadProblem>;
  readonly formerZones: ReadonlyMap<string, FormerZone>;
}

interface RefreshOptions {
  readonly domains: readonly DesiredDomain[];
  readonly recorded: ReadonlyMap<string, RecordedDomain>;
  /** Settings to read besides those of the config and the state, as `DOMAIN:FIELD`. */
  readonly alsoSettings: ReadonlySet<string>;
  readonly accounts: OpenAccounts;
  /** Zones read at once per account; the account's own limits hold besides. */
  readonly parallelism: number;
  readonly progress: Progress;
  /** Nothing is going to change, so nobody asks what a delegation would leave. */
  readonly refreshOnly: boolean;
}

/** Live state of these domains. A read that failed is a value of its domain, never an exception. */
export async function refresh(options: RefreshOptions): Promise<LiveState> {
  const registered = byAccount(options.domains, (domain) => domain.registrar);
  const hosted = byAccount(options.domains, (domain) => domain.dns);
  const advance = countReads(options.progress, [...registered.keys(), ...[...hosted].flatMap(perZone)]);
  const registrations = new Map<string, LiveRegistration | ReadProblem>();
  const zones = new Map<string, LiveZone | ReadProblem>();
  const pace = { concurrency: options.parallelism };
  await Promise.all([
    ...[...registered].map(async ([account, domains]) => {
      for (const [domain, read] of await readRegistrations(options, account, domains)) registrations.set(domain, read);
      await checkAccess(open(options, account), [...domains.map(({ domain }) => registrations.get(domain))]);
      advance(account);
    }),
    ...[...hosted].map(([account, domains]) =>
      pMap(
        domains,
        async (domain) => {
          const read = await readHostedZone(options, open(options, account), domain);
          await checkAccess(open(options, account), [read]);
          zones.set(domain.domain, read);
          advance(account);
        },
        pace,
      ),
    ),
  ]);
  for (const { domain, registrar, dns } of options.domains) {
    tellRefusal(options, registrar, domain, registrations);
    tellRefusal(options, dns, domain, zones);
  }
  if (options.refreshOnly) return { registrations, zones, formerZones: new Map() };
  const formerZones = await readFormerZones({
    ...options,
    registrations,
    zones,
    accounts: [...options.accounts.keys()],
    readZone: (account, domain) =>
      readZone(open(options, account), { domain, nameservers: true, ds: false, services: ['mail', 'web'] }),
    listZones: (account) => listZones(open(options, account)),
  });
  return { registrations, zones, formerZones };
}

/** A refusal that may be one of this domain or of the account is looked into: what follows would be refused, too. */
async function checkAccess(account: OpenAccount, reads: readonly (object | ReadProblem | undefined)[]): Promise<void> {
  const denied = reads.some((read) => read !== undefined && 'problem' in read && read.problem.code === 'forbidden');
  if (denied && account.refusal() === undefined) await account.checkAccess();
}

/** Whatever reads of a refused account have failed of, also those that were on their way: the account is why. */
function tellRefusal<T extends object>(
  options: RefreshOptions,
  account: string | undefined,
  domain: string,
  reads: Map<string, T | ReadProblem>,
): void {
  const read = reads.get(domain);
  if (account === undefined || read === undefined || !('problem' in read)) return;
  const refusal = open(options, account).refusal();
  if (refusal !== undefined) reads.set(domain, problemOf(refusal, account, domain));
}

async function readRegistrations(options: RefreshOptions, account: string, domains: readonly DesiredDomain[]) {
  const queries = domains.map((domain): RegistrationQuery => {
    const recorded = options.recorded.get(domain.domain)?.settings ?? [];
    const fields = new Set<SettingField>(Object.keys(domain.settings) as SettingField[]);
    for (const setting of recorded) {
      if (setting.account === account && setting.field !== 'zone') fields.add(setting.field);
    }
    for (const field of settingFields) {
      if (options.alsoSettings.has(settingAddress(domain.domain, field))) fields.add(field);
    }
    // Whether a domain is in use is told by its present nameservers; see the `delegation` guard.
    if (fields.has('dnssec')) fields.add('nameservers');
    return { domain: domain.domain, fields: [...fields] };
  });
  try {
    const reads = await registrationsOf(open(options, account)).readRegistrations(queries);
    return domains.map(({ domain }) => [domain, asRead(reads.get(domain), account, domain)] as const);
  } catch (error) {
    return domains.map(({ domain }) => [domain, problemOf(error, account, domain)] as const);
  }
}

function asRead(read: LiveRegistration | RegistrarError | undefined, account: string, domain: string) {
  if (read === undefined) return problemOf(new Error('the registrar gave no answer for it'), account, domain);
  return read instanceof RegistrarError ? problemOf(read, account, domain) : read;
}

/** Where a browser is led to. */
const webTypes: readonly RecordType[] = ['A', 'AAAA', 'ALIAS', 'CNAME', 'URL'];

function queryFor({ domain, settings, recordSets }: DesiredDomain): ZoneQuery {
  // Nameservers that the config lists may be the host's or not: a plan that moves a domain tells what will be answered.
  const nameservers = settings.nameservers !== undefined;
  const apex = recordSets.filter(({ name }) => name === apexOf(domain)).map(({ type }) => type);
  const services: readonly HostService[] = [
    ...(recordSets.some(({ type }) => type === 'MX') ? (['mail'] as const) : []),
    ...(apex.some((type) => webTypes.includes(type)) ? (['web'] as const) : []),
  ];
  return { domain, nameservers, ds: settings.dnssec === 'auto', services };
}

/** What shows much less than there was is read again at once: a list that was cut is rarely cut twice in one place. */
async function readHostedZone(
  { recorded }: RefreshOptions,
  account: OpenAccount,
  domain: DesiredDomain,
): Promise<LiveZone | ReadProblem> {
  const first = await readZone(account, queryFor(domain));
  if ('problem' in first) return first;
  const { name } = account.config;
  const { rewrites } = dnsHalf(account.registrar, name).descriptor.dns;
  if (suspicionOf(first, name, recorded.get(domain.domain) ?? null, rewrites) === null) return first;
  account.client.forgetLists?.();
  const second = await readZone(account, queryFor(domain));
  return 'problem' in second || sameZone(first, second) ? second : contradiction(first, second, name);
}

function contradiction(first: LiveZone, second: LiveZone, account: string): ReadProblem {
  const [before, now] = [first, second].map((zone) =>
    zone.status === 'absent' ? 'no zone' : count(zoneRows(zone), 'record'),
  );
  const message =
    `two reads of the zone ${first.domain} at ${account}, a moment apart, tell different things: ${before}, then ${now}. ` +
    'Nothing is planned from either: run again later.';
  return { problem: { code: 'unexpected-response', message } };
}

async function readZone(account: OpenAccount, query: ZoneQuery): Promise<LiveZone | ReadProblem> {
  try {
    return await zonesOf(account).readZone(query);
  } catch (error) {
    return problemOf(error, account.config.name, query.domain);
  }
}

async function listZones(account: OpenAccount): Promise<readonly string[] | ReadProblem> {
  try {
    return await zonesOf(account).listZones();
  } catch (error) {
    return problemOf(error, account.config.name, 'the list of zones');
  }
}

function problemOf(error: unknown, account: string, domain: string): ReadProblem {
  if (error instanceof RegistrarError) return { problem: { code: error.code, message: error.message } };
  const seen = error instanceof Error ? error.message : String(error);
  const message = `reading ${domain} at ${account} failed: ${seen}. This is a defect of domctl; run again with --verbose and report it.`;
  return { problem: { code: 'unexpected', message } };
}

function open(options: RefreshOptions, account: string): OpenAccount {
  const found = options.accounts.get(account);
  if (found === undefined) throw new Error(`account ${account} is not open`);
  return found;
}

function byAccount(domains: readonly DesiredDomain[], of: (domain: DesiredDomain) => string | undefined) {
  const groups = new Map<string, DesiredDomain[]>();
  for (const domain of domains) {
    const account = of(domain);
    if (account === undefined) continue;
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [domain]);
    else group.push(domain);
  }
  return groups;
}

function perZone([account, domains]: readonly [string, readonly DesiredDomain[]]): readonly string[] {
  return domains.map(() => account);
}
