/** Reads what accounts hold, whether or not a config names it: lists first, then registrations and zones. Changes nothing. */
import pMap from 'p-map';
import type { AccountProblem, Held, HeldZone, Holdings } from '../exchange/holdings.ts';
import { registrationHalf } from '../planner/halves.ts';
import type { LiveRegistration } from '../planner/inputs.ts';
import { hasNameservers } from '../planner/unanswered.ts';
import { RegistrarError } from '../registrars/errors.ts';
import { parseDomain } from '../schema/dns/name.ts';
import { type SettingField, settingFields } from '../schema/domain/settings.ts';
import { countReads } from './count-reads.ts';
import { type OpenAccount, type OpenAccounts, registrationsOf, zonesOf } from './open-accounts.ts';
import type { Progress } from './progress.ts';

/** An account, or one of its domains. */
export interface WantedHolding {
  readonly account: string;
  readonly domain?: string;
}

interface HoldingsOptions {
  readonly accounts: OpenAccounts;
  /** Names of open accounts; an account alone stands for all its domains. */
  readonly wanted: readonly WantedHolding[];
  /** Zones read at once per account; the account's own limits hold besides. */
  readonly parallelism: number;
  readonly progress: Progress;
}

/** A read that failed is a problem of its account or domain, never an exception. */
export async function readHoldings(options: HoldingsOptions): Promise<Holdings> {
  const names = [...new Set(options.wanted.map(({ account }) => account))].sort();
  const listed = await Promise.all(names.map((name) => list(name, options)));
  const domains = [...new Set(listed.flatMap(({ registered, zones }) => [...registered, ...zones]))].sort();
  const hosts = hostsOf(listed);
  const registered = listed.filter((account) => account.registered.length > 0);
  const registrarOf = new Map(
    registered.flatMap(({ account, registered: names }) => names.map((name) => [name, account])),
  );
  // Side by side at each account, so that a slow one holds up nobody else.
  const groups = new Map<string, string[]>();
  for (const domain of domains) {
    const account = hosts.get(domain)?.[0] ?? registrarOf.get(domain) ?? '';
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [domain]);
    else group.push(domain);
  }
  const ended = countReads(options.progress, [
    ...registered.map(({ account }) => account),
    ...[...groups].flatMap(([account, group]) => group.map(() => account)),
  ]);
  const registrations = new Map<string, Registered>();
  const remarks: string[] = [];
  for (const read of await Promise.all(registered.map((account) => readRegistrations(account, options, ended)))) {
    for (const [domain, one] of read) {
      const other = registrations.get(domain)?.account;
      if (other === undefined) registrations.set(domain, one);
      else
        remarks.push(
          `${domain} is registered at ${other} and at ${one.account}, as they say: it was taken from ${other}.`,
        );
    }
  }
  const held = await Promise.all(
    [...groups].map(([account, group]) =>
      pMap(
        group,
        async (domain) => {
          const one = await readDomain(domain, registrations.get(domain), hosts.get(domain) ?? [], options);
          ended(account);
          return one;
        },
        { concurrency: options.parallelism },
      ),
    ),
  );
  return {
    domains: held.flat().sort((a, b) => (a.domain < b.domain ? -1 : 1)),
    problems: [...listed.flatMap(({ problems }) => problems), ...missing(options.wanted, listed)],
    remarks,
  };
}

interface Listed {
  readonly account: string;
  readonly registered: readonly string[];
  readonly zones: readonly string[];
  readonly problems: readonly AccountProblem[];
}

async function list(account: string, options: HoldingsOptions): Promise<Listed> {
  const { client } = open(options, account);
  const problems: AccountProblem[] = [];
  const told = async (read: () => Promise<readonly string[]>): Promise<readonly string[]> => {
    try {
      return await read();
    } catch (error) {
      problems.push({ account, message: messageOf(error) });
      return [];
    }
  };
  const [registered, zones] = await Promise.all([
    told(async () => ((await client.registration?.listRegistrations()) ?? []).map(({ domain }) => domain)),
    told(async () => (await client.dns?.listZones()) ?? []),
  ]);
  const own = options.wanted.filter((one) => one.account === account);
  const isWanted = (domain: string) => own.some((one) => one.domain === undefined || one.domain === domain);
  // An account that cannot be entered says so twice.
  const unique = [...new Map(problems.map((problem) => [problem.message, problem])).values()];
  return { account, registered: registered.filter(isWanted), zones: zones.filter(isWanted), problems: unique };
}

/** Domains that were asked for by name, and are not there. */
function missing(wanted: readonly WantedHolding[], listed: readonly Listed[]): readonly AccountProblem[] {
  return wanted.flatMap(({ account, domain }) => {
    const found = listed.find((one) => one.account === account);
    if (domain === undefined || found === undefined || found.problems.length > 0) return [];
    if (found.registered.includes(domain) || found.zones.includes(domain)) return [];
    return [{ account, message: `${account} holds neither a registration nor a zone of ${domain}.` }];
  });
}

type Registered = { readonly account: string; readonly live: LiveRegistration | AccountProblem };

async function readRegistrations(
  { account, registered }: Listed,
  options: HoldingsOptions,
  ended: (account: string) => void,
): Promise<readonly (readonly [string, Registered])[]> {
  const opened = open(options, account);
  const { settings } = registrationHalf(opened.registrar, account).descriptor.registration;
  const fields: readonly SettingField[] = settingFields.filter((field) => settings[field].access !== 'none');
  const problem = (error: unknown): Registered => ({ account, live: { account, message: messageOf(error) } });
  try {
    const reads = await registrationsOf(opened).readRegistrations(registered.map((domain) => ({ domain, fields })));
    return registered.map((domain) => {
      const live = reads.get(domain) ?? new Error(`${account} gave no answer for ${domain}.`);
      return [domain, live instanceof Error ? problem(live) : { account, live }] as const;
    });
  } catch (error) {
    return registered.map((domain) => [domain, problem(error)] as const);
  } finally {
    ended(account);
  }
}

/** Accounts that have a zone of a domain, the one that registers it last: another is there because it was chosen. */
function hostsOf(listed: readonly Listed[]): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, string[]>();
  for (const account of listed) {
    const registered = new Set(account.registered);
    for (const domain of account.zones) {
      const there = hosts.get(domain) ?? [];
      hosts.set(domain, registered.has(domain) ? [...there, account.account] : [account.account, ...there]);
    }
  }
  return hosts;
}

async function readDomain(
  domain: string,
  registered: Registered | undefined,
  hosts: readonly string[],
  options: HoldingsOptions,
): Promise<Held> {
  // Some lists name what no config can hold.
  const name = parseDomain(domain);
  if (!name.ok)
    return {
      domain,
      unserved: [],
      problems: [{ account: hosts[0] ?? registered?.account ?? '', message: `${name.problem.message}.` }],
    };
  if (registered !== undefined && 'message' in registered.live) {
    return { domain, unserved: [], problems: [registered.live] };
  }
  const registration =
    registered === undefined ? undefined : { account: registered.account, live: registered.live as LiveRegistration };
  const found = await findZone(domain, registration?.live, hosts, options);
  return { domain, ...(registration === undefined ? {} : { registration }), ...found };
}

/** The zone that the domain is delegated to; where that is not told, the first one. */
async function findZone(
  domain: string,
  registration: LiveRegistration | undefined,
  hosts: readonly string[],
  options: HoldingsOptions,
): Promise<Pick<Held, 'zone' | 'unserved' | 'problems'>> {
  const delegated = registration?.settings.nameservers ?? [];
  const ds = (registration?.settings.dnssec ?? []).length > 0;
  const problems: AccountProblem[] = [];
  let undecided: HeldZone | undefined;
  for (const account of hosts) {
    const others = hosts.filter((one) => one !== account);
    try {
      const live = await zonesOf(open(options, account)).readZone({ domain, ds, nameservers: true });
      if (live.status !== 'present') continue;
      const isKnown = delegated.length > 0 && live.nameservers.length > 0;
      if (isKnown && hasNameservers(live, delegated)) {
        return { zone: { account, live, served: true }, unserved: others, problems: [] };
      }
      if (!isKnown) undecided ??= { account, live, served: null };
    } catch (error) {
      problems.push({ account, message: messageOf(error) });
    }
  }
  if (undecided === undefined || problems.length > 0) return { unserved: hosts, problems };
  return { zone: undecided, unserved: hosts.filter((one) => one !== undecided?.account), problems };
}

/** Of a read that failed: the registrar's words, or that it is a defect. */
export function messageOf(error: unknown): string {
  if (error instanceof RegistrarError) return error.message;
  const seen = error instanceof Error ? error.message : String(error);
  return `${seen} This is a defect of domctl; run again with --verbose and report it.`;
}

function open(options: HoldingsOptions, account: string): OpenAccount {
  const found = options.accounts.get(account);
  if (found === undefined) throw new Error(`account ${account} is not open`);
  return found;
}
