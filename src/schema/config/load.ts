/**
 * The only road from files to desired state: YAML, shape, accounts, templates, domains. Pure: the caller reads the files
 * and gives the environment. All issues of all files come back in one run, each with its place.
 */
import type { RegistrarDescriptor } from '../capabilities.ts';
import type { Desired, DesiredDomain } from '../desired.ts';
import { displayName } from '../dns/name.ts';
import { resolveAccount } from './accounts.ts';
import { readDocument, type Source } from './document.ts';
import { readDomain } from './domain.ts';
import type { Issue } from './issue.ts';
import type { RecordList } from './record.ts';
import { makeReporter, type Reporter } from './report.ts';
import { type Entry, joinSections, place, type Sections } from './sections.ts';
import { checkStructure, type Structured } from './structure.ts';
import { readPlanThresholds } from './thresholds.ts';
import type { Variables } from './variables.ts';
import { checkUnusedTemplate } from './zone.ts';

interface ConfigContext {
  /** By registrar name. */
  readonly descriptors: ReadonlyMap<string, RegistrarDescriptor>;
  readonly variables: Variables;
  /**
   * `skip`, for commands that call nobody: no credential is read, and neither one nor a variable can be missing. An
   * endpoint that waits for a variable comes out absent, an account whose registrar does is left out. Default: `read`.
   */
  readonly credentials?: 'read' | 'skip';
}

interface LoadedConfig {
  /** Null exactly where there are issues. */
  readonly desired: Desired | null;
  /** Sorted by file as given, then by place. */
  readonly issues: readonly Issue[];
}

/** Never throws for what the sources hold. */
export function loadConfig(sources: readonly Source[], context: ConfigContext): LoadedConfig {
  const documents = sources.map((source) => readDocument(source));
  const reporter = makeReporter(documents);
  for (const document of documents) {
    for (const { offset, code, problem } of document.problems) reporter.reportAt(document, offset, code, problem);
  }
  const sound = documents.filter((document) => !document.problems.some((problem) => problem.fatal));
  const files = sound.map((document) => checkStructure(document, [...context.descriptors.keys()], reporter));
  // What a file that cannot be parsed would have held is not known, so nothing that refers to it is looked at.
  const desired = sound.length === documents.length ? readSections(files, context, reporter) : null;
  const issues = reporter.issues();
  return { desired: issues.length === 0 ? desired : null, issues };
}

function readSections(files: readonly Structured[], context: ConfigContext, reporter: Reporter): Desired {
  const broken = new Map(files.flatMap((file) => [...file.broken]));
  const { descriptors, variables, credentials = 'read' } = context;
  const sections = joinSections(files, reporter);
  const accounts = new Map(
    [...sections.accounts].map(([name, entry]) => {
      return [name, resolveAccount(entry, { descriptors, variables, credentials, reporter, broken })] as const;
    }),
  );
  const domains = new Map<string, DesiredDomain>();
  for (const entry of sections.domains) {
    const domain = readDomain(entry, { ...sections, accounts, descriptors, reporter, broken });
    if (domain === undefined) continue;
    const first = domains.get(domain.domain);
    if (first === undefined) domains.set(domain.domain, domain);
    else reportDuplicate(entry, domain, first, reporter);
  }
  for (const template of unusedTemplates(sections)) checkUnusedTemplate(template, descriptors, reporter);
  return {
    accounts: [...accounts.values()].flatMap((account) => (account === undefined ? [] : [account.config])),
    domains: [...domains.values()].sort((a, b) => (a.domain < b.domain ? -1 : 1)),
    planThresholds: readPlanThresholds(sections.defaults),
  };
}

function unusedTemplates(sections: Sections): readonly RecordList[] {
  const used = new Set(sections.domains.flatMap((domain) => domain.value?.use ?? []));
  return [...sections.templates.values()].flatMap(({ name, value, document }) => {
    if (used.has(name) || value === null || value.records === undefined) return [];
    return [{ entries: value.records, document, path: ['templates', name, 'records'], template: name }];
  });
}

function reportDuplicate(entry: Entry<unknown>, domain: DesiredDomain, first: DesiredDomain, reporter: Reporter): void {
  const message = `${displayName(domain.domain)} is in domains at ${place(first.source)} already`;
  const where = { document: entry.document, path: ['domains', entry.name], at: 'key' } as const;
  reporter.report(where, 'duplicate-domain', { message, suggestion: 'join the two, or remove one' });
}
