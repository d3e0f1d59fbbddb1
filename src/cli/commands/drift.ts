import type { DriftArguments } from '../arguments/drift.ts';
import type { Context } from '../context.ts';
import { driftReport } from '../drift-report.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { configAim, planNow, scopeNow } from '../plan-now.ts';
import { withSession } from '../session.ts';
import { driftViews } from '../views/drift.ts';

/** Exits 2 where anything drifted, else 1 where something could not be read. Reads only domains that were applied before. */
export async function drift(context: Context, { targets, format }: DriftArguments): Promise<ExitCode> {
  return withSession(context, { mode: 'read', operation: 'drift' }, async (session) => {
    const names = session.desired.domains.map(({ domain }) => domain);
    const recorded = (await session.store.knownDomains(names)).map(({ domain }) => domain);
    if (names.length > 0 && recorded.length === 0) throw nothingRecorded(context, session.store.location);
    const aim = configAim(session, { targets, refreshOnly: true, consents: [] });
    const all = await scopeNow(session, aim);
    const scope = await scopeNow(session, aim, new Set(recorded));
    const configured = new Set(names);
    const departed = all.domains.filter((domain) => !configured.has(domain));
    const report = driftReport(await planNow(context, session, aim, scope), departed);
    context.output.report(driftViews[format](report, context.paint), format);
    if (report.drift.length > 0) return 2;
    return report.errors.length > 0 ? 1 : 0;
  });
}

/** The wrong state, most likely: without a record there is no telling drift. */
function nothingRecorded({ globals }: Context, location: string): CommandError {
  return new CommandError(
    `No domain of the config is recorded in ${location}, workspace ${globals.workspace}, so nobody can tell what drifted. ` +
      'Check --state and --workspace, or apply first.',
  );
}
