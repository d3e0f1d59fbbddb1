/** The command to type after a plan, with the global options that this one was given. */
import type { Plan } from '../planner/plan.ts';
import { parseAddress } from '../schema/dns/address.ts';
import { quoted } from '../schema/shell-word.ts';
import { defaultFile, defaultWorkspace, type GlobalOptions } from './arguments/global.ts';

/** Carries out a plan file. */
export function nextApply(globals: GlobalOptions, planFile: string): string {
  return nextCommand(globals, 'apply', [planFile]);
}

/** `command`: its words, `state unprotect`. */
export function nextCommand(globals: GlobalOptions, command: string, words: readonly string[]): string {
  return ['domctl', command, ...repeated(globals), ...words.map(quoted)].join(' ');
}

/** More domains than this are not named in a command to paste. */
const maxOthers = 10;

/**
 * What does for the domains of a plan that are not refused what was meant for all. Null: nothing is refused, or all that
 * changes, or the plan as a whole; or there are more of them than anybody wants to paste. `planFile`: null for none.
 */
export function nextForOthers(globals: GlobalOptions, plan: Plan, planFile: string | null): string | null {
  const refused = new Set(plan.refusals.filter(({ consented }) => !consented).map(({ domain }) => domain));
  const others = new Set(plan.changes.map(({ domain }) => domain).filter((domain) => !refused.has(domain)));
  if (refused.size === 0 || refused.has(null) || others.size === 0) return null;
  const { targets, consents, ...aim } = plan.options;
  const named = targets.length === 0 ? [...others].sort() : targets.filter((one) => others.has(domainOf(one) ?? ''));
  if (named.length === 0 || named.length > maxOthers) return null;
  const given = consents.filter((one) => !one.includes(':') || others.has(one.slice(one.indexOf(':') + 1)));
  const options = { ...aim, targets: named, consents: given };
  const isApply = planFile === null && aim.undo_run === null && !aim.refresh_only;
  return isApply ? nextPlanAndApply(globals, options) : nextPlan(globals, options, planFile);
}

function domainOf(target: string): string | null {
  const address = parseAddress(target);
  return address.ok ? address.value.domain : null;
}

/** Makes a plan anew, with the options that it was made with. `planFile`: null for none. */
export function nextPlan(globals: GlobalOptions, options: Plan['options'], planFile: string | null): string {
  const { undo_run: undoRun, refresh_only: refreshOnly, targets, consents } = options;
  return [
    'domctl',
    undoRun === null ? 'plan' : `undo ${undoRun}`,
    ...repeated(globals),
    ...(refreshOnly ? ['--refresh-only'] : []),
    ...targets.map((target) => `--target ${quoted(target)}`),
    ...consents.map((consent) => `--consent ${quoted(consent)}`),
    ...(planFile === null ? [] : [`--out ${quoted(planFile)}`]),
  ].join(' ');
}

/** Plans again and carries it out. */
export function nextPlanAndApply(
  globals: GlobalOptions,
  options: { readonly targets: readonly string[]; readonly consents: readonly string[] },
): string {
  return [
    'domctl',
    'apply',
    ...repeated(globals),
    ...options.targets.map((target) => `--target ${quoted(target)}`),
    ...options.consents.map((consent) => `--consent ${quoted(consent)}`),
  ].join(' ');
}

function repeated(globals: GlobalOptions): string[] {
  const files = globals.files.length === 1 && globals.files[0] === defaultFile ? [] : globals.files;
  return [
    ...files.map((file) => `-f ${quoted(file)}`),
    ...(globals.sandbox ? ['--sandbox'] : []),
    // A URL may hold a password: it is left to whoever has it.
    ...(globals.state === undefined || globals.state.includes('://') ? [] : [`--state ${quoted(globals.state)}`]),
    ...(globals.workspace === defaultWorkspace ? [] : [`--workspace ${quoted(globals.workspace)}`]),
  ];
}
