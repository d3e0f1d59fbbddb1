/** Collects issues while a config is read, and puts them in order: by file as given, then by place. */
import { displayName } from '../dns/name.ts';
import type { Problem } from '../result.ts';
import type { YamlDocument } from './document.ts';
import type { Issue, IssueCode } from './issue.ts';
import { type Locate, makeLocator, type Path, type Place } from './locate.ts';

export interface Where {
  readonly document: YamlDocument;
  readonly path: Path;
  /** The key at the end of the path, or its value. */
  readonly at: 'key' | 'value';
}

export interface Reporter {
  /** `domain`: the one in whose reading the mistake showed; a mistake in a shared block is then told once for all. */
  report(where: Where, code: IssueCode, problem: Problem, domain?: string): void;
  reportAt(document: YamlDocument, offset: number, code: IssueCode, problem: Problem): void;
  place(where: Where): Place;
  issues(): readonly Issue[];
}

interface Found {
  readonly issue: Issue;
  readonly order: number;
  readonly domains: Set<string>;
}

/** `documents` in the order in which their issues are to stand. */
export function makeReporter(documents: readonly YamlDocument[]): Reporter {
  const found = new Map<string, Found>();
  /** Where the YAML itself is wrong, what it was taken for is not worth a second issue. */
  const wrongYaml = new Set<string>();
  const locators = new Map<YamlDocument, Locate>();

  function place({ document, path, at }: Where): Place {
    const locate = locators.get(document) ?? makeLocator(document);
    locators.set(document, locate);
    return locate(path, at);
  }

  function add(document: YamlDocument, offset: number, code: IssueCode, problem: Problem, domain?: string): void {
    if (code === 'yaml') wrongYaml.add(`${documents.indexOf(document)} ${offset}`);
    else if (wrongYaml.has(`${documents.indexOf(document)} ${offset}`)) return;
    const name = domain === undefined ? undefined : displayName(domain);
    const message = name === undefined ? problem.message : problem.message.replaceAll(name, '*');
    const key = `${documents.indexOf(document)} ${offset} ${code} ${message}`;
    const known = found.get(key);
    if (known !== undefined) {
      if (name !== undefined) known.domains.add(name);
      return;
    }
    const issue = { code, ...document.positionAt(offset), ...problem };
    found.set(key, { issue, order: documents.indexOf(document), domains: new Set(name === undefined ? [] : [name]) });
  }

  return {
    place,
    report: (where, code, problem, domain) => add(where.document, place(where).offset, code, problem, domain),
    reportAt: (document, offset, code, problem) => add(document, offset, code, problem),
    issues: () => [...found.values()].sort(inOrder).map(withDomains),
  };
}

function inOrder(a: Found, b: Found): number {
  return (
    a.order - b.order ||
    a.issue.line - b.issue.line ||
    a.issue.column - b.issue.column ||
    (a.issue.message < b.issue.message ? -1 : 1)
  );
}

function withDomains({ issue, domains }: Found): Issue {
  const others = domains.size - 1;
  if (others < 1) return issue;
  return { ...issue, message: `${issue.message} (and so in ${others} more ${others === 1 ? 'domain' : 'domains'})` };
}
