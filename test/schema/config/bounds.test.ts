import { describe, expect, it } from 'vitest';
import { excessOf } from '../../../src/schema/config/bounds.ts';
import { makeIssueFormatter } from '../../../src/schema/config/format-issue.ts';
import type { Issue } from '../../../src/schema/config/issue.ts';
import { loadConfig } from '../../../src/schema/config/load.ts';
import { testDescriptors as descriptors } from '../../helpers/descriptors.ts';

function issuesOf(text: string): readonly Issue[] {
  const loaded = loadConfig([{ file: 'd.yaml', text }], {
    descriptors,
    variables: () => undefined,
    credentials: 'skip',
  });
  expect(loaded.desired).toBeNull();
  return loaded.issues;
}

const places = (text: string) => issuesOf(text).map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a text that is more than can be read', () => {
  it.each([
    ['quotes', () => '"'.repeat(3_000_000)],
    ['commas', () => `a: [${','.repeat(3_000_000)}`],
  ])('is an issue where it becomes too much: %s', (_claim, textOf) => {
    const [issue, ...others] = issuesOf(textOf());
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'yaml', message: 'up to here the file has more than can be read in one go' });
    expect(issue?.column).toBeGreaterThan(400_000);
  });

  it('is not one of many entries that are without mistakes', () => {
    const json = JSON.stringify(Array(300_000).fill('a'));
    expect(excessOf(json)).toBeUndefined();
    expect(excessOf(`${json.slice(0, -1)},`.repeat(2))?.offset).toBeGreaterThan(1_000_000);
  });
});

describe('nesting without end', () => {
  const depth = 200_000;
  it.each([
    ['lists', () => `a: ${'['.repeat(depth)}`],
    ['lists that close', () => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['maps', () => '{a: '.repeat(depth)],
    ['items', () => `${'- '.repeat(depth)}a`],
    ['keys', () => '? '.repeat(depth)],
    ['JSON', () => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['lines', () => Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['a few levels more than a config has', () => `a: ${'['.repeat(150)}${']'.repeat(150)}`],
    ['keys of keys', () => 'a: '.repeat(depth)],
    ['in one domain of many', () => `domains:\n${'  a.com: {}\n'.repeat(500)}  b.com: ${'['.repeat(depth)}\n`],
    [
      'aliases',
      () => `a0: &a0 []\n${Array.from({ length: 2000 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join('')}`,
    ],
    [
      'aliases of what is merged',
      () =>
        `a0: &a0 {}\n${Array.from({ length: 2000 }, (_, i) => `a${i + 1}: ${'['.repeat(60)}&a${i + 1} {<<: {k: *a${i}}}${']'.repeat(60)}\n`).join('')}`,
    ],
  ])('is an issue with its place: %s', (_claim, textOf) => {
    const [issue] = issuesOf(textOf());
    expect(issue).toMatchObject({ code: 'yaml', message: 'maps and lists are nested more than 100 levels deep here' });
    expect((issue?.line ?? 0) + (issue?.column ?? 0)).toBeGreaterThan(50);
  });
});

it('takes a long text of brackets, colons and stairs for what it is', () => {
  const stairs = Array.from({ length: 150 }, (_, i) => `          ${' '.repeat(i)}: - [\n`).join('');
  const text = `templates:\n  t:\n    records:\n      - name: a\n        type: TXT\n        value: |\n${stairs}      - name: b\n        type: TXT\n        value: "${'[: '.repeat(500)}"\n`;
  expect(excessOf(text)).toBeUndefined();
});

describe('a large file', () => {
  const domains = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `  d${from + i}.com: { registrar: a, protect: true }\n`).join('');
  const large = domains(1, 23_000);

  it.each([
    ['a quote that is not closed', '  x.com: { registrar: "a }\n', '23001:23 the " that opens here is not closed'],
    ['a tab', '  x.com:\n\tregistrar: a\n', '23002:1 YAML is indented by spaces, and here stands a tab'],
  ])('that is broken tells where, as a small one does: %s', (_claim, broken, expected) => {
    const text = `domains:\n${large}${broken}${domains(50_000, 50_100)}`;
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(places(text)).toEqual([expected]);
    expect(places(`domains:\n  y.com: {}\n${broken}  z.com: {}\n`)).toEqual([
      expected.replace(/2300(\d)/, (_, n) => String(Number(n) + 2)),
    ]);
  });
});

it('finds a key behind merges of merges without trying every way', () => {
  const merges = Array.from(
    { length: 40 },
    (_, i) => `  b${i + 1}: &b${i + 1} { records: [], <<: [*b${i}, *b${i}] }\n`,
  );
  const text = `templates:\n  b0: &b0 { records: [] }\n${merges.slice(0, 15).join('')}  k: &k { q: 1 }\ndomains:\n  x.com: { <<: [*b15, *k] }\n`;
  expect(places(text).some((place) => place.includes('unknown key "q"'))).toBe(true);
});

/** Milliseconds of work. */
function work(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the work for a file with many issues grows as they do', () => {
  it.each([
    [
      'on one line',
      (n: number) => `{domains: {${Array.from({ length: n }, (_, i) => `d${i}.com: {x: 1}`).join(', ')}}}`,
    ],
    ['in one map', (n: number) => Array.from({ length: n }, (_, i) => `k${i}: 1\n`).join('')],
    ['of one anchor', (n: number) => `a: &a {}\n${Array.from({ length: n }, (_, i) => `b${i}: &a *a\n`).join('')}`],
  ])('%s', (_claim, textOf) => {
    const show = (n: number) => () => {
      const text = textOf(n);
      const format = makeIssueFormatter(text);
      expect(issuesOf(text).map(format).length).toBeGreaterThan(0);
    };
    show(200)();
    // 8 times as much: not 64 times the work.
    expect(work(show(4000))).toBeLessThan(work(show(500)) * 25 + 500);
  });
});
