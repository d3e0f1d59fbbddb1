import type { Command } from 'commander';
import { addConsentOption } from './consent.ts';
import type { RunCommand } from './run-command.ts';
import { collect, type Format, formatOption, verifyReadsHelp } from './values.ts';

export interface ApplyArguments {
  /** A plan that `plan --out` wrote; null: plan now. */
  readonly planFile: string | null;
  readonly format: Format;
  /** Apply without asking. */
  readonly yes: boolean;
  /** Read back all that is written, also where the registrar is not known to confirm what it does not do. */
  readonly verifyReads: boolean;
  readonly targets: readonly string[];
  readonly consents: readonly string[];
}

interface RawOptions {
  readonly format: Format;
  readonly yes?: boolean;
  readonly verifyReads?: boolean;
  readonly target?: readonly string[];
  readonly consent?: readonly string[];
}

export function addApply(program: Command, run: RunCommand): void {
  const command = program
    .command('apply')
    .description('carry out a plan: the one in PLANFILE, or one made now')
    .argument('[planfile]', 'a plan that "plan --out" or "undo --out" wrote; it is refused where it no longer fits')
    .option('--yes', 'apply without asking')
    .option('--verify-reads', verifyReadsHelp)
    .addOption(formatOption())
    .option('--target <address>', 'only this domain, record set or setting; may be repeated', collect);
  addConsentOption(command).action((planFile: string | undefined, raw: RawOptions) =>
    run(command, async (context) => {
      const { apply } = await import('../commands/apply.ts');
      return apply(context, {
        planFile: planFile ?? null,
        format: raw.format,
        yes: raw.yes ?? false,
        verifyReads: raw.verifyReads ?? false,
        targets: raw.target ?? [],
        consents: raw.consent ?? [],
      });
    }),
  );
}
