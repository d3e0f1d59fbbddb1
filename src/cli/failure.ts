/** What the user sees of an error, and the exit code that goes with it. */
import type { Context } from './context.ts';
import type { ExitCode } from './exit-code.ts';
import { Interrupted } from './interrupt.ts';

/** Errors whose message says all there is to say: what failed, what was seen, what to do next. */
const selfExplaining = ['CommandError', 'RegistrarError', 'StateError', 'StateLockedError', 'SandboxError'];

export async function guarded(context: Context, action: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Interrupted) {
      context.output.message(error.message);
      return 130;
    }
    context.output.message(failureText(error, context.globals.verbose));
    return 1;
  }
}

export function failureText(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `Unexpected error: ${String(error)}`;
  const expected = selfExplaining.includes(error.name);
  const line = expected ? `Error: ${error.message}` : `Unexpected error: ${error.message || error.name}`;
  if (verbose) return [line, error.stack ?? '', ...causes(error)].filter((text) => text !== '').join('\n');
  return expected ? line : `${line}. This is a defect of domctl; run again with --verbose to see where.`;
}

function causes(error: Error): string[] {
  if (!(error.cause instanceof Error)) return [];
  return [`caused by ${error.cause.stack ?? error.cause.message}`, ...causes(error.cause)];
}
