import type { PlanOptions } from '../planner/inputs.ts';
import { type PlannedRun, planChanges } from '../planner/plan-changes.ts';
import { readTargets, type Targets } from '../planner/targets.ts';
import type { Desired } from '../schema/desired.ts';
import { ok, type Result } from '../schema/result.ts';
import type { StateStore } from '../state/store.ts';
import type { OpenAccounts } from './open-accounts.ts';
import type { Progress } from './progress.ts';
import { refresh } from './refresh.ts';

export interface MakePlanOptions {
  readonly desired: Desired;
  readonly accounts: OpenAccounts;
  readonly store: Pick<StateStore, 'serial' | 'readRecorded' | 'otherDomains'>;
  readonly workspace: string;
  readonly options: PlanOptions;
  readonly toolVersion: string;
  readonly now: Date;
  readonly parallelism: number;
  readonly progress: Progress;
  /** Nothing but these domains is read or planned: those that a saved plan changes. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Reads recorded state, then live state of the targeted domains, and plans. A target that names nothing known is a
 * problem; reads that failed are errors within the plan. Throws what the store throws.
 */
export async function makePlan(make: MakePlanOptions): Promise<Result<PlannedRun>> {
  const { desired, store } = make;
  const inConfig = desired.domains.map(({ domain }) => domain);
  const departed = await store.otherDomains(inConfig);
  const chosen = readTargets(make.options.targets, new Set([...inConfig, ...departed]));
  if (!chosen.ok) return chosen;
  const targets = make.only === undefined ? chosen.value : within(chosen.value, make.only);
  const wanted = [...inConfig, ...departed].filter((domain) => targets.hasDomain(domain));
  const stateSerial = await store.serial();
  const recorded = new Map((await store.readRecorded(wanted)).map((domain) => [domain.domain, domain]));
  const domains = desired.domains.filter(({ domain }) => targets.hasDomain(domain));
  const live = await refresh({ domains, recorded, ...make });
  const input = {
    workspace: make.workspace,
    stateSerial,
    toolVersion: make.toolVersion,
    now: make.now.toISOString(),
    options: make.options,
    desired,
    compilers: new Map([...make.accounts].map(([name, account]) => [name, account.registrar])),
    recorded,
    ...live,
  };
  return ok(planChanges(input, targets));
}

function within(targets: Targets, domains: ReadonlySet<string>): Targets {
  return { ...targets, hasDomain: (domain) => domains.has(domain) && targets.hasDomain(domain) };
}
