/**
 * Every file in `broken/` is a config named after its fault; a folder is a config of several files. What must be said of it
 * stands at its end, in comments: `# expect LINE:COLUMN CODE: MESSAGE`, and `#   hint: ...` where a hint is given.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/schema/config/format-issue.ts';
import type { Issue } from '../../../src/schema/config/issue.ts';
import { loadConfig } from '../../../src/schema/config/load.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';

const folder = fileURLToPath(new URL('broken/', import.meta.url));
const environment: Readonly<Record<string, string>> = {
  GANDI_TOKEN: 'secret-of-gandi',
  CLOUDFLARE_API_TOKEN: 'secret-of-cloudflare',
  HOVER_PASSWORD: 'secret-of-hover',
  EMPTY: '',
};

interface BrokenFile {
  readonly file: string;
  readonly text: string;
  readonly expected: readonly string[];
}

/** The expectations are no part of the config: a comment, too, may mean something to broken YAML. */
function readBroken(name: string): readonly BrokenFile[] {
  const path = join(folder, name);
  const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => join(name, file)) : [name];
  return files.map((file) => {
    const written = readFileSync(join(folder, file), 'utf8');
    const end = written.indexOf('\n# expect') + 1 || written.length;
    return { file, text: written.slice(0, end), expected: written.slice(end).split('\n').filter(Boolean) };
  });
}

function issuesOf(files: readonly BrokenFile[]): readonly Issue[] {
  const { desired, issues } = loadConfig(files, {
    descriptors: testDescriptors,
    variables: (name) => environment[name],
  });
  expect(desired).toBeNull();
  return issues;
}

function said(issue: Issue): readonly string[] {
  const first = `# expect ${issue.line}:${issue.column} ${issue.code}: ${issue.message}`;
  return issue.suggestion === undefined ? [first] : [first, `#   hint: ${issue.suggestion}`];
}

const names = readdirSync(folder).sort();

describe('a broken config gets one issue per mistake, at its place', () => {
  it.each(names)('%s', (name) => {
    const files = readBroken(name);
    const issues = issuesOf(files);
    expect(issues.length).toBeGreaterThan(0);
    for (const { file, expected } of files) {
      expect(issues.filter((issue) => issue.file === file).flatMap(said)).toEqual(expected);
    }
  });
});

it('no issue shows a secret, neither its words nor its line of source', () => {
  for (const name of names) {
    const files = readBroken(name);
    const shown = issuesOf(files).map((issue) =>
      formatIssue(issue, files.find((source) => source.file === issue.file)?.text),
    );
    expect(shown.join('\n'), name).not.toMatch(/hunter2|0123456|secret-of/);
  }
});
