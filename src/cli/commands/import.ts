import { join, resolve } from 'node:path';
import type { Holdings } from '../../exchange/holdings.ts';
import { configFiles, configText } from '../../exchange/import/config-text.ts';
import { type ImportedConfig, makeConfig } from '../../exchange/import/make-config.ts';
import { heldZone } from '../../exchange/moving/held-zone.ts';
import { registrars } from '../../registrars/index.ts';
import { hostsZones, lacksHalf } from '../../schema/capabilities.ts';
import { addToText } from '../../schema/config/add-to-text.ts';
import type { Source } from '../../schema/config/document.ts';
import { configFrame } from '../../schema/config/frame.ts';
import type { AccountConfig } from '../../schema/desired.ts';
import { readHoldings } from '../../workflow/read-holdings.ts';
import { type ImportArguments, type MovedFrom, optionOf } from '../arguments/import.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { checkImported } from '../imported.ts';
import { uninterrupted } from '../interrupt.ts';
import { type LoadedDesired, loadOffline } from '../load-desired.ts';
import { readMoved } from '../moved-files.ts';
import { isThere, refuseExisting, replaceFile, writeNewFiles } from '../new-files.ts';
import { withLive } from '../session.ts';
import { importLines, importWarnings, nothingLines } from '../views/import.ts';
import { readWanted } from '../wanted.ts';

/** Exits 1 where an account or a domain could not be read; the others are written all the same. */
export async function importConfig(context: Context, args: ImportArguments): Promise<ExitCode> {
  const { wanted, from, split, out } = args;
  if (split && out === null) throw new CommandError('--split writes a folder: name it with --out.');
  if (from !== null) {
    if (wanted.length > 0) throw new CommandError(`Name accounts, or files with ${optionOf(from)}, not both.`);
    const config = await loadOffline(context);
    await refuseOther(config, args);
    return write(context, config, await movedHoldings(context, config, from), args);
  }
  return withLive(context, async ({ desired, sources, accounts, progress }) => {
    await refuseOther({ desired, sources }, args);
    const holdings = await readHoldings({
      accounts,
      wanted: readWanted(wanted, [...accounts.keys()]),
      parallelism: context.globals.parallelism,
      progress: progress.reading(),
    });
    progress.end();
    return write(context, { desired, sources }, holdings, args);
  });
}

async function movedHoldings(context: Context, { desired }: LoadedDesired, from: MovedFrom): Promise<Holdings> {
  const host = hostFor(from, desired.accounts);
  const { zones, remarks, problems = [] } = await readMoved(context, from);
  const held = zones.map((zone) => heldZone(zone, host.name, host.descriptor));
  return {
    domains: held.map((one) => one.held).sort((a, b) => (a.domain < b.domain ? -1 : 1)),
    problems: problems.map((message) => ({ account: optionOf(from), message })),
    remarks: [...remarks, ...held.flatMap((one) => one.remarks)],
  };
}

function hostFor(from: MovedFrom, accounts: readonly AccountConfig[]) {
  const name = from.account;
  const names = accounts.map((account) => account.name);
  const list = names.length === 0 ? 'there is none yet: add it under accounts:' : `there are ${names.join(', ')}`;
  if (name === null)
    throw new CommandError(`${optionOf(from)} needs --account: the account that is to host the zones (${list}).`);
  const descriptor = registrars.get(accounts.find((account) => account.name === name)?.registrar ?? '')?.descriptor;
  if (descriptor === undefined) throw new CommandError(`The config has no account ${name}: ${list}.`);
  if (!hostsZones(descriptor))
    throw new CommandError(`${lacksHalf('dns', name, descriptor)}: name the account that is to host them (${list}).`);
  return { name, descriptor };
}

async function write(
  context: Context,
  { desired, sources }: LoadedDesired,
  holdings: Holdings,
  args: ImportArguments,
): Promise<ExitCode> {
  const descriptors = new Map(
    desired.accounts.flatMap(({ name, registrar }) => {
      const descriptor = registrars.get(registrar)?.descriptor;
      return descriptor === undefined ? [] : [[name, descriptor] as const];
    }),
  );
  const domains = new Map(desired.domains.map((domain) => [domain.domain, domain]));
  const imported = makeConfig(holdings, {
    descriptors,
    existing: { ...configFrame(sources), domains },
    templates: args.templates,
  });
  const edited = editedFile(sources, args);
  const isHere = ({ domain }: { readonly domain: string }) => domains.get(domain)?.source.file === edited?.file;
  const lacking = imported.records.filter(isHere);
  const isEmpty = imported.domains.length + lacking.length === 0;
  if (!isEmpty) await writeImported(context, { desired, sources }, { imported, edited, lacking }, args);
  const elsewhere = imported.records.filter((one) => !isHere(one));
  const files = [...new Set(elsewhere.map(({ domain }) => domains.get(domain)?.source.file ?? ''))];
  context.output.message(importWarnings(imported));
  if (isEmpty) context.output.message(nothingLines(imported, args.out));
  if (!context.globals.quiet) context.output.message(importLines(imported, isEmpty ? null : args.out, files));
  return imported.counts.unread > 0 ? 1 : 0;
}

interface ToWrite {
  readonly imported: ImportedConfig;
  /** The file of the config that is added to. */
  readonly edited: Source | undefined;
  /** Records of domains in that file. */
  readonly lacking: ImportedConfig['records'];
}

async function writeImported(
  context: Context,
  { desired, sources }: LoadedDesired,
  { imported, edited, lacking }: ToWrite,
  args: ImportArguments,
): Promise<void> {
  if (edited === undefined) {
    const files = await filesOf(imported, args);
    checkImported(desired, [...sources, ...files]);
    if (args.out === null) return context.output.result(configText(imported));
    const texts = new Map(files.map(({ file, text }) => [file, text]));
    return uninterrupted(context.interrupt, () => writeNewFiles(texts));
  }
  const text = addedTo(edited, imported, lacking);
  checkImported(
    desired,
    sources.map((source) => (source === edited ? { ...source, text } : source)),
  );
  await uninterrupted(context.interrupt, () => replaceFile(edited.file, edited.text, text));
}

/** A file of the config is added to; another that is there stays as it is. */
async function refuseOther({ sources }: LoadedDesired, args: ImportArguments): Promise<void> {
  if (args.out !== null && !args.split && editedFile(sources, args) === undefined) await refuseExisting(args.out);
}

function editedFile(sources: readonly Source[], { out, split }: ImportArguments): Source | undefined {
  return out === null || split ? undefined : sources.find(({ file }) => resolve(file) === resolve(out));
}

function addedTo(edited: Source, imported: ImportedConfig, records: ImportedConfig['records']): string {
  const { defaults, templates, domains: blocks, remarks } = imported;
  const added = addToText(edited.text, {
    defaults,
    templates: templates.map(({ lines }) => lines),
    domains: blocks.map(({ lines }, index) => (index === 0 ? [...remarks, ...lines] : lines)),
    records: new Map(records.map(({ domain, lines }) => [domain, lines])),
  });
  if (added.ok) return added.value;
  const { message, suggestion } = added.problem;
  throw new CommandError(`${edited.file}: ${message}. Nothing was written: ${suggestion}.`);
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
