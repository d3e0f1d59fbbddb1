/** Carries out a plan: state-only changes first, then calls, domains side by side within each account's budget. */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import { foreignAddress, foreignSetsOf } from '../../planner/foreign-sets.ts';
import { dnsHalf } from '../../planner/halves.ts';
import type { RecordedDomain } from '../../planner/inputs.ts';
import type { Call, Change, Plan } from '../../planner/plan.ts';
import { changedDomains } from '../../planner/plan-file.ts';
import { suspicionOf } from '../../planner/suspicious-read.ts';
import { zoneRows } from '../../planner/zone-rows.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { domainOfAddress, recordSetAddress, settingAddress, zoneAddress } from '../../schema/dns/address.ts';
import type { StateErrorCode, StateLockedError } from '../../state/errors.ts';
import type { JournalIntent, Management, RecordedEffect, StateStore } from '../../state/store.ts';
import type { MadePlan } from '../make-plan.ts';
import type { OpenAccounts } from '../open-accounts.ts';
import type { Progress } from '../progress.ts';
import type { Settlement } from '../resume.ts';
import { applyDomain } from './apply-domain.ts';
import { applySetting } from './apply-settings.ts';
import type { ApplyContext } from './context.ts';
import { domainEffect, plainManagement, stateEffect } from './effects.ts';
import type { ApplyReport } from './report.ts';
import { notRecorded, settle } from './send-call.ts';
import { createTracker, type Tracker } from './tracker.ts';

interface ApplyOptions {
  readonly planned: MadePlan;
  readonly accounts: OpenAccounts;
  readonly store: Pick<StateStore, 'intend' | 'settle'>;
  /** The run that holds the leases of the plan's domains; see `with-run.ts`. */
  readonly run: number;
  /** Domains worked on at once per account. */
  readonly parallelism: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Reads back all that is written, not only where the host is known to confirm what it does not do. */
  readonly verifyReads: boolean;
  now(): Date;
  /** Told how far it got, before what the state store threw is thrown. */
  onBroken?(report: ApplyReport): void;
  /** Lets time pass, for as long as nobody aborts; by default, it passes. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Applies a plan that nobody refuses. One domain's failure never stops the others; the report says how each change
 * ended. Throws what the state store throws: without a journal nothing is sent.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyReport> {
  const { planned, run, progress } = options;
  // The state store failing stops the run as an interrupt does: nothing more is sent that could not be recorded. What is
  // in flight is waited for.
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const account = (name: string) => {
    const found = options.accounts.get(name);
    if (found === undefined) throw new Error(`account ${name} is not open`);
    return found;
  };
  const recorded = managementOf(planned.input.recorded);
  const context: ApplyContext = {
    planned,
    run,
    journal: options.store,
    tracker: createTracker(planned.plan, progress),
    progress,
    signal,
    account,
    verifies: (name, what) =>
      options.verifyReads || account(name).registrar.descriptor.afterWrites?.[what]?.mayNotBeMade !== undefined,
    wait: (ms) => (options.wait ?? sleep)(ms, signal),
    recorded,
    isManaged: managedAddresses(planned.plan, recorded),
    now: () => options.now().toISOString(),
  };
  const attempt: Attempt = async (calls, work) => {
    if (context.signal.aborted) return;
    try {
      await work();
    } catch (error) {
      if (!isLostLease(error)) return broken.abort(error);
      for (const { account, covers } of calls) context.tracker.failed(account, covers, error.message);
    }
  };
  await settleOpenCalls(context, planned.settlements);
  await applyState(context);
  await applyBulkCalls(context, attempt);
  await applyDomains(context, options.parallelism, attempt);
  if (broken.signal.aborted) {
    context.tracker.giveUp(notRecorded);
    options.onBroken?.(reportOf(options, context.tracker));
    throw broken.signal.reason;
  }
  return reportOf(options, context.tracker);
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}

/** Calls that an interrupted run left open, now that a read has told how they ended. */
async function settleOpenCalls({ journal, run }: ApplyContext, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const outcomes = settlements.map(({ outcome }) => outcome);
  await journal.settle(
    run,
    outcomes,
    settlements.flatMap(({ effects }) => effects),
  );
}

/**
 * What concerns the state alone, all in one transaction: domains that become known, adoptions, protection, forgetting,
 * and what the zones hold.
 */
async function applyState(context: ApplyContext): Promise<void> {
  const { plan, input } = context.planned;
  const letGo = plan.changes.filter((change) => isLetGo(context, change));
  await journalGone(context, letGo);
  const desired = desiredByDomain(context);
  const busy = new Set(plan.calls.flatMap((call) => call.domain ?? []));
  const changes = plan.changes.filter(
    (change) =>
      isOfState(change) &&
      !letGo.includes(change) &&
      !(busy.has(change.domain) && isLeftBehind(change, desired.get(change.domain))),
  );
  const changed = new Set(changedDomains(plan));
  const known = plan.domains
    .filter(({ domain, frozen }) => changed.has(domain) || !frozen)
    .flatMap(({ domain }) =>
      knownDomain(desired.get(domain), input.recorded.get(domain), changed.has(domain), rootOf(context)),
    );
  await recordChanges(context, changes, desired, [
    ...known,
    ...input.desired.domains.flatMap((one) => rowsSeen(context, one)),
  ]);
  for (const { account, address } of letGo) context.tracker.applied(account, address);
}

/** Forgotten, and never recorded as ours: what a zone held and does not show any more. */
function isLetGo({ recorded }: ApplyContext, { kind, action, account, address }: Change): boolean {
  return kind === 'record_set' && action === 'forget' && recorded(account, address) === undefined;
}

/** Nobody else remembers what was there: the journal does, so that history tells it and an undo puts it back. */
async function journalGone(context: ApplyContext, changes: readonly Change[]): Promise<void> {
  const intents = [...grouped(changes, ({ domain }) => domain)].map(([domain, gone]): JournalIntent => {
    const { account } = gone[0] as Change;
    const before = Object.fromEntries(gone.map((change) => [change.address, change.before]));
    const covers = Object.keys(before);
    const after = Object.fromEntries(covers.map((address) => [address, null]));
    const operation = 'not shown any more';
    return { account, domain, operation, covers, recorded: {}, managed: {}, before, after, at: context.now() };
  });
  if (intents.length === 0) return;
  const ids = await context.journal.intend(context.run, intents);
  await settle(
    context,
    ids.map((id) => ({ id, outcome: 'done', error: null, readBack: true })),
    [],
  );
}

/**
 * What the zone holds, where the state says otherwise; of domains that it knows. Not from a suspicious read, unless
 * somebody has consented to it.
 */
function rowsSeen(
  { planned: { plan, input }, account, isManaged }: ApplyContext,
  { domain, dns }: DesiredDomain,
): readonly RecordedEffect[] {
  const zone = input.zones.get(domain);
  const recorded = input.recorded.get(domain) ?? null;
  if (dns === undefined || zone === undefined || 'problem' in zone || zone.status !== 'present') return [];
  const isKnown = recorded?.dns === dns || plan.changes.some((change) => change.domain === domain);
  const { rewrites } = dnsHalf(account(dns).registrar, dns).descriptor.dns;
  const rows = zoneRows(zone);
  const foreign = rewrites ? foreignSetsOf(zone, (set) => isManaged(dns, foreignAddress(set, domain))) : null;
  const isAsBefore = recorded?.zoneRows === rows && isDeepStrictEqual(recorded.foreign, foreign);
  if (!isKnown || (recorded?.dns === dns && isAsBefore)) return [];
  const found = suspicionOf(zone, dns, recorded, rewrites);
  const consented = plan.refusals.some((refusal) => refusal.code === 'suspicious-read' && refusal.domain === domain);
  // Only a refresh names what nobody manages and is gone.
  if (found !== null && !(consented && (found.lost === 0 || plan.options.refresh_only))) return [];
  return [{ kind: 'zone-rows', domain, rows, ...(foreign !== null && { foreign }) }];
}

function desiredByDomain({ planned }: ApplyContext): ReadonlyMap<string, DesiredDomain> {
  return new Map(planned.input.desired.domains.map((domain) => [domain.domain, domain]));
}

async function recordChanges(
  context: ApplyContext,
  changes: readonly Change[],
  desired: ReadonlyMap<string, DesiredDomain>,
  more: readonly RecordedEffect[] = [],
): Promise<void> {
  const { recorded, options } = context.planned.input;
  const effects = changes.map((change) => {
    const sides = {
      desired: desired.get(change.domain),
      recorded: recorded.get(change.domain),
      refreshOnly: options.refreshOnly,
      root: rootOf(context),
    };
    return stateEffect(change, sides, context.now());
  });
  await settle(context, [], [...more, ...effects]);
  for (const { account, address } of changes) context.tracker.applied(account, address);
}

function isOfState({ action }: Change): boolean {
  return action === 'adopt' || action === 'forget';
}

/** What is recorded at the account that a domain moves away from: ours until the move is over. */
function isLeftBehind({ action, kind, address, domain, account }: Change, desired: DesiredDomain | undefined): boolean {
  if (action !== 'forget' || kind === 'registration' || desired === undefined) return false;
  const isOfZone = kind === 'record_set' || address === zoneAddress(domain);
  return account !== (isOfZone ? desired.dns : desired.registrar);
}

/** The config that manages what is applied; null: as before, as neither an undo nor a refresh takes anything over. */
function rootOf({ planned }: ApplyContext): string | null {
  const { root, options } = planned.input;
  return options.undoRun === undefined && !options.refreshOnly ? root : null;
}

/** A domain that becomes known, has other accounts, or whose config was not known or is another one. */
function knownDomain(
  desired: DesiredDomain | undefined,
  recorded: RecordedDomain | undefined,
  changed: boolean,
  root: string | null,
): readonly RecordedEffect[] {
  if (desired === undefined) return [];
  const effect = domainEffect(desired, recorded?.protect ?? false, root);
  if (recorded === undefined) return changed ? [effect] : [];
  const { registrar = null, dns = null } = desired;
  const moved = changed && (recorded.registrar !== registrar || recorded.dns !== dns);
  const changesHands = root !== null && recorded.manager?.root !== root && (changed || recorded.manager === undefined);
  return moved || changesHands ? [effect] : [];
}

/**
 * Runs work that makes these calls. A lease that it lost is the failure of those calls alone: somebody else works there
 * now. Never throws.
 */
type Attempt = (calls: readonly Call[], work: () => Promise<unknown>) => Promise<void>;

function isLostLease(error: unknown): error is StateLockedError {
  const code: StateErrorCode = 'lease-lost';
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Calls that settle many domains at once; accounts side by side. */
async function applyBulkCalls(context: ApplyContext, attempt: Attempt): Promise<void> {
  const calls = context.planned.plan.calls.filter((call) => call.domain === null);
  await Promise.all(calls.map((call) => attempt([call], () => applySetting(context, call))));
}

async function applyDomains(context: ApplyContext, concurrency: number, attempt: Attempt): Promise<void> {
  const { plan, input } = context.planned;
  const callsOf = grouped(plan.calls, ({ domain }) => domain ?? '');
  const forgottenOf = grouped(
    plan.changes.filter(({ action }) => action === 'forget'),
    ({ domain }) => domain,
  );
  const busy = input.desired.domains.filter(({ domain }) => callsOf.has(domain));
  const groups = grouped(busy, ({ dns, registrar }) => dns ?? registrar ?? '');
  const apply = (desired: DesiredDomain) => {
    const calls = callsOf.get(desired.domain) ?? [];
    return attempt(calls, async () => {
      const result = await applyDomain(context, desired, calls);
      const leftBehind = (forgottenOf.get(desired.domain) ?? []).filter((change) => isLeftBehind(change, desired));
      if (result === 'done') return recordChanges(context, leftBehind, new Map([[desired.domain, desired]]));
      for (const { account, address } of leftBehind) {
        context.tracker.heldBack(account, [address], `it is ours until the move of ${desired.domain} is over`);
      }
    });
  };
  await Promise.all([...groups.values()].map((domains) => pMap(domains, apply, { concurrency })));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** By domain, made when it is first asked for. */
function managementOf(domains: ReadonlyMap<string, RecordedDomain>): ApplyContext['recorded'] {
  const known = new Map<string, ReadonlyMap<string, Management>>();
  const read = (domain: string): ReadonlyMap<string, Management> => {
    const { recordSets = [], settings = [] } = domains.get(domain) ?? {};
    const sets = recordSets.map(({ account, name, type, protect, options }) => {
      const management: Management = { protect, options: Object.keys(options) };
      return [`${account} ${recordSetAddress(domain, name, type)}`, management] as const;
    });
    const others = settings.map(({ account, field }) => {
      const address = field === 'zone' ? zoneAddress(domain) : settingAddress(domain, field);
      return [`${account} ${address}`, plainManagement] as const;
    });
    return new Map([...sets, ...others]);
  };
  return (account, address) => {
    const domain = domainOfAddress(address);
    const addresses = known.get(domain) ?? read(domain);
    known.set(domain, addresses);
    return addresses.get(`${account} ${address}`);
  };
}

/** Addresses of what is recorded, once the changes of the state alone are made. */
function managedAddresses({ changes }: Plan, recorded: ApplyContext['recorded']): ApplyContext['isManaged'] {
  const turned = new Map(
    changes
      .filter(isOfState)
      .map(({ account, address, action }) => [`${account} ${address}`, action === 'adopt'] as const),
  );
  return (account, address) => turned.get(`${account} ${address}`) ?? recorded(account, address) !== undefined;
}

function reportOf(options: ApplyOptions, tracker: Tracker): ApplyReport {
  const results = tracker.results();
  const count = (status: string) => results.filter((result) => result.status === status).length;
  return {
    format_version: '1.0',
    run: options.run,
    refused: [],
    refusals: [],
    summary: { applied: count('applied'), failed: count('failed'), not_attempted: count('not_attempted') },
    results,
    calls: Object.fromEntries([...options.accounts].map(([name, account]) => [name, account.counts()])),
    interrupted: options.signal.aborted,
  };
}
