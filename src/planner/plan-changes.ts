/**
 * The planner: (desired, recorded, live, options, now) in, plan out. Pure: no I/O, no clock, no randomness;
 * the same inputs give the same bytes.
 */
import type { DesiredDomain } from '../schema/desired.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { notesOfAliases } from './alias-notes.ts';
import { compileCalls, type DomainToCompile } from './calls.ts';
import { defaultsOf } from './defaults.ts';
import { diffDepartedDomain, diffDomain, diffPartOfDeparted, isProblem } from './diff/domain.ts';
import type { DomainDiff } from './diff/outcome.ts';
import { notesOfLeft } from './guards/forget-domains.ts';
import type { GuardInput } from './guards/guard.ts';
import { idleConsents, refusalsOf } from './guards/index.ts';
import { hostOf, registrarOf } from './halves.ts';
import type { FormerZone, LiveRegistration, PlanInput } from './inputs.ts';
import { notesOfMailReplaced, notesOfMove } from './move-notes.ts';
import { orderChanges } from './order.ts';
import {
  type Call,
  type Change,
  type Plan,
  type PlannedDomain,
  planFormatVersion,
  type RecordSetChange,
  type Refusal,
  type SettingChange,
  type Summary,
  type Unanswered,
} from './plan.ts';
import { selectTargets } from './select-targets.ts';
import { shadowedSets } from './shadowed.ts';
import type { Targets } from './targets.ts';
import { unansweredSets } from './unanswered.ts';

interface Planned extends DomainToCompile {
  readonly desired: DesiredDomain | null;
  readonly header: PlannedDomain;
}

interface Moved extends Planned {
  readonly unanswered: readonly Unanswered[];
  readonly moveNotes: readonly string[];
  readonly zoneNotes: readonly string[];
}

/** A plan with what its application works from: the typed values behind the printed ones. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly input: PlanInput;
  /** By domain; only of domains that have calls. */
  readonly work: ReadonlyMap<string, DomainWork>;
}

interface DomainWork {
  /** In the order of application. */
  readonly recordSetChanges: readonly RecordSetChange[];
  readonly settingChanges: readonly SettingChange[];
}

export function planChanges(input: PlanInput, targets: Targets): PlannedRun {
  const considered = planDomains(input, targets);
  const compiled = compileCalls(input, considered);
  const { calls } = compiled;
  const planned = considered
    .map((domain) => ({ ...domain, diff: without(domain.diff, compiled.refused) }))
    .map((domain) => ({ ...domain, ...movesOf(input, domain), zoneNotes: zoneNotesOf(input, domain) }))
    .map((domain) => ({ ...domain, unanswered: [...domain.unanswered, ...shadowedIn(input, domain)] }));
  const refusals = refuse(input, planned, calls);
  const diffs = planned.map((domain) => domain.diff);
  const byAddress = (a: { readonly address: string }, b: { readonly address: string }) =>
    a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
  const lists = {
    changes: diffs.flatMap(inOrder),
    drift: diffs.flatMap((diff) => [...diff.drift].sort(byAddress)),
    foreign: diffs.flatMap((diff) => [...diff.foreign].sort(byAddress)),
    unanswered: planned.flatMap(({ unanswered }) => unanswered),
    errors: [...diffs.flatMap((diff) => diff.errors), ...compiled.errors],
  };
  const plan: Plan = {
    format_version: planFormatVersion,
    tool_version: input.toolVersion,
    created_at: input.now,
    workspace: input.workspace,
    state_serial: input.stateSerial,
    options: {
      targets: input.options.targets,
      refresh_only: input.options.refreshOnly,
      consents: [...input.options.consents].sort(),
      undo_run: input.options.undoRun ?? null,
    },
    summary: summarize(diffs, lists, refusals, calls.length),
    domains: planned.map((domain) => domain.header),
    ...lists,
    calls,
    refusals,
    idle_consents: idleConsents(input.options.consents, refusals),
    notes: [
      ...input.notes,
      ...planned.flatMap(({ domain, desired }) => (desired?.notes ?? []).map((message) => ({ domain, message }))),
      ...compiled.notes,
      ...notesOfLeft(planned, refusals),
      ...planned.flatMap(({ domain, moveNotes, zoneNotes }) =>
        [...moveNotes, ...zoneNotes].map((message) => ({ domain, message })),
      ),
    ],
  };
  return { plan, input, work: new Map(planned.map(({ domain, diff }) => [domain, workOf(diff)])) };
}

/** What is left of a diff when some of its changes cannot be made. */
function without(diff: DomainDiff, refused: ReadonlySet<string>): DomainDiff {
  if (refused.size === 0) return diff;
  const kept = <T extends { readonly address: string }>(items: readonly T[]) =>
    items.filter((item) => !refused.has(item.address));
  return {
    ...diff,
    changes: kept(diff.changes),
    recordSetChanges: kept(diff.recordSetChanges),
    settingChanges: diff.settingChanges.filter(({ change }) => !refused.has(change.address)),
  };
}

function workOf(diff: DomainDiff): DomainWork {
  return {
    recordSetChanges: orderChanges(diff.recordSetChanges),
    settingChanges: diff.settingChanges.map(({ change }) => change),
  };
}

/** Whether an apply would do anything: send a call, or write state. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.length > 0;
}

function planDomains(input: PlanInput, targets: Targets): readonly Planned[] {
  const wanted = input.desired.domains.filter(({ domain }) => targets.hasDomain(domain));
  const inConfig = new Set(input.desired.domains.map(({ domain }) => domain));
  const here = wanted.map((desired) => ({
    domain: desired.domain,
    registrar: desired.registrar ?? null,
    dns: desired.dns ?? null,
    desired,
    diff: selectTargets(diffDomain(input, desired), desired, input, targets),
    header: headerOf(input, desired),
  }));
  const departed = [...input.recorded.values()]
    .filter(({ domain }) => !inConfig.has(domain) && targets.hasDomain(domain) && mayForget(input))
    .map((recorded) => ({
      domain: recorded.domain,
      registrar: recorded.registrar,
      dns: recorded.dns,
      desired: null,
      diff: targets.hasAddress(recorded.domain, recorded.domain)
        ? diffDepartedDomain(recorded)
        : diffPartOfDeparted(recorded),
      header: {
        domain: recorded.domain,
        registrar: recorded.registrar,
        dns: recorded.dns,
        expires_at: null,
        auto_renew: null,
        frozen: false,
      },
    }));
  return [...here, ...departed].sort((a, b) => (a.domain < b.domain ? -1 : 1));
}

/** What an undo does not name has not left the config. */
function mayForget({ options }: PlanInput): boolean {
  return !options.refreshOnly && options.undoRun === undefined;
}

/** Of a domain whose nameservers change, or whose zone does while somebody else has the nameservers. */
function movesOf(input: PlanInput, planned: Planned): Pick<Moved, 'unanswered' | 'moveNotes'> {
  const { domain, dns, diff } = planned;
  const former = input.formerZones.get(domain);
  if (former === undefined || input.options.refreshOnly) return { unanswered: [], moveNotes: [] };
  const zone = input.zones.get(domain) ?? null;
  const descriptor = hostOf(input, dns);
  const host = zone === null || isProblem(zone) || descriptor === null ? null : { zone, descriptor };
  const move = { domain, diff, former, host, isDefault: formerDefaults(input, former) };
  const unanswered = unansweredSets(move);
  return { unanswered, moveNotes: notesOfMove(move, unanswered, dns) };
}

/** Nothing of a zone that does not answer now. */
function zoneNotesOf(input: PlanInput, { domain, dns, desired, diff }: Planned): readonly string[] {
  const { zones, formerZones } = input;
  const zone = zones.get(domain);
  const host = hostOf(input, dns);
  if (dns === null || host === null || zone === undefined || isProblem(zone)) return [];
  if ((formerZones.get(domain)?.account ?? dns) !== dns) return [];
  const taken = new Set(diff.changes.filter((change) => change.takes_over).map(({ address }) => address));
  const changes = diff.recordSetChanges.filter(({ address }) => taken.has(address));
  const aliases =
    desired === null || input.options.refreshOnly ? [] : notesOfAliases(desired, zone, diff.recordSetChanges, host);
  return [...notesOfMailReplaced(dns, changes, defaultsOf(zone, host.dns)), ...aliases];
}

/** What the changes of records hide in the zone that they are made in. */
function shadowedIn(input: PlanInput, planned: Planned): readonly Unanswered[] {
  const { zones, recorded } = input;
  const { domain, dns, desired, diff } = planned;
  const zone = zones.get(domain) ?? null;
  const host = hostOf(input, dns);
  if (desired === null || dns === null || host === null || zone === null || isProblem(zone)) return [];
  const changes = diff.recordSetChanges;
  return shadowedSets({ account: dns, zone, host, desired, recorded: recorded.get(domain), changes });
}

function formerDefaults(input: PlanInput, former: FormerZone | undefined): (set: RecordSet) => boolean {
  if (former === undefined || former.account === null) return () => false;
  const host = hostOf(input, former.account);
  return host === null ? () => false : defaultsOf(former.zone, host.dns);
}

function refuse(input: PlanInput, planned: readonly Moved[], calls: readonly Call[]): readonly Refusal[] {
  const callsOf = callsByDomain(planned, calls);
  const inputs = planned.map(({ domain, desired, diff, unanswered, dns }): GuardInput => {
    const former = input.formerZones.get(domain);
    const zone = input.zones.get(domain) ?? null;
    return {
      domain,
      desired,
      recorded: input.recorded.get(domain) ?? null,
      diff,
      refreshOnly: input.options.refreshOnly,
      calls: callsOf.get(domain) ?? [],
      registration: registrationOf(input, domain),
      registrar: registrarOf(input, desired?.registrar),
      zone: isProblem(zone) ? null : zone,
      host: hostOf(input, dns),
      former,
      unanswered,
      isDefault: formerDefaults(input, former),
      root: input.root,
      now: input.now,
    };
  });
  return refusalsOf(inputs, input.desired.planThresholds, input.options);
}

/** A call that settles several domains at once is one of each of them. */
function callsByDomain(planned: readonly Planned[], calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const domainOf = new Map(
    planned.flatMap(({ domain, diff }) => diff.changes.map(({ address }) => [address, domain] as const)),
  );
  const found = new Map<string, Call[]>();
  for (const call of calls) {
    const domains =
      call.domain === null ? call.covers.flatMap((address) => domainOf.get(address) ?? []) : [call.domain];
    for (const domain of new Set(domains)) {
      const known = found.get(domain);
      if (known === undefined) found.set(domain, [call]);
      else known.push(call);
    }
  }
  return found;
}

/** Settings first, then records in the order of application, then what concerns the state alone. */
function inOrder(diff: DomainDiff): readonly Change[] {
  const position = new Map(orderChanges(diff.recordSetChanges).map((change, index) => [change.address, index]));
  const rank = (change: Change) => (change.kind === 'registration' ? 0 : change.kind === 'setting' ? 1 : 2);
  const last = position.size;
  return [...diff.changes].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (position.get(a.address) ?? last) - (position.get(b.address) ?? last) ||
      (a.address < b.address ? -1 : a.address > b.address ? 1 : 0),
  );
}

function headerOf(input: PlanInput, desired: DesiredDomain): PlannedDomain {
  const registration = registrationOf(input, desired.domain);
  const zone = input.zones.get(desired.domain) ?? null;
  const read = input.registrations.get(desired.domain) ?? null;
  return {
    domain: desired.domain,
    registrar: desired.registrar ?? null,
    dns: desired.dns ?? null,
    expires_at: registration?.expiresAt ?? null,
    auto_renew: registration?.settings.auto_renew ?? null,
    frozen: isProblem(zone) || isProblem(read),
  };
}

function registrationOf(input: PlanInput, domain: string): LiveRegistration | null {
  const read = input.registrations.get(domain);
  return read === undefined || isProblem(read) ? null : read;
}

function summarize(
  diffs: readonly DomainDiff[],
  lists: Pick<Plan, 'changes' | 'drift' | 'foreign' | 'unanswered' | 'errors'>,
  refusals: readonly Refusal[],
  calls: number,
): Summary {
  const count = (action: Change['action']) => lists.changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    adopt: count('adopt'),
    forget: count('forget'),
    no_op: diffs.reduce((sum, diff) => sum + diff.noOp, 0),
    take_over: lists.changes.filter((change) => change.takes_over).length,
    drift: lists.drift.length,
    foreign: lists.foreign.length,
    unanswered: lists.unanswered.length,
    refusals: refusals.filter(({ consented }) => !consented).length,
    errors: lists.errors.length,
    calls,
  };
}
