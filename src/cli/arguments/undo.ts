import type { Command } from 'commander';
import { addConsentOption } from './consent.ts';
import type { RunCommand } from './run-command.ts';
import { collect, type Format, formatOption, runNumber, verifyReadsHelp } from './values.ts';

export interface UndoArguments {
  readonly run: number;
  readonly format: Format;
  /** Undo without asking. */
  readonly yes: boolean;
  /** Read back all that is written, also where the registrar is not known to confirm what it does not do. */
  readonly verifyReads: boolean;
  /** Where to write the plan instead of applying it; null: nowhere. */
  readonly out: string | null;
  /** Empty: all that the run changed. */
  readonly targets: readonly string[];
  readonly consents: readonly string[];
}

interface RawOptions {
  readonly format: Format;
  readonly yes?: boolean;
  readonly verifyReads?: boolean;
  readonly out?: string;
  readonly target?: readonly string[];
  readonly consent?: readonly string[];
}

export function addUndo(program: Command, run: RunCommand): void {
  const command = program
    .command('undo')
    .description('go back to what was live before a run, for exactly what it changed')
    .argument('<run>', 'its number, as in "domctl history"', runNumber)
    .option('--yes', 'undo without asking')
    .option('--verify-reads', verifyReadsHelp)
    .option('--out <file>', 'write the plan to a file, for apply and show, and change nothing')
    .addOption(formatOption())
    .option('--target <address>', 'only this domain, record set or setting; may be repeated', collect);
  addConsentOption(command).action((number: number, raw: RawOptions) =>
    run(command, async (context) => {
      const { undo } = await import('../commands/undo.ts');
      return undo(context, {
        run: number,
        format: raw.format,
        yes: raw.yes ?? false,
        verifyReads: raw.verifyReads ?? false,
        out: raw.out ?? null,
        targets: raw.target ?? [],
        consents: raw.consent ?? [],
      });
    }),
  );
}
