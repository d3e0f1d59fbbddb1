/** A plan of what is live now, with progress on stderr. */
import type { PlanOptions } from '../planner/inputs.ts';
import type { Plan } from '../planner/plan.ts';
import type { RegistrarDescriptor } from '../schema/capabilities.ts';
import { didYouMean } from '../schema/config/suggest.ts';
import { type MadePlan, type MakePlanOptions, makePlan, type Scope, scopeOf } from '../workflow/make-plan.ts';
import type { OpenAccount, OpenAccounts } from '../workflow/open-accounts.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { estimateSeconds, unused, type Work, workOf } from './estimate.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { Session } from './session.ts';
import type { PlanFacts } from './views/plan-text.ts';

/** What a plan is to bring about: what the config says, or the way back from a run. */
export type Aim = Pick<MakePlanOptions, 'desired' | 'options' | 'expected' | 'notes' | 'alsoSettings'>;

/** What the config says. */
export function configAim({ desired }: Session, { targets, refreshOnly, consents }: PlanOptions): Aim {
  return { desired, options: { targets, refreshOnly, consents } };
}

/** `only`: no other domains. Throws `CommandError` for a target or consent that names nothing known. */
export async function scopeNow(session: Session, aim: Aim, only?: ReadonlySet<string>): Promise<Scope> {
  const { store, root } = session;
  const scope = await scopeOf(aim.desired, store, root, aim.options.targets, only);
  if (scope.ok) {
    await refuseUnknownConsents(session, aim.options.consents);
    return scope.value;
  }
  const { message, suggestion } = scope.problem;
  const option = aim.options.targets.length > 0 ? '--target ' : '';
  throw new CommandError(sentence(`${option}${message}${suggestion === undefined ? '' : `; ${suggestion}`}`));
}

/** A question has its mark. */
function sentence(text: string): string {
  return text.endsWith('?') ? text : `${text}.`;
}

/** A misspelt domain would be missed only when the plan is refused all the same. */
async function refuseUnknownConsents({ desired, store }: Session, consents: readonly string[]): Promise<void> {
  const known = desired.domains.map(({ domain }) => domain);
  const named = consents.flatMap((consent) => consent.split(':').slice(1));
  const elsewhere = [...new Set(named)].filter((domain) => !known.includes(domain));
  const recorded = (await store.knownDomains(elsewhere)).map(({ domain }) => domain);
  const unknown = elsewhere.find((domain) => !recorded.includes(domain));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known, 'domains');
  throw new CommandError(
    sentence(`--consent names ${unknown}, which is neither in the config nor in the state; ${hint}`),
  );
}

/** Throws `CommandError` where the accounts and the state are not of one world; see `refuse-mixed.ts`. */
export async function planNow(context: Context, session: Session, aim: Aim, scope: Scope): Promise<MadePlan> {
  // Now, while the state is open: later it would be opened again for that.
  const { simulated } = await session.store.version();
  const made = await makePlan({
    ...aim,
    accounts: session.accounts,
    store: session.store,
    root: session.root,
    workspace: context.globals.workspace,
    scope,
    toolVersion: context.toolVersion,
    now: context.now(),
    parallelism: context.globals.parallelism,
    progress: session.progress.reading(),
  });
  session.progress.end();
  refuseMixed(session.accounts, session.store, simulated);
  return made;
}

/**
 * `apply`: whether this run applies it, or another one will, which reads what this one has read. `next`: the command to type;
 * `others`: the one for what is not refused.
 */
export function planFacts(
  context: Context,
  { accounts }: Session,
  plan: Plan,
  { apply, ...commands }: Pick<PlanFacts, 'next' | 'others'> & { readonly apply: 'now' | 'later' },
): PlanFacts {
  const { paint, globals } = context;
  const seconds = apply === 'now' ? secondsNow(plan, accounts) : secondsLater(plan, accounts);
  return { paint, verbose: globals.verbose, seconds, ...commands };
}

/** The requests of this run count towards the limits still. */
function secondsNow(plan: Plan, accounts: OpenAccounts): number {
  const descriptors = descriptorsOf(accounts);
  return estimateSeconds(workOf(plan, descriptors), descriptors, new Map(each(accounts, (account) => account.pace())));
}

function secondsLater(plan: Plan, accounts: OpenAccounts): number {
  const descriptors = descriptorsOf(accounts);
  const calls = workOf(plan, descriptors);
  const work = each(accounts, (account, name): Work => {
    const { requests, inARow } = calls.get(name) ?? { requests: 0, inARow: 0 };
    const reads = Math.ceil(account.counts().reads * shareOf(plan, name));
    return { requests: reads + requests, inARow: inARow + (reads === 0 ? 0 : 1) };
  });
  const paces = each(accounts, (account) => ({ ...unused, answerMs: account.pace().answerMs }));
  return estimateSeconds(new Map(work), descriptors, new Map(paces));
}

/** Of the domains at this account, those that change: an apply reads no others. */
function shareOf({ domains, changes }: Plan, account: string): number {
  const here = domains.filter(({ registrar, dns }) => registrar === account || dns === account);
  const changed = new Set(changes.map(({ domain }) => domain));
  return here.length === 0 ? 0 : here.filter(({ domain }) => changed.has(domain)).length / here.length;
}

function descriptorsOf(accounts: OpenAccounts): ReadonlyMap<string, RegistrarDescriptor> {
  return new Map(each(accounts, ({ registrar }) => registrar.descriptor));
}

function each<T>(
  accounts: OpenAccounts,
  of: (account: OpenAccount, name: string) => T,
): readonly (readonly [string, T])[] {
  return [...accounts].map(([name, account]) => [name, of(account, name)]);
}
