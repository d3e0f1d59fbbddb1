import type { ValidateArguments } from '../arguments/validate.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { loadFiles } from '../load-desired.ts';
import { validationViews } from '../views/validation.ts';

/** Makes no API calls, so a pull request can be checked where no credentials are. Exits 1 where there are issues. */
export async function validate(context: Context, { format }: ValidateArguments): Promise<ExitCode> {
  const loaded = await loadFiles(context.globals.files, () => undefined, 'skip');
  context.output.report(validationViews[format](loaded, context.paint), format);
  return loaded.desired === null ? 1 : 0;
}
