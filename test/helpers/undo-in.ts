import type { Targets } from '../../src/planner/targets.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import { type Undo, undo } from '../../src/workflow/undo.ts';
import type { Portfolio } from './portfolio.ts';

/** What undoing a run of a portfolio aims at. `config`: its one domain, as it is now. */
export async function undoIn(
  { state }: Portfolio,
  run: number,
  config: DesiredDomain,
  targets?: Targets,
): Promise<Undo> {
  const entries = state.journal.filter((row) => row.run === run);
  const journal = entries.map((row) => ({
    ...row,
    outcome: row.outcome?.outcome ?? null,
    found: row.outcome?.found ?? {},
    error: null,
    settledAt: null,
  }));
  const recorded = new Map((await state.readRecorded(['example.com'])).map((one) => [one.domain, one]));
  return undo({ journal }, { accounts: [], planThresholds, domains: [config] }, recorded, targets);
}
