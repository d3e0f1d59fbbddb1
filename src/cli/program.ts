/** The commands and their options, in the order of the help text. Loads no command. */
import { Command } from 'commander';
import { addApply } from './arguments/apply.ts';
import { addCredentials } from './arguments/credentials.ts';
import { addDomains } from './arguments/domains.ts';
import { addDrift } from './arguments/drift.ts';
import { addExport } from './arguments/export.ts';
import { addFmt } from './arguments/fmt.ts';
import { addGlobalOptions } from './arguments/global.ts';
import { addHistory } from './arguments/history.ts';
import { addImport } from './arguments/import.ts';
import { addPlan } from './arguments/plan.ts';
import { addRegistrars } from './arguments/registrars.ts';
import type { RunCommand } from './arguments/run-command.ts';
import { addSandbox } from './arguments/sandbox.ts';
import { addSchema } from './arguments/schema.ts';
import { addShow } from './arguments/show.ts';
import { addState } from './arguments/state.ts';
import { addUndo } from './arguments/undo.ts';
import { addUnlock } from './arguments/unlock.ts';
import { addValidate } from './arguments/validate.ts';
import type { Output } from './output.ts';

export function createProgram(version: string, run: RunCommand, output: Output): Command {
  const program = new Command('domctl')
    .description('Domains, registration settings and DNS records at many registrars, from one YAML file.')
    .version(version, '--version')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: output.result,
      writeErr: (text) => output.message(text.trimEnd().split('\n')),
      outputError: (text) => output.message(usageErrorLines(text)),
    })
    .showHelpAfterError('Run "domctl --help" for the commands, "domctl COMMAND --help" for the options of one.');
  addGlobalOptions(program);
  addImport(program, run);
  addExport(program, run);
  addFmt(program, run);
  addValidate(program, run);
  addPlan(program, run);
  addApply(program, run);
  addShow(program, run);
  addDrift(program, run);
  addHistory(program, run);
  addUndo(program, run);
  addCredentials(program, run);
  addDomains(program, run);
  addState(program, run);
  addUnlock(program, run);
  addRegistrars(program, run);
  addSchema(program, run);
  addSandbox(program, run);
  return program;
}

/** As in Terraform, it is asked for at an apply, too. */
const refreshOnlyAdvice =
  'Plan it, look at it, and apply that plan: "domctl plan --refresh-only --out plan.json", then "domctl apply plan.json".';

/** Arguments are quoted in the error as they are. What is commander's own is the suggestion, on a line of its own. */
function usageErrorLines(text: string): readonly string[] {
  const error = text.trimEnd();
  if (error.startsWith("error: unknown option '--refresh-only'")) return [error, refreshOnlyAdvice];
  const suggestion = /\n\(Did you mean [^\n]+\)$/.exec(error);
  return suggestion === null ? [error] : [error.slice(0, suggestion.index), suggestion[0].trim()];
}
