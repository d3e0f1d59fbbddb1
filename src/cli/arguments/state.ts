/** `domctl state`: recorded state by hand. */
import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { collect, type Format, formatOption } from './values.ts';

export interface StateListArguments {
  readonly targets: readonly string[];
  readonly format: Format;
}

export interface StateShowArguments {
  readonly address: string;
  readonly format: Format;
}

export interface StateForgetArguments {
  readonly addresses: readonly string[];
  readonly yes: boolean;
}

export interface StateUnprotectArguments {
  readonly addresses: readonly string[];
}

export interface StatePullArguments {
  /** Null: stdout. */
  readonly out: string | null;
}

export interface StatePushArguments {
  readonly file: string;
  readonly yes: boolean;
}

export function addState(program: Command, run: RunCommand): void {
  const state = program.command('state').description('what is recorded: look at it, and change it by hand');
  addList(state, run);
  addShowOne(state, run);
  addForget(state, run);
  addUnprotect(state, run);
  addPull(state, run);
  addPush(state, run);
}

function addList(state: Command, run: RunCommand): void {
  const command = state
    .command('list')
    .description('all that is recorded, with the run that wrote it')
    .addOption(formatOption())
    .option('--target <address>', 'only this domain, record set or setting; may be repeated', collect)
    .action((raw: { readonly format: Format; readonly target?: readonly string[] }) =>
      run(command, async (context) => {
        const { stateList } = await import('../commands/state/list.ts');
        return stateList(context, { format: raw.format, targets: raw.target ?? [] });
      }),
    );
}

function addShowOne(state: Command, run: RunCommand): void {
  const command = state
    .command('show')
    .description('recorded values of one address: a domain, a name, a record set or a setting')
    .argument('<address>', 'example.com, example.com/www/A, example.com:auto_renew')
    .addOption(formatOption())
    .action((address: string, raw: { readonly format: Format }) =>
      run(command, async (context) => {
        const { stateShow } = await import('../commands/state/show.ts');
        return stateShow(context, { address, format: raw.format });
      }),
    );
}

function addForget(state: Command, run: RunCommand): void {
  const command = state
    .command('forget')
    .description('stop managing; what is live stays as it is')
    .argument('<address...>', 'domains, names, record sets or settings')
    .option('--yes', 'forget without asking')
    .action((addresses: readonly string[], raw: { readonly yes?: boolean }) =>
      run(command, async (context) => {
        const { stateForget } = await import('../commands/state/forget.ts');
        return stateForget(context, { addresses, yes: raw.yes ?? false });
      }),
    );
}

function addUnprotect(state: Command, run: RunCommand): void {
  const command = state
    .command('unprotect')
    .description('lift the protection of domains and record sets that left the config')
    .argument('<address...>', "domains or record sets; a domain's record sets have their own protection")
    .action((addresses: readonly string[]) =>
      run(command, async (context) => {
        const { stateUnprotect } = await import('../commands/state/unprotect.ts');
        return stateUnprotect(context, { addresses });
      }),
    );
}

function addPull(state: Command, run: RunCommand): void {
  const command = state
    .command('pull')
    .description('print all recorded state as JSON')
    .option('--out <file>', 'write it to a file instead')
    .action((raw: { readonly out?: string }) =>
      run(command, async (context) => {
        const { statePull } = await import('../commands/state/pull.ts');
        return statePull(context, { out: raw.out ?? null });
      }),
    );
}

function addPush(state: Command, run: RunCommand): void {
  const command = state
    .command('push')
    .description('replace all recorded state by what a pull printed; refused where it was written since')
    .argument('<file>', 'the JSON of "state pull"')
    .option('--yes', 'replace without asking')
    .action((file: string, raw: { readonly yes?: boolean }) =>
      run(command, async (context) => {
        const { statePush } = await import('../commands/state/push.ts');
        return statePush(context, { file, yes: raw.yes ?? false });
      }),
    );
}
