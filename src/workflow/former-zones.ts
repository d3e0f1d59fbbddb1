/**
 * What answers for a domain now, where its nameservers or its DNS host are about to change: so that a plan can tell what
 * will be missing, and a guard can judge. Reads no more than that takes.
 */
import pMap from 'p-map';
import type { FormerZone, LiveRegistration, LiveZone, RecordedDomain, UnreadZone } from '../planner/inputs.ts';
import type { ReadProblem } from '../planner/plan.ts';
import { hasNameservers } from '../planner/unanswered.ts';
import { sameSetting, settingJson } from '../planner/value.ts';
import type { DesiredDomain } from '../schema/desired.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import type { SettingValues } from '../schema/domain/settings.ts';

interface FormerZoneReads {
  readonly domains: readonly DesiredDomain[];
  readonly recorded: ReadonlyMap<string, RecordedDomain>;
  readonly registrations: ReadonlyMap<string, LiveRegistration | ReadProblem>;
  readonly zones: ReadonlyMap<string, LiveZone | ReadProblem>;
  /** Names of all accounts of the config. */
  readonly accounts: readonly string[];
  readonly parallelism: number;
  /** Reads a zone with its nameservers and services. */
  readZone(account: string, domain: string): Promise<LiveZone | ReadProblem>;
  /** Domains whose zones the account hosts. */
  listZones(account: string): Promise<readonly string[] | ReadProblem>;
}

/** Domains whose zones an account hosts: asked once. */
type HostedAt = FormerZoneReads['listZones'];

/** By domain; none for domains that nothing moves. */
export async function readFormerZones(reads: FormerZoneReads): Promise<ReadonlyMap<string, FormerZone>> {
  const lists = new Map<string, ReturnType<FormerZoneReads['listZones']>>();
  const hostedAt: HostedAt = (account) => {
    const known = lists.get(account) ?? reads.listZones(account);
    lists.set(account, known);
    return known;
  };
  const found = await pMap(
    reads.domains,
    async (desired): Promise<readonly (readonly [string, FormerZone])[]> => {
      const present = presentSettings(desired, reads);
      const { nameservers } = present;
      const former = !delegationMayChange(desired, present, reads)
        ? await zoneLeftBehind(desired, nameservers, reads)
        : nameservers === undefined || nameservers.length === 0
          ? null
          : await withNext(await zoneOf(desired, nameservers, hostedAt, reads), desired, hostedAt, reads);
      return former === null ? [] : [[desired.domain, former]];
    },
    { concurrency: reads.parallelism },
  );
  return new Map(found.flat());
}

function presentSettings({ domain }: DesiredDomain, { registrations }: FormerZoneReads): LiveRegistration['settings'] {
  const registration = registrations.get(domain);
  return registration === undefined || 'problem' in registration ? {} : registration.settings;
}

/** Where it cannot be told, it may. */
function delegationMayChange(
  { domain, registrar, settings }: DesiredDomain,
  present: LiveRegistration['settings'],
  { registrations, zones }: FormerZoneReads,
): boolean {
  const registration = registrations.get(domain);
  if (registrar === undefined || registration === undefined || 'problem' in registration) return false;
  const read = zones.get(domain);
  const zone = read === undefined || 'problem' in read ? undefined : read;
  const differs = <F extends 'nameservers' | 'dnssec'>(field: F, auto: SettingValues[F] | undefined) => {
    const setting = settings[field];
    if (setting === undefined) return false;
    const wanted = setting === 'auto' ? auto : (setting as SettingValues[F]);
    const there = present[field];
    return wanted === undefined || there === undefined || !sameSetting(settingJson(wanted), settingJson(there));
  };
  return differs('nameservers', zone?.nameservers) || differs('dnssec', zone?.ds);
}

/** The zone with the nameservers that the domain has: most likely at its registrar, or where it was managed before. */
async function zoneOf(
  desired: DesiredDomain,
  nameservers: readonly Fqdn[],
  hostedAt: HostedAt,
  reads: FormerZoneReads,
): Promise<FormerZone> {
  const { domain, registrar, dns, settings } = desired;
  const unread: UnreadZone[] = [];
  const likely = [registrar, reads.recorded.get(domain)?.dns ?? undefined, dns];
  const near = [...new Set(likely)].filter((account) => account !== undefined && reads.accounts.includes(account));
  const known = settings.nameservers === 'auto' ? reads.zones.get(domain) : undefined;
  if (dns !== undefined && known !== undefined && !('problem' in known) && serves(known, nameservers)) {
    return { account: dns, zone: known };
  }
  for (const account of near as readonly string[]) {
    const zone = account === dns && known !== undefined ? known : await reads.readZone(account, domain);
    if ('problem' in zone) note(unread, account, zone);
    else if (serves(zone, nameservers)) return { account, zone };
  }
  for (const account of reads.accounts.filter((one) => !near.includes(one))) {
    const hosted = await hostedAt(account);
    if ('problem' in hosted) note(unread, account, hosted);
    else if (hosted.includes(domain)) {
      const zone = await reads.readZone(account, domain);
      if ('problem' in zone) note(unread, account, zone);
      else if (serves(zone, nameservers)) return { account, zone };
    }
  }
  return { account: null, unread };
}

/** Adds what will answer, where the config or an undo names nameservers that are not its DNS host's. */
async function withNext(
  former: FormerZone,
  desired: DesiredDomain,
  hostedAt: HostedAt,
  reads: FormerZoneReads,
): Promise<FormerZone> {
  const wanted = desired.settings.nameservers;
  if (former.account === null || !Array.isArray(wanted) || wanted.length === 0) return former;
  const own = reads.zones.get(desired.domain);
  if (serves(former.zone, wanted) || (own !== undefined && !('problem' in own) && serves(own, wanted))) return former;
  const next = await zoneOf(desired, wanted, hostedAt, reads);
  return next.account === null ? former : { ...former, next: next.zone };
}

function serves(zone: LiveZone, nameservers: readonly Fqdn[]): boolean {
  return zone.status === 'present' && hasNameservers(zone, nameservers);
}

/** A host that has no such zone serves none. */
function note(unread: UnreadZone[], account: string, { problem }: ReadProblem): void {
  if (problem.code !== 'not-found') unread.push({ account, message: problem.message });
}

/**
 * The zone of a domain whose records move to another account while its nameservers stay as they are: somebody else will
 * switch them. Null where nothing moves, or they were switched before.
 */
async function zoneLeftBehind(
  desired: DesiredDomain,
  nameservers: readonly Fqdn[] | undefined,
  reads: FormerZoneReads,
): Promise<FormerZone | null> {
  const before = reads.recorded.get(desired.domain)?.dns ?? undefined;
  if (before === undefined || desired.dns === undefined || before === desired.dns) return null;
  const zone = reads.zones.get(desired.domain);
  if (zone === undefined || 'problem' in zone) return null;
  if (nameservers !== undefined && serves(zone, nameservers)) return null;
  if (!reads.accounts.includes(before)) {
    return { account: null, unread: [{ account: before, message: 'the config has no such account' }] };
  }
  const left = await reads.readZone(before, desired.domain);
  if (!('problem' in left)) return { account: before, zone: left };
  return left.problem.code === 'not-found'
    ? null
    : { account: null, unread: [{ account: before, message: left.problem.message }] };
}
