/** A whole run in miniature: a config's domains, simulators for their accounts, a state in memory. */

import type { PlanOptions } from '../../src/planner/inputs.ts';
import type { Plan } from '../../src/planner/plan.ts';
import type { Registrar, WholeRegistrar } from '../../src/registrars/registrar.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { Desired, DesiredDomain, DesiredRecordSet } from '../../src/schema/desired.ts';
import { apexOf, parseOwnerName } from '../../src/schema/dns/name.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { makeRecordSet } from '../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { zoneFileTarget } from '../../src/schema/dns/targets.ts';
import { applyPlan } from '../../src/workflow/apply/apply-plan.ts';
import type { ApplyReport } from '../../src/workflow/apply/report.ts';
import { type MadePlan, type MakePlanOptions, makePlan, scopeOf } from '../../src/workflow/make-plan.ts';
import type { OpenAccount } from '../../src/workflow/open-accounts.ts';
import type { Progress } from '../../src/workflow/progress.ts';
import type { Undo } from '../../src/workflow/undo.ts';
import { type MemoryState, memoryState } from './memory-state.ts';
import { type Simulated, type SimulateOptions, simulate } from './simulated.ts';

export const silent: Progress = { refreshing() {}, applying() {}, finished() {}, notice() {} };

export interface Portfolio {
  readonly state: MemoryState;
  readonly simulated: ReadonlyMap<string, Simulated>;
  /** The accounts as one more run opens them. */
  open(): ReadonlyMap<string, OpenAccount>;
  /** What the config says from now on. */
  declare(domains: readonly DesiredDomain[]): void;
  /** Which config it is from now on. */
  moveTo(root: string): void;
  /** The same, for domains that no simulator has to know. */
  declareUnseeded(domains: readonly DesiredDomain[]): void;
  plan(options?: {
    targets?: readonly string[];
    consents?: readonly string[];
    refreshOnly?: boolean;
  }): Promise<MadePlan>;
  planUndo(run: number, undo: Undo, consents?: readonly string[]): Promise<MadePlan>;
  apply(
    planned?: MadePlan,
    options?: {
      signal?: AbortSignal;
      progress?: Partial<Progress>;
      verifyReads?: boolean;
      wait?: (ms: number) => Promise<void>;
      onBroken?: (report: ApplyReport) => void;
    },
  ): Promise<ApplyReport>;
  /** Requests carried out at all simulators since the last reset. */
  requests(): { readonly reads: number; readonly writes: number };
  resetRequests(): void;
  close(): Promise<void>;
}

/** `accounts`: by name, the registrar of each. Clients are typed as whole: of a half, ask for what it has. */
export async function openPortfolio(
  accounts: Readonly<Record<string, Registrar>>,
  options: SimulateOptions = {},
): Promise<Portfolio> {
  const names = Object.keys(accounts);
  const simulated = new Map<string, Simulated>();
  for (const name of names) simulated.set(name, await simulate(accounts[name] as WholeRegistrar, options));
  const state = memoryState();
  let domains: readonly DesiredDomain[] = [];
  let root = 'github.com/northwind/dns';

  /** Each run has clients of its own, as each process has. */
  const open = (): ReadonlyMap<string, OpenAccount> =>
    new Map(
      [...simulated].map(([name, one]) => {
        const registrar = accounts[name] as Registrar;
        const source = { file: 'test.yaml', line: 1, column: 1 };
        const config = { name, registrar: registrar.descriptor.name, credentials: {}, source };
        const client = one.reconnect();
        const told = {
          counts: () => ({ ...one.counters }),
          waiting: () => null,
          pace: () => ({ answerMs: null, endedMsAgo: [] }),
          answerers: () => new Set<never>(),
        };
        return [name, { config, registrar, client, ...told, refusal: () => undefined, checkAccess: async () => {} }];
      }),
    );

  const makeOne = async (
    desired: Desired,
    plan: PlanOptions,
    more: Pick<MakePlanOptions, 'expected' | 'notes'> = {},
  ) => {
    const scope = await scopeOf(desired, state, root, plan.targets);
    if (!scope.ok) throw new Error(scope.problem.message);
    return makePlan({
      desired,
      scope: scope.value,
      accounts: open(),
      store: state,
      workspace: 'default',
      root,
      options: plan,
      ...more,
      toolVersion: '0.0.0',
      now: new Date('2026-11-23T12:00:00Z'),
      parallelism: 8,
      progress: silent,
    });
  };

  const portfolio: Portfolio = {
    state,
    simulated,
    open,
    moveTo: (next) => {
      root = next;
    },
    declareUnseeded: (next) => {
      domains = [...next].sort((a, b) => (a.domain < b.domain ? -1 : 1));
    },
    declare: (next) => {
      portfolio.declareUnseeded(next);
      for (const one of domains) {
        for (const [name, simulator] of simulated) seed(simulator, name, one);
      }
    },
    plan: ({ targets = [], consents = [], refreshOnly = false } = {}) =>
      makeOne({ accounts: [], planThresholds, domains }, { targets, consents, refreshOnly }),
    planUndo: (undoRun, { desired, targets, expected, notes }, consents = []) =>
      makeOne(desired, { targets, consents, refreshOnly: false, undoRun }, { expected, notes }),
    async apply(
      planned,
      { signal = new AbortController().signal, progress = {}, verifyReads = false, wait, onBroken } = {},
    ) {
      const at = '2026-11-23T12:00:00.000Z';
      const host = { actor: null, host: 'test', pid: 1, commit: null, ciUrl: null, toolVersion: '0.0.0' };
      const run = await state.startRun({ operation: 'apply', startedAt: at, ...host });
      const report = await applyPlan({
        planned: planned ?? (await portfolio.plan()),
        accounts: open(),
        store: state,
        run,
        parallelism: 8,
        progress: { ...silent, ...progress },
        signal,
        verifyReads,
        ...(wait === undefined ? {} : { wait }),
        ...(onBroken === undefined ? {} : { onBroken }),
        now: () => new Date(at),
      });
      const outcome = signal.aborted ? 'interrupted' : report.summary.failed > 0 ? 'failed' : 'done';
      await state.finishRun(run, { outcome, finishedAt: at });
      return report;
    },
    requests: () =>
      [...simulated.values()].reduce(
        (sum, one) => ({ reads: sum.reads + one.stats().reads, writes: sum.writes + one.stats().writes }),
        { reads: 0, writes: 0 },
      ),
    resetRequests: () => {
      for (const one of simulated.values()) one.resetStats();
    },
    close: async () => {
      for (const one of simulated.values()) await one.close();
    },
  };
  return portfolio;
}

/** Where the sandbox would put a domain. */
function seed(simulated: Simulated, account: string, { domain, registrar, dns }: DesiredDomain): void {
  if (account === registrar) simulated.simulator.seed({ domain, registered: true, zone: 'default' });
  else if (account === dns) simulated.simulator.seed({ domain, registered: false, zone: registrar ? 'none' : 'empty' });
}

/** A domain of a config, its records as short texts: `www A 192.0.2.1, 192.0.2.2 ttl 300 protect`. */
export function declared(
  domain: string,
  account: string,
  records: readonly string[],
  more: Partial<DesiredDomain> = {},
) {
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const base: DesiredDomain = {
    domain,
    source,
    registrar: account,
    dns: account,
    settings: {},
    recordSets: [],
    foreign: 'keep',
    ignore: [],
    thresholds: { deletes: 1, updates: 1 },
    notes: [],
  };
  return { ...base, recordSets: records.map((text) => ({ ...recordSet(text, domain), source })), ...more };
}

function recordSet(text: string, domain: string): Omit<DesiredRecordSet, 'source'> {
  const match = /^(\S+) ([A-Z]+) (.*?)(?: ttl (\d+))?( protect)?$/.exec(text);
  if (match === null) throw new Error(`not a record set: ${text}`);
  const [, owner = '', type = '', values = '', ttl, protect] = match;
  const name = owner === '@' ? { ok: true as const, value: apexOf(domain) } : parseOwnerName(owner, domain);
  if (!name.ok) throw new Error(name.problem.message);
  const parsed = values.split(', ').map((value) => {
    const rdata = parseRdata(type as RecordType, value, zoneFileTarget(domain));
    if (!rdata.ok) throw new Error(rdata.problem.message);
    return rdata.value;
  });
  const set = makeRecordSet({
    name: name.value,
    type: type as RecordType,
    ttlSeconds: Number(ttl ?? 3600),
    values: parsed,
  });
  return { ...set, ...(protect === undefined ? {} : { protect: true }) };
}

export function isEmpty(plan: Plan): boolean {
  return plan.changes.length + plan.errors.length + plan.refusals.length === 0;
}
