import type { Command } from 'commander';
import { addConsentOption } from './consent.ts';
import type { RunCommand } from './run-command.ts';
import { collect, type Format, formatOption } from './values.ts';

export interface PlanArguments {
  readonly format: Format;
  /** Where to write the plan file; null: nowhere. */
  readonly out: string | null;
  readonly targets: readonly string[];
  readonly refreshOnly: boolean;
  readonly detailedExitcode: boolean;
  readonly consents: readonly string[];
}

interface RawOptions {
  readonly format: Format;
  readonly out?: string;
  readonly target?: readonly string[];
  readonly refreshOnly?: boolean;
  readonly detailedExitcode?: boolean;
  readonly consent?: readonly string[];
}

export function addPlan(program: Command, run: RunCommand): void {
  const command = program
    .command('plan')
    .description('show what apply would change, and the calls it would take; changes nothing')
    .option('--out <file>', 'also write the plan to a file, for apply and show')
    .addOption(formatOption())
    .option('--target <address>', 'only this domain, record set or setting; may be repeated', collect)
    .option('--refresh-only', 'only read and tell what changed outside')
    .option('--detailed-exitcode', 'exit 2 where there are changes');
  addConsentOption(command).action((raw: RawOptions) =>
    run(command, async (context) => {
      const { plan } = await import('../commands/plan.ts');
      return plan(context, {
        format: raw.format,
        out: raw.out ?? null,
        targets: raw.target ?? [],
        refreshOnly: raw.refreshOnly ?? false,
        detailedExitcode: raw.detailedExitcode ?? false,
        consents: raw.consent ?? [],
      });
    }),
  );
}
