/** What changed outside since it was applied. This is also the documented JSON form, hence its snake_case keys. */
import { type Drift, knownAfterApply, type Note, type Plan, type PlanError } from '../planner/plan.ts';
import { sameValue } from '../planner/value.ts';
import { count } from '../schema/count.ts';
import type { MadePlan } from '../workflow/make-plan.ts';

export interface DriftReport {
  readonly format_version: '1.0';
  /** ISO 8601: when live state was read. */
  readonly checked_at: string;
  readonly workspace: string;
  readonly summary: {
    /** Domains that were read. */
    readonly domains: number;
    /** Values that are as recorded; null where targets left some out. */
    readonly as_recorded: number | null;
    readonly drift: number;
    readonly errors: number;
  };
  /** Sorted by domain, then address. `live` is null for what was deleted, `desired` for what left the config. */
  readonly drift: readonly Drift[];
  readonly errors: readonly PlanError[];
  readonly notes: readonly Note[];
}

/** Of a plan that only refreshes. `departed`: recorded domains that the config does not name, so that nobody reads them. */
export function driftReport({ plan, input }: MadePlan, departed: readonly string[]): DriftReport {
  const drift = plan.drift.map((one) => ({ ...one, both_changed: bothChanged(one) }));
  const left = departed.map((domain) => ({ domain, message: 'not checked: it is no longer in the config' }));
  return {
    format_version: '1.0',
    checked_at: plan.created_at,
    workspace: plan.workspace,
    summary: {
      domains: plan.domains.filter(({ frozen }) => !frozen).length,
      as_recorded: plan.options.targets.length === 0 ? plan.summary.no_op : null,
      drift: drift.length,
      errors: plan.errors.length,
    },
    drift,
    errors: plan.errors,
    notes: [
      ...input.notes,
      ...plan.refusals.flatMap(doubt),
      ...plan.domains.flatMap(({ domain }) => [...otherConfig(domain, input), ...elsewhere(domain, input)]),
      ...left,
    ],
  };
}

/** A read that an apply would not believe without consent. */
function doubt({ code, domain, message }: Plan['refusals'][number]): readonly Note[] {
  return domain === null || code !== 'suspicious-read' ? [] : [{ domain, message }];
}

/** What was recorded there is what the other config has applied. */
function otherConfig(domain: string, { recorded, root }: MadePlan['input']): readonly Note[] {
  const manager = recorded.get(domain)?.manager;
  if (manager === undefined || manager.root === root) return [];
  return [{ domain, message: `managed by the config ${manager.root}, not by this one (${root})` }];
}

/** What is recorded at accounts that the config does not name for the domain any more: nobody reads it there. */
function elsewhere(domain: string, { recorded, desired }: MadePlan['input']): readonly Note[] {
  const { recordSets = [], settings = [] } = recorded.get(domain) ?? {};
  const { dns, registrar } = desired.domains.find((one) => one.domain === domain) ?? {};
  const accounts = [
    ...recordSets.filter(({ account }) => account !== dns),
    ...settings.filter(({ account, field }) => account !== (field === 'zone' ? dns : registrar)),
  ].map(({ account }) => account);
  return [...new Set(accounts)].sort().map((account) => {
    const values = count(accounts.filter((one) => one === account).length, 'value');
    return {
      domain,
      message: `not checked: ${values} recorded at ${account}, which the config no longer names here`,
    };
  });
}

/** A plan that only refreshes does not look at what the config says. */
function bothChanged({ recorded, live, desired }: Drift): boolean {
  if (desired === null || desired === knownAfterApply) return false;
  return !sameValue(desired, recorded) && !sameValue(desired, live);
}
