/** One domain of the config: its registration and its zone against live and recorded state. */
import { count } from '../../schema/count.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { recordSetAddress, settingAddress, zoneAddress } from '../../schema/dns/address.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { settingFields } from '../../schema/domain/settings.ts';
import { defaultsOf } from '../defaults.ts';
import { dnsHalf, registrationHalf } from '../halves.ts';
import type { LiveRegistration, LiveZone, PlanInput, RecordedDomain } from '../inputs.ts';
import type { CallDraft, PlanError, ReadProblem, Value } from '../plan.ts';
import { suspicionOf } from '../suspicious-read.ts';
import { recordSetValue, sameValue, settingJson } from '../value.ts';
import { type DomainDiff, emptyDiff } from './outcome.ts';
import { diffRecordSets } from './record-sets.ts';
import { diffSettings } from './settings.ts';

/** All that concerns one domain. A read that failed freezes it: errors, and no change at all. */
export function diffDomain(input: PlanInput, desired: DesiredDomain): DomainDiff {
  const diff = emptyDiff();
  const registration = desired.registrar === undefined ? null : input.registrations.get(desired.domain);
  const zone = desired.dns === undefined ? null : input.zones.get(desired.domain);
  if (registration === undefined || zone === undefined) throw new Error(`no live state was read for ${desired.domain}`);
  if (isProblem(registration)) diff.errors.push(frozen(desired, desired.registrar, registration));
  if (isProblem(zone) && !isSameProblem(desired, registration, zone)) {
    diff.errors.push(frozen(desired, desired.dns, zone));
  }
  if (isProblem(registration) || isProblem(zone)) return diff;

  const recorded = input.recorded.get(desired.domain);
  const { refreshOnly } = input.options;
  if (recorded !== undefined && !refreshOnly) forgetOtherAccounts(desired, recorded, diff);
  if (registration !== null) diffRegistration(input, desired, registration, zone, recorded, diff);
  if (zone !== null) diffZone(input, desired, zone, recorded, diff);
  if (!refreshOnly) diffWhole(input, desired, recorded, diff);
  const overwritten = new Set(diff.changes.filter(({ action }) => action !== 'adopt').map(({ address }) => address));
  if (recorded?.protect === true) diff.managed.protectedChanged.push(...changesOfDomain(desired.domain, diff));
  const changed = changedSince(input, desired.domain, overwritten, registration, zone);
  diff.managed.changedSince.push(...changed);
  // What somebody wrote after the run that is undone is refused as that.
  diff.managed.takenOver = diff.managed.takenOver.filter(({ address }) => !changed.includes(address));
  return diff;
}

/** What a fully protected domain keeps: its settings, and that its zone is there. Record sets have their own protection. */
function changesOfDomain(domain: string, { settingChanges, createZone }: DomainDiff): readonly string[] {
  const zone = createZone === null ? [] : [zoneAddress(domain)];
  return [...settingChanges.map(({ change }) => change.address), ...zone];
}

/** Which of these addresses of the domain have something else live than what is expected there. */
function changedSince(
  { expected }: PlanInput,
  domain: string,
  addresses: ReadonlySet<string>,
  registration: LiveRegistration | null,
  zone: LiveZone | null,
): readonly string[] {
  const own = [...addresses].flatMap((address) => {
    const value = expected.get(address);
    return value === undefined ? [] : [{ address, value }];
  });
  if (own.length === 0) return [];
  const live = new Map<string, Value>();
  for (const set of zone?.recordSets ?? []) {
    const address = recordSetAddress(domain, set.name, set.type);
    live.set(address, recordSetValue(set.ttlSeconds, printValues(set), set.options, set.irregular));
  }
  for (const field of settingFields) {
    const value = registration?.settings[field];
    if (value !== undefined) live.set(settingAddress(domain, field), settingJson(value));
  }
  return own.filter(({ address, value }) => !sameValue(value, live.get(address) ?? null)).map(({ address }) => address);
}

/** A domain that left the config is forgotten, never deleted; its records stay. */
export function diffDepartedDomain(recorded: RecordedDomain): DomainDiff {
  const diff = emptyDiff();
  const account = recorded.registrar ?? recorded.dns ?? '';
  const sets = recorded.recordSets;
  const kept = `${count(sets.length, 'record set')} and ${count(recorded.settings.length, 'setting')}`;
  if (recorded.protect) diff.managed.protectedGone.push(recorded.domain);
  for (const set of sets) {
    if (set.protect) diff.managed.protectedGone.push(recordSetAddress(recorded.domain, set.name, set.type));
  }
  diff.changes.push({
    address: recorded.domain,
    domain: recorded.domain,
    account,
    kind: 'registration',
    action: 'forget',
    before: true,
    after: null,
    drift: null,
    takes_over: false,
    protect: { before: recorded.protect, after: false },
    reason: `left the config; its ${kept} stay as they are`,
  });
  return diff;
}

/** Parts of a domain that left the config cannot go by themselves: what is recorded of it is forgotten as a whole. */
export function diffPartOfDeparted({ domain, registrar, dns }: RecordedDomain): DomainDiff {
  const diff = emptyDiff();
  const message = `${domain} has left the config, and is forgotten as a whole. Target it as a whole (--target ${domain}), or put it back into the config.`;
  diff.errors.push({ account: registrar ?? dns ?? '', domain, code: 'left-config', message });
  return diff;
}

export function isProblem<T extends object>(read: T | ReadProblem | null): read is ReadProblem {
  return read !== null && 'problem' in read;
}

function diffRegistration(
  input: PlanInput,
  desired: DesiredDomain,
  live: LiveRegistration,
  zone: LiveZone | null,
  recorded: RecordedDomain | undefined,
  diff: DomainDiff,
): void {
  const account = desired.registrar as string;
  const { descriptor } = registrationHalf(input.compilers.get(account), account);
  const settings =
    recorded?.settings.filter((setting) => setting.account === account && setting.field !== 'zone') ?? [];
  diffSettings(
    {
      desired,
      account,
      descriptor,
      recorded: settings,
      live,
      zone,
      refreshOnly: input.options.refreshOnly,
    },
    diff,
  );
}

function diffZone(
  input: PlanInput,
  desired: DesiredDomain,
  zone: LiveZone,
  recorded: RecordedDomain | undefined,
  diff: DomainDiff,
): void {
  const account = desired.dns as string;
  const { descriptor: host, compileCreateZone } = dnsHalf(input.compilers.get(account), account);
  if (zone.status === 'absent' && !input.options.refreshOnly) {
    const { createZone } = host.dns;
    if (createZone.access !== 'write' || compileCreateZone === undefined) {
      const reason = createZone.access === 'write' ? 'it knows no call for that' : createZone.reason;
      diff.errors.push(noZone(desired, account, host.title, reason));
      return;
    }
    planZone(desired, recorded, compileCreateZone(desired.domain), diff);
  }
  if (zone.status === 'unreachable' && !movesHere(desired, diff)) {
    diff.errors.push(notDelegated(desired, account, host.title));
    return;
  }
  const sets = recorded?.recordSets.filter((set) => set.account === account) ?? [];
  const isDefault = defaultsOf(zone, host.dns);
  const sides = { desired, account, host, live: zone, isDefault, refreshOnly: input.options.refreshOnly };
  const missing = suspicionOf(zone, account, recorded ?? null, host.dns.rewrites)?.foreign ?? [];
  diffRecordSets({ ...sides, recorded: sets, missing }, diff);
}

function planZone(
  desired: DesiredDomain,
  recorded: RecordedDomain | undefined,
  call: CallDraft,
  diff: DomainDiff,
): void {
  const account = desired.dns as string;
  const wasThere = recorded?.settings.find((setting) => setting.account === account && setting.field === 'zone');
  const address = zoneAddress(desired.domain);
  const place = { address, domain: desired.domain, account };
  if (wasThere !== undefined) {
    const { run, at, actor, commit, ciUrl } = wasThere.provenance;
    const origin = { run, applied_at: at, actor, commit, ci_url: ciUrl };
    diff.drift.push({
      ...place,
      recorded: true,
      live: null,
      desired: true,
      both_changed: false,
      not_done: false,
      ...origin,
    });
  }
  const drift = wasThere === undefined ? null : 'deleted';
  const change = { before: null, after: true, drift, takes_over: false, protect: null, reason: null } as const;
  diff.changes.push({ ...place, kind: 'setting', action: 'create', ...change });
  diff.createZone = call;
}

/** Records and settings recorded at an account that the config no longer names are not ours any more; they stay. */
function forgetOtherAccounts(desired: DesiredDomain, recorded: RecordedDomain, diff: DomainDiff): void {
  const { domain } = desired;
  const rest = { before: null, after: null, drift: null, takes_over: false } as const;
  for (const set of recorded.recordSets) {
    if (set.account === desired.dns) continue;
    const address = recordSetAddress(domain, set.name, set.type);
    if (set.protect) diff.managed.protectedGone.push(address);
    const before = recordSetValue(set.ttlSeconds, set.values, set.options);
    const reason = `the zone is no longer managed at ${set.account}; it stays there`;
    diff.changes.push({
      ...rest,
      address,
      domain,
      account: set.account,
      kind: 'record_set',
      action: 'forget',
      before,
      protect: { before: set.protect, after: false },
      reason,
    });
  }
  for (const setting of recorded.settings) {
    if (setting.account === (setting.field === 'zone' ? desired.dns : desired.registrar)) continue;
    const address = setting.field === 'zone' ? zoneAddress(domain) : settingAddress(domain, setting.field);
    const reason = `no longer managed at ${setting.account}; it stays there`;
    diff.changes.push({
      ...rest,
      address,
      domain,
      account: setting.account,
      kind: 'setting',
      action: 'forget',
      before: setting.value,
      protect: null,
      reason,
    });
  }
}

/**
 * The domain as a whole: its protection, which is kept in the state so that it outlives the block in the config, and
 * which config manages it. An undo takes nothing over.
 */
function diffWhole(
  { root, options }: PlanInput,
  desired: DesiredDomain,
  recorded: RecordedDomain | undefined,
  diff: DomainDiff,
): void {
  const before = recorded?.protect ?? false;
  const after = desired.protect ?? before;
  const other = recorded?.manager?.root ?? root;
  const takesOver = other !== root && options.undoRun === undefined;
  if (after === before && !takesOver) return;
  diff.changes.push({
    address: desired.domain,
    domain: desired.domain,
    account: desired.registrar ?? desired.dns ?? '',
    kind: 'registration',
    action: 'adopt',
    before: recorded === undefined ? null : true,
    after: true,
    drift: null,
    takes_over: false,
    protect: { before, after },
    reason: takesOver ? `managed by ${other} until now` : null,
  });
}

function movesHere(desired: DesiredDomain, diff: DomainDiff): boolean {
  return (
    desired.registrar === desired.dns &&
    diff.settingChanges.some(({ change }) => change.domain === desired.domain && change.field === 'nameservers')
  );
}

function frozen(desired: DesiredDomain, account: string | undefined, read: ReadProblem): PlanError {
  return { account: account ?? '', domain: desired.domain, ...read.problem };
}

/** Where an account is refused, neither can be read for one and the same reason. */
function isSameProblem(
  { registrar, dns }: DesiredDomain,
  registration: LiveRegistration | ReadProblem | null,
  zone: ReadProblem,
): boolean {
  return isProblem(registration) && registrar === dns && registration.problem.message === zone.problem.message;
}

function noZone(desired: DesiredDomain, account: string, title: string, reason: string): PlanError {
  return {
    account,
    domain: desired.domain,
    code: 'not-found',
    message: `${account} has no zone ${desired.domain}, and ${title} cannot make it: ${reason}. Make it there, or name another account in \`dns\`.`,
  };
}

function notDelegated(desired: DesiredDomain, account: string, title: string): PlanError {
  return {
    account,
    domain: desired.domain,
    code: 'not-delegated',
    message:
      `${desired.domain} uses other nameservers, and ${title} shows and changes records only of domains that use its own. ` +
      `Write \`nameservers: auto\` to move it to ${account}, or \`dns: none\` to leave its records alone.`,
  };
}
