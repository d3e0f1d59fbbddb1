import type { PlanInput, PlanOptions } from '../planner/inputs.ts';
import type { Note, PlanError, Value } from '../planner/plan.ts';
import { type PlannedRun, planChanges } from '../planner/plan-changes.ts';
import { readTargets, type Targets } from '../planner/targets.ts';
import type { Desired } from '../schema/desired.ts';
import { parseAddress } from '../schema/dns/address.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import type { HistoryStore, OpenIntent } from '../state/history.ts';
import type { KnownDomain, StateStore } from '../state/store.ts';
import { markNotDone } from './not-done.ts';
import type { OpenAccounts } from './open-accounts.ts';
import type { Progress } from './progress.ts';
import { refresh } from './refresh.ts';
import { type Keeper, resume, type Settlement } from './resume.ts';

export interface MakePlanOptions {
  readonly desired: Desired;
  readonly accounts: OpenAccounts;
  readonly store: Pick<StateStore, 'serial' | 'readRecorded' | 'knownDomains'> &
    Pick<HistoryStore, 'openIntents' | 'unseenPreImages'>;
  readonly workspace: string;
  /** Which config this is; see `PlanInput.root`. */
  readonly root: string;
  readonly options: PlanOptions;
  readonly scope: Scope;
  /** What must be live still, and what else to tell: for an undo. */
  readonly expected?: ReadonlyMap<string, Value>;
  readonly notes?: readonly Note[];
  /** Settings to read though nobody manages them, as `DOMAIN:FIELD`: for a portfolio. */
  readonly alsoSettings?: readonly string[];
  readonly toolVersion: string;
  readonly now: Date;
  readonly parallelism: number;
  readonly progress: Progress;
}

/** What a run is about: nothing else is read, leased or planned. */
export interface Scope {
  readonly targets: Targets;
  /** Domains of the config, and those that left it, that the targets name; none that another config manages. */
  readonly domains: readonly string[];
}

/** A plan, and how calls of interrupted runs turned out that were in doubt until these reads. */
export interface MadePlan extends PlannedRun {
  readonly settlements: readonly Settlement[];
}

/**
 * The scope of a run of the config `root`. A target that names nothing known, or what has left this config for another, is
 * a problem. `only`: no other domains, those of a saved plan.
 */
export async function scopeOf(
  desired: Desired,
  store: Pick<StateStore, 'otherDomains' | 'knownDomains'>,
  root: string,
  targets: readonly string[],
  only?: ReadonlySet<string>,
): Promise<Result<Scope>> {
  const inConfig = desired.domains.map(({ domain }) => domain);
  const named = await namedIn(targets, inConfig, store);
  const elsewhere = named.find((domain) => isElsewhere(domain, root));
  if (elsewhere !== undefined) {
    return bad(`${elsewhere.domain} is not in this config (${root}): ${elsewhere.root} manages it`, 'work on it there');
  }
  const departed = targets.length === 0 ? await store.otherDomains(inConfig, root) : named.map(({ domain }) => domain);
  const known = [...inConfig, ...departed];
  if (desired.domains.length === 0 && targets.length === 0 && known.length > 0) {
    return bad(
      `the config names no domain, and the state has ${known.length}: all of them would be forgotten`,
      'look at the config; to stop managing domains, name them with `domctl state forget`',
    );
  }
  const chosen = readTargets(targets, new Set(known));
  if (!chosen.ok) return chosen;
  const hasDomain = (domain: string) => chosen.value.hasDomain(domain) && (only === undefined || only.has(domain));
  return ok({ targets: { ...chosen.value, hasDomain }, domains: known.filter(hasDomain) });
}

function isElsewhere({ root }: KnownDomain, here: string): boolean {
  return root !== null && root !== here;
}

/** The recorded domains that targets name though the config does not: no others are read. */
function namedIn(targets: readonly string[], inConfig: readonly string[], store: Pick<StateStore, 'knownDomains'>) {
  const configured = new Set(inConfig);
  const named = targets.map(parseAddress).flatMap((address) => (address.ok ? [address.value.domain] : []));
  return store.knownDomains([...new Set(named)].filter((domain) => !configured.has(domain)));
}

/**
 * Reads recorded state, then live state, and plans. Reads that failed are errors within the plan. Throws what the store
 * throws.
 */
export async function makePlan(make: MakePlanOptions): Promise<MadePlan> {
  const { desired, store, scope } = make;
  const inScope = new Set(scope.domains);
  const stateSerial = await store.serial();
  // First: a call that ends in between is then open and recorded, which does no harm, and never neither.
  const open = await store.openIntents();
  const recorded = new Map((await store.readRecorded(scope.domains)).map((domain) => [domain.domain, domain]));
  const intents = open.filter(({ domains }) => domains.some((domain) => inScope.has(domain)));
  const live = await refresh({
    domains: desired.domains.filter(({ domain }) => inScope.has(domain)),
    recorded,
    alsoSettings: new Set([...(make.alsoSettings ?? []), ...intents.flatMap(({ covers }) => covers)]),
    accounts: make.accounts,
    parallelism: make.parallelism,
    progress: make.progress,
    refreshOnly: make.options.refreshOnly,
  });
  const now = make.now.toISOString();
  const resumed = resume(intents, live, recorded, await keepers(make, intents), now);
  const input: PlanInput = {
    workspace: make.workspace,
    root: make.root,
    stateSerial,
    toolVersion: make.toolVersion,
    now,
    options: make.options,
    desired,
    compilers: new Map([...make.accounts].map(([name, account]) => [name, account.registrar])),
    recorded: resumed.recorded,
    ...live,
    expected: make.expected ?? new Map(),
    notes: [...(make.notes ?? []), ...resumed.notes],
  };
  const run = withUnknownTargets(planChanges(input, scope.targets), input);
  return { ...run, plan: await markNotDone(run.plan, store), settlements: resumed.settlements };
}

/**
 * Who reads a domain in this run. What an undo does not name has not left the config, and neither has what another config
 * manages.
 */
async function keepers(
  { desired, scope, options, store, root }: MakePlanOptions,
  intents: readonly OpenIntent[],
): Promise<(domain: string) => Keeper> {
  const inScope = new Set(scope.domains);
  const byDomain = new Map(desired.domains.map((domain) => [domain.domain, domain]));
  const strangers = new Set(intents.flatMap(({ domains }) => domains).filter((domain) => !byDomain.has(domain)));
  const known = await store.knownDomains([...strangers]);
  const elsewhere = new Set(known.filter((domain) => isElsewhere(domain, root)).map(({ domain }) => domain));
  return (domain) => {
    const found = byDomain.get(domain);
    if (found === undefined) return options.undoRun === undefined && !elsewhere.has(domain) ? 'left' : 'unread';
    return inScope.has(domain) ? { registrar: found.registrar, dns: found.dns } : 'unread';
  };
}

/** A target that names no record set anywhere is a slip of the keyboard, not a wish for nothing. */
function withUnknownTargets(run: PlannedRun, input: PlanInput): PlannedRun {
  const errors =
    input.options.undoRun !== undefined ? [] : input.options.targets.flatMap((text) => unknownTarget(text, input));
  if (errors.length === 0) return run;
  const { plan } = run;
  const summary = { ...plan.summary, errors: plan.summary.errors + errors.length };
  return { ...run, plan: { ...plan, summary, errors: [...plan.errors, ...errors] } };
}

function unknownTarget(text: string, input: PlanInput): readonly PlanError[] {
  const address = parseAddress(text);
  if (!address.ok || (address.value.kind !== 'record_set' && address.value.kind !== 'name')) return [];
  const target = address.value;
  const zone = input.zones.get(target.domain);
  // What could not be read is an error already.
  if (zone === undefined || 'problem' in zone) return [];
  const desired = input.desired.domains.find(({ domain }) => domain === target.domain);
  const sets = [
    ...(desired?.recordSets ?? []),
    ...(input.recorded.get(target.domain)?.recordSets ?? []),
    ...zone.recordSets,
  ];
  const named = sets.some(({ name, type }) => name === target.name && (target.kind === 'name' || type === target.type));
  if (named) return [];
  const message = `--target ${text} names no record set: it is neither in the config nor in the state nor in the zone. Check its spelling.`;
  return [{ account: desired?.dns ?? '', domain: target.domain, code: 'unknown-target', message }];
}
