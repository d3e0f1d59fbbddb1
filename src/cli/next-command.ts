/** The command to type after a plan, with the global options that this one was given. */
import type { Plan } from '../planner/plan.ts';
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

/** Makes a plan file anew, with the options that it was made with. */
export function nextPlan(globals: GlobalOptions, options: Plan['options'], planFile: string): string {
  const { undo_run: undoRun, refresh_only: refreshOnly, targets, consents } = options;
  return [
    'domctl',
    undoRun === null ? 'plan' : `undo ${undoRun}`,
    ...repeated(globals),
    ...(refreshOnly ? ['--refresh-only'] : []),
    ...targets.map((target) => `--target ${quoted(target)}`),
    ...consents.map((consent) => `--consent ${quoted(consent)}`),
    `--out ${quoted(planFile)}`,
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
