import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption, integerFrom, runNumber } from './values.ts';

export interface HistoryArguments {
  /** One run with all that it did; null: the list of runs. */
  readonly run: number | null;
  readonly limit: number;
  readonly format: Format;
}

export function addHistory(program: Command, run: RunCommand): void {
  const command = program
    .command('history')
    .description('the runs that changed something, the newest first; with RUN all that this one changed')
    .argument('[run]', 'the number of a run', runNumber)
    .option('--limit <n>', 'how many runs', integerFrom(1, 100_000), 20)
    .addOption(formatOption())
    .action((number: number | undefined, raw: { readonly format: Format; readonly limit: number }) =>
      run(command, async (context) => {
        const { history } = await import('../commands/history.ts');
        return history(context, { run: number ?? null, limit: raw.limit, format: raw.format });
      }),
    );
}
