import { join } from 'node:path';
import { configFiles, configText } from '../../exchange/import/config-text.ts';
import { type ImportedConfig, makeConfig } from '../../exchange/import/make-config.ts';
import type { Source } from '../../schema/config/document.ts';
import { configFrame } from '../../schema/config/frame.ts';
import { readHoldings } from '../../workflow/read-holdings.ts';
import type { ImportArguments } from '../arguments/import.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { checkImported } from '../imported.ts';
import { isThere, refuseExisting, writeNewFiles } from '../new-files.ts';
import { type LiveSession, withLive } from '../session.ts';
import { importLines } from '../views/import.ts';
import { readWanted } from '../wanted.ts';

/** Exits 1 where an account or a domain could not be read; the others are written all the same. */
export async function importLive(context: Context, args: ImportArguments): Promise<ExitCode> {
  if (args.split && args.out === null) throw new CommandError('--split writes a folder: name it with --out.');
  if (args.out !== null && !args.split) await refuseExisting(args.out);
  return withLive(context, async (session) => {
    const imported = await importNow(context, session, args);
    const files = await filesOf(imported, args);
    checkImported(session.sources, files);
    if (args.out === null) context.output.result(configText(imported));
    else await writeNewFiles(new Map(files.map(({ file, text }) => [file, text])));
    context.output.message(importLines(imported, args.out));
    return imported.counts.unread > 0 ? 1 : 0;
  });
}

async function importNow(context: Context, session: LiveSession, args: ImportArguments): Promise<ImportedConfig> {
  const { desired, sources, accounts, progress } = session;
  const holdings = await readHoldings({
    accounts,
    wanted: readWanted(args.wanted, [...accounts.keys()]),
    parallelism: context.globals.parallelism,
    progress: progress.reading(),
  });
  progress.end();
  const descriptors = new Map([...accounts].map(([name, { registrar }]) => [name, registrar.descriptor]));
  const existing = { ...configFrame(sources), domains: new Set(desired.domains.map(({ domain }) => domain)) };
  return makeConfig(holdings, { descriptors, existing, templates: args.templates });
}

async function filesOf(imported: ImportedConfig, { out, split }: ImportArguments): Promise<readonly Source[]> {
  if (!split || out === null) return [{ file: out ?? 'stdout', text: configText(imported) }];
  const files: Source[] = [];
  for (const [name, text] of configFiles(imported)) {
    // Each import may share other things.
    let file = join(out, name);
    for (let n = 2; name === 'shared.yaml' && (await isThere(file)); n++) file = join(out, `shared-${n}.yaml`);
    files.push({ file, text });
  }
  return files;
}
