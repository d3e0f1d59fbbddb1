import type { Source } from '../../schema/config/document.ts';
import { formatChecked, formatIssues } from '../../schema/config/format-check.ts';
import { count } from '../../schema/count.ts';
import type { FmtArguments } from '../arguments/fmt.ts';
import { readConfig } from '../config-files.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { uninterrupted } from '../interrupt.ts';
import { replaceFile } from '../new-files.ts';
import { fileDifference } from '../views/file-difference.ts';
import { issuesText } from '../views/issues.ts';

/** The names of files that change go to stdout; with `check` what changes in them. Files that are no YAML are left alone, all. */
export async function fmt({ globals, interrupt, output, paint }: Context, { check }: FmtArguments): Promise<ExitCode> {
  const { sources, issues } = await readConfig(globals.files);
  const all = [...issues, ...sources.flatMap(formatIssues)];
  if (all.length > 0) {
    output.message(issuesText(all, sources, paint).split('\n'));
    throw new CommandError(`The config has ${count(all.length, 'issue')}. Nothing was written.`);
  }
  const changed = sources.flatMap((source): readonly (Source & { readonly after: string })[] => {
    const after = formatChecked(source);
    return after === source.text ? [] : [{ ...source, after }];
  });
  for (const { file, text, after } of changed) {
    if (check) output.result(fileDifference(file, text, after, paint));
    else {
      await uninterrupted(interrupt, () => replaceFile(file, text, after));
      output.resultLines(file);
    }
  }
  return check && changed.length > 0 ? 1 : 0;
}
