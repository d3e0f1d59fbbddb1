/** Several files as one config: each account, template and default is in one file only. */
import { seen } from '../dns/seen.ts';
import type { SourcePosition } from '../source.ts';
import type { YamlDocument } from './document.ts';
import type { Account, Config, Defaults, Domain, Template } from './generated/raw-config.ts';
import type { IssueCode } from './issue.ts';
import type { Reporter } from './report.ts';
import type { Structured } from './structure.ts';

/** An entry of a section and where it stands. `value` is null where its shape is broken. */
export interface Entry<T> {
  readonly name: string;
  readonly value: T | null;
  readonly document: YamlDocument;
  readonly source: SourcePosition;
}

export interface Sections {
  readonly accounts: ReadonlyMap<string, Entry<Account>>;
  readonly templates: ReadonlyMap<string, Entry<Template>>;
  /** As written: two spellings of one domain are both here. */
  readonly domains: readonly Entry<Domain>[];
  readonly defaults: Defaults;
  /** Sections of which a part is not known, because its key or its shape is broken somewhere. */
  readonly incomplete: ReadonlySet<string>;
}

export function joinSections(files: readonly Structured[], reporter: Reporter): Sections {
  return {
    accounts: unique(entriesOf(files, 'accounts'), 'accounts', 'duplicate-account', reporter),
    templates: unique(entriesOf(files, 'templates'), 'templates', 'duplicate-template', reporter),
    domains: entriesOf(files, 'domains'),
    defaults: joinDefaults(files, reporter),
    incomplete: new Set(files.flatMap(({ config, broken }) => [...(broken.get(config) ?? [])])),
  };
}

interface EntryTypes {
  readonly accounts: Account;
  readonly templates: Template;
  readonly domains: Domain;
}

function entriesOf<S extends keyof EntryTypes>(
  files: readonly Structured[],
  section: S,
): readonly Entry<EntryTypes[S]>[] {
  return files.flatMap(({ document, config, broken }) => {
    const values = config[section] as Readonly<Record<string, EntryTypes[S]>> | undefined;
    if (values === undefined) return [];
    const starts = document.converter.keyStarts.get(values);
    const entry = (name: string, value: EntryTypes[S] | null): Entry<EntryTypes[S]> => {
      return { name, value, document, source: document.positionAt(starts?.get(name) ?? 0) };
    };
    return [
      ...Object.entries(values).map(([name, value]) => entry(name, value)),
      ...[...(broken.get(values) ?? [])].map((name) => entry(name, null)),
    ];
  });
}

/** `cf-prod` and `CF_PROD` would share `DOMCTL_ENDPOINT_CF_PROD`. */
function oneName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function unique<T>(
  entries: readonly Entry<T>[],
  section: keyof Config,
  code: IssueCode,
  reporter: Reporter,
): ReadonlyMap<string, Entry<T>> {
  const byName = new Map<string, Entry<T>>();
  const known = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const key = section === 'accounts' ? oneName(entry.name) : entry.name;
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, entry);
      byName.set(entry.name, entry);
      continue;
    }
    if (section === 'accounts') byName.set(entry.name, byName.get(entry.name) ?? entry);
    const where = { document: entry.document, path: [section, entry.name], at: 'key' } as const;
    const message =
      first.name === entry.name
        ? `${seen(entry.name)} is in ${section} at ${place(first.source)} already`
        : `${seen(entry.name)} differs from ${seen(first.name)} at ${place(first.source)} in case or hyphens only`;
    reporter.report(where, code, { message, suggestion: 'keep one of the two, or rename one' });
  }
  return byName;
}

function joinDefaults(files: readonly Structured[], reporter: Reporter): Defaults {
  const joined: Record<string, unknown> = {};
  const origin = new Map<string, string>();
  for (const { document, config } of files) {
    for (const [key, value] of Object.entries(config.defaults ?? {})) {
      const first = origin.get(key);
      if (first === undefined) {
        joined[key] = value;
        origin.set(key, document.file);
        continue;
      }
      const where = { document, path: ['defaults', key], at: 'key' } as const;
      const message = `${key} is in defaults of ${first} already; defaults hold for all files`;
      reporter.report(where, 'duplicate-default', { message, suggestion: 'keep one of the two' });
    }
  }
  return joined;
}

/** `a.yaml:3`. */
export function place(source: SourcePosition): string {
  return `${source.file}:${source.line}`;
}
