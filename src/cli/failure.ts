/** What the user sees of an error, and the exit code that goes with it. */
import { visible } from '../schema/visible.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import type { ExitCode } from './exit-code.ts';
import { Interrupted } from './interrupt.ts';

/** Errors whose message says all there is to say: what failed, what was seen, what to do next. */
const selfExplaining = ['CommandError', 'RegistrarError', 'StateError', 'StateLockedError', 'SandboxError'];

/** What the file system refuses is for its owner to mend. Codes as in errno(3). */
const fileSystemAdvice: Readonly<Record<string, string>> = {
  EACCES: 'Give this user leave to write there, or name another place.',
  EPERM: 'Give this user leave to write there, or name another place.',
  EROFS: 'The file system is read-only: name another place.',
  ENOSPC: 'The disk is full: make room, and run again.',
  EDQUOT: 'The quota of this user is used up: make room, and run again.',
  EFBIG: 'Files may not grow as large for this user: raise the limit (ulimit -f), or name another place.',
  ENOTDIR: 'A file stands where a folder is needed: move it, or name another place.',
  EEXIST: 'A file stands where a folder is needed: move it, or name another place.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n).',
  EIO: 'The disk answers with errors: check it.',
};

export async function guarded(context: Context, action: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Interrupted) {
      context.output.message(error.message);
      return 130;
    }
    context.output.message(failureText(error, context.globals.verbose).split('\n'));
    return 1;
  }
}

/** Its line ends are ours. */
export function failureText(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `Unexpected error: ${visible(String(error))}`;
  const advice = 'syscall' in error && 'code' in error ? fileSystemAdvice[String(error.code)] : undefined;
  const expected = selfExplaining.includes(error.name) || advice !== undefined;
  const [first = '', ...more] = (error instanceof CommandError ? error.lines : [error.message]).map(visible);
  const line = expected
    ? [`Error: ${[first, ...(advice === undefined ? [] : [advice])].join('. ')}`, ...more].join('\n')
    : `Unexpected error: ${first || error.name}`;
  if (verbose) return [line, stackText(error), ...causes(error)].filter((text) => text !== '').join('\n');
  return expected ? line : `${line}. This is a defect of domctl; run again with --verbose to see where.`;
}

function causes(error: Error): string[] {
  if (!(error.cause instanceof Error)) return [];
  return [`caused by ${stackText(error.cause) || visible(error.cause.message)}`, ...causes(error.cause)];
}

/** The message may hold anything; the lines below it are places in our code. */
function stackText({ stack = '', message }: Error): string {
  return stack.replace(message, () => visible(message));
}
