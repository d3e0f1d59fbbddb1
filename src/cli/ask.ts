/** Asking before something is changed. */
import type { Format } from './arguments/values.ts';
import type { Context } from './context.ts';
import { CommandError, PlanRefused } from './errors.ts';

interface AskOptions {
  /** Do not ask. */
  readonly yes: boolean;
  readonly format?: Format;
  /** What else can be done where nobody can be asked, after "Pass --yes"; ends the sentence. */
  readonly otherwise?: string;
}

/** Resolves where somebody agreed; throws `CommandError` where they did not. */
type Ask = (question: string) => Promise<void>;

/** Throws `CommandError` where nobody can be asked, so that it is told before anything else is done. */
export function asker(context: Pick<Context, 'confirm'>, { yes, format, otherwise = '' }: AskOptions): Ask {
  if (yes) return () => Promise.resolve();
  const { confirm } = context;
  if (confirm === null) {
    throw new CommandError(
      `Cannot ask for confirmation here: stdin and stderr are not a terminal. Pass --yes${otherwise}.`,
    );
  }
  if (format === 'json') {
    throw new CommandError('--format json keeps stdout for the report, so nobody is asked. Pass --yes with it.');
  }
  return async (question) => {
    if (!(await confirm(question))) throw new PlanRefused('Not confirmed. Nothing was changed.', ['not-confirmed']);
  };
}
