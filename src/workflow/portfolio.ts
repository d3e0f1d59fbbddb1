/** Every domain of the config as it is live, for one view of them all. The result is also the documented JSON form. */

import { ignoreMatcher } from '../planner/ignore.ts';
import type { LiveRegistration, LiveZone, RecordedDomain } from '../planner/inputs.ts';
import type { PlanError, ReadProblem } from '../planner/plan.ts';
import type { Desired, DesiredDomain } from '../schema/desired.ts';
import { recordSetKey } from '../schema/dns/record-sets.ts';
import type { Protection } from '../schema/protection.ts';
import type { MadePlan } from './make-plan.ts';

export interface Portfolio {
  readonly format_version: '1.0';
  /** ISO 8601: when live state was read. */
  readonly checked_at: string;
  readonly domains: readonly PortfolioDomain[];
  /** Of domains that could not be read, in whole or in part. */
  readonly errors: readonly PlanError[];
}

/** Null: not known, or not managed here. */
export interface PortfolioDomain {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  /** The registrar's own word. */
  readonly status: string | null;
  /** ISO 8601. */
  readonly expires_at: string | null;
  /** Whole days; negative once it has expired. */
  readonly days_left: number | null;
  readonly auto_renew: boolean | null;
  readonly transfer_lock: boolean | null;
  readonly privacy: boolean | null;
  readonly nameservers: readonly string[] | null;
  /** Whether these are the ones of the DNS host, or the ones that the config lists. */
  readonly nameservers_ours: boolean | null;
  /** Values that changed outside. */
  readonly drift: number;
  /** Record sets that are recorded as ours. */
  readonly managed: number;
  /** Live record sets that are neither in the config nor recorded. */
  readonly foreign: number | null;
  readonly protect: Protection;
  /** Another config that manages it in the same state: repository and folder. */
  readonly managed_by: string | null;
}

/** `planned`: a plan that only refreshes, with the settings of all domains. */
export function portfolioOf(config: Desired, { plan, input }: MadePlan, sort: 'domain' | 'expiry'): Portfolio {
  const drift = new Map<string, number>();
  for (const { domain } of plan.drift) drift.set(domain, (drift.get(domain) ?? 0) + 1);
  const domains = config.domains.map((desired): PortfolioDomain => {
    const { domain, registrar = null, dns = null } = desired;
    const registration = readOf(input.registrations.get(domain));
    const zone = readOf(input.zones.get(domain));
    const recorded = input.recorded.get(domain);
    const { settings, expiresAt = null, status = null } = registration ?? {};
    return {
      domain,
      registrar,
      dns,
      status,
      expires_at: expiresAt,
      days_left: expiresAt === null ? null : Math.floor((Date.parse(expiresAt) - Date.parse(input.now)) / dayMs),
      auto_renew: settings?.auto_renew ?? null,
      transfer_lock: settings?.transfer_lock ?? null,
      privacy: settings?.privacy ?? null,
      nameservers: settings?.nameservers ?? null,
      nameservers_ours: delegatedToUs(desired, settings?.nameservers, zone),
      drift: drift.get(domain) ?? 0,
      managed: recorded?.recordSets.filter(({ account }) => account === dns).length ?? 0,
      foreign: zone === null ? null : foreignIn(zone, desired, recorded),
      protect: desired.protect || (recorded?.protect ?? false),
      managed_by:
        recorded?.manager === undefined || recorded.manager.root === input.root ? null : recorded.manager.root,
    };
  });
  return {
    format_version: '1.0',
    checked_at: input.now,
    domains: sort === 'expiry' ? [...domains].sort(byExpiry) : domains,
    errors: config.domains.flatMap(({ domain, registrar, dns }) => [
      ...errorOf(domain, registrar, input.registrations.get(domain)),
      ...errorOf(domain, dns, input.zones.get(domain)),
    ]),
  };
}

const dayMs = 86_400_000;

/** Unknown expiries last. */
function byExpiry(a: PortfolioDomain, b: PortfolioDomain): number {
  const time = ({ expires_at: at }: PortfolioDomain) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));
  const [left, right] = [time(a), time(b)];
  return left === right ? (a.domain < b.domain ? -1 : 1) : left - right;
}

function readOf<T extends LiveRegistration | LiveZone>(read: T | ReadProblem | undefined): T | null {
  return read === undefined || 'problem' in read ? null : (read as T);
}

function errorOf(domain: string, account: string | undefined, read: object | undefined): readonly PlanError[] {
  if (account === undefined || read === undefined || !('problem' in read)) return [];
  return [{ account, domain, ...(read as ReadProblem).problem }];
}

function delegatedToUs(
  { settings }: DesiredDomain,
  live: readonly string[] | undefined,
  zone: LiveZone | null,
): boolean | null {
  const listed = typeof settings.nameservers === 'object' ? settings.nameservers : undefined;
  const ours = listed ?? zone?.nameservers ?? [];
  if (live === undefined || ours.length === 0) return null;
  return live.length === ours.length && live.every((name) => ours.includes(name));
}

function foreignIn(zone: LiveZone, desired: DesiredDomain, recorded: RecordedDomain | undefined): number | null {
  if (zone.status === 'unreachable') return null;
  const ours = new Set([
    ...desired.recordSets.map(recordSetKey),
    ...(recorded?.recordSets ?? []).filter(({ account }) => account === desired.dns).map(recordSetKey),
  ]);
  const ignored = ignoreMatcher(desired.ignore, desired.domain);
  const foreign = zone.recordSets.filter(
    (set) => set.system === undefined && !ours.has(recordSetKey(set)) && !ignored(set.name, set.type),
  );
  return foreign.length + zone.unsupported.length;
}
