import type { SandboxArguments } from '../arguments/sandbox.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { openSandbox } from '../open-sandbox.ts';
import { sandboxEnvironment, sandboxLine } from '../views/sandbox.ts';

/** Stays until SIGTERM or Ctrl-C. What it prints when it is ready is all that it ever prints to stdout. */
export async function sandbox(context: Context, args: SandboxArguments): Promise<ExitCode> {
  const opened = await openSandbox(context, args);
  const signal = context.interrupt.takeOver('');
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const view = args.printEnv ? sandboxEnvironment : sandboxLine;
  context.output.result(view(opened));
  if (!context.globals.quiet)
    context.output.message(`The sandbox keeps its data in ${args.data}. Stop it with Ctrl-C.`);
  await stopped;
  await opened.close();
  return 0;
}
