import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { integerFrom, share } from './values.ts';

/** Of the sandbox inside a process, and the default of a standing one. */
export const sandboxFolder = '.domctl/sandbox';

export interface SandboxArguments {
  /** Where the simulators keep their data. */
  readonly data: string;
  readonly latencyMs: number;
  /** Share of requests that fail. */
  readonly faultRate: number;
  readonly rateLimits: boolean;
  /** Of the faults: the same seed, the same faults. */
  readonly seed: number;
  /** Accounts get this port and those after it, in order of name; null: any free ones. */
  readonly portBase: number | null;
  readonly printEnv: boolean;
}

interface RawOptions {
  readonly data: string;
  readonly latency: number;
  readonly faultRate: number;
  readonly rateLimits: boolean;
  readonly seed: number;
  readonly portBase?: number;
  readonly printEnv?: boolean;
}

export function addSandbox(program: Command, run: RunCommand): void {
  const command = program
    .command('sandbox')
    .description('run simulated registrars for the accounts and domains of the config, until stopped')
    .option('--data <dir>', 'where the simulators keep their data', sandboxFolder)
    .option('--latency <ms>', 'how long each answer takes', integerFrom(0, 600_000), 0)
    .option('--fault-rate <share>', 'share of requests that fail, 0 to 1', share, 0)
    .option('--seed <n>', 'of the faults: the same seed, the same faults', integerFrom(0), 1)
    .option('--no-rate-limits', "without the registrars' rate limits")
    .option('--port-base <port>', 'the first port; accounts follow in order of name', integerFrom(1024, 65_535))
    .option('--print-env', 'print the variables as export lines instead of JSON')
    .action((raw: RawOptions) =>
      run(command, async (context) => {
        const { sandbox } = await import('../commands/sandbox.ts');
        return sandbox(context, {
          data: raw.data,
          latencyMs: raw.latency,
          faultRate: raw.faultRate,
          rateLimits: raw.rateLimits,
          seed: raw.seed,
          portBase: raw.portBase ?? null,
          printEnv: raw.printEnv ?? false,
        });
      }),
    );
}
