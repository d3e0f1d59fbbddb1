import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatChecked, formatIssues } from '../../../src/schema/config/format-check.ts';
import { accounts, domainOf, linesOf } from './helpers.ts';
import { traps } from './traps.ts';

/** Checked: the same data, the same comments, and the same again. */
function formatted(text: string): string {
  const source = { file: 'domains.yaml', text };
  expect(formatIssues(source)).toEqual([]);
  return formatChecked(source);
}

describe('a config in its canonical form', () => {
  it.each<[what: string, before: string, after: string]>([
    ['nothing', '', ''],
    ['blank lines alone', '\n\n  \n', ''],
    ['comments alone', '# one\n\n\n#two\n  # three', '# one\n\n#two\n# three\n'],
    [
      'a file that is canonical',
      'version: 1\n\n# c\naccounts:\n  a: { x: y }   # z\n',
      'version: 1\n\n# c\naccounts:\n  a: { x: y }   # z\n',
    ],
    [
      'two blanks for each level, also of lists',
      'domains:\n    a.com:\n        records:\n        - name: x\n          type: A\n        -   name: y\n            type: A\n',
      'domains:\n  a.com:\n    records:\n      - name: x\n        type: A\n      - name: y\n        type: A\n',
    ],
    [
      'brackets and commas',
      'a: {b: 1,c:   [ x,y , z ]  , d: {}}\ne: [ ]\nf: { g: h, }\n',
      'a: { b: 1, c: [x, y, z], d: {} }\ne: []\nf: { g: h }\n',
    ],
    [
      'a collection of several lines on one, where it has room and no comment',
      'a: {\n  b: 1,\n  c: 2\n}\nd: [\n  x, # why\n  y\n]\n',
      'a: { b: 1, c: 2 }\nd: [\n  x, # why\n  y\n]\n',
    ],
    [
      'one that has no room stays as it is, and moves along',
      `a:\n    b: [${'x'.repeat(70)},\n        ${'y'.repeat(70)}]\n`,
      `a:\n  b: [${'x'.repeat(70)},\n      ${'y'.repeat(70)}]\n`,
    ],
    [
      'quotes that are needed, double ones where they take no escape',
      `a: 'on'\nb: "word"\nc: 'v=spf1 -all'\nd: "@"\ne: 'say "x"'\nf: "012"\ng: 'a: b'\nh: "2001:db8::1"\ni: "*.a"\nj: "\\u202e"\n`,
      `a: "on"\nb: word\nc: v=spf1 -all\nd: "@"\ne: say "x"\nf: "012"\ng: "a: b"\nh: "2001:db8::1"\ni: "*.a"\nj: "\\u202e"\n`,
    ],
    [
      'scalars as they are spelled',
      'a: 012\nb: 1e3\nc: 0x10\nd: 2026-11-30\ne: ~\nf: 1_000\ng:\n',
      'a: 012\nb: 1e3\nc: 0x10\nd: 2026-11-30\ne: ~\nf: 1_000\ng:\n',
    ],
    ['blanks behind keys and dashes', 'a:    x\nb:\n  -    y\n  -\tz\nc :  w\n', 'a: x\nb:\n  - y\n  - z\nc: w\n'],
    [
      'comments in odd places',
      '# top\na:   # behind a key\n\n\n      # before the first\n      b: 1    # behind a value\n   # less than the entry\n      c: 2\n  # after the last\n\n# before d\nd: 3\n    # the very end\n',
      '# top\na:   # behind a key\n\n  # before the first\n  b: 1    # behind a value\n  # less than the entry\n  c: 2\n# after the last\n\n# before d\nd: 3\n# the very end\n',
    ],
    [
      'comments in lists',
      'r:\n# flush\n- a\n# between\n-   b   # behind\n  # deep\n# last\nz: 1\n',
      'r:\n  # flush\n  - a\n  # between\n  - b   # behind\n# deep\n# last\nz: 1\n',
    ],
    [
      'texts of several lines as they are',
      'a:\n    b: >-\n        one\n          more\n\n\n        two  \n    c: |\n        # no comment\n        x\n    d: "in\n        quotes"\n    e: plain\n        and on\n',
      'a:\n  b: >-\n      one\n        more\n\n\n      two  \n  c: |\n      # no comment\n      x\n  d: "in\n      quotes"\n  e: plain\n      and on\n',
    ],
    ['an indentation that is told', 'a:\n    b: |2\n        x\n      y\n', 'a:\n  b: |2\n      x\n    y\n'],
    [
      'anchors, aliases and merges',
      'x: &x   {a: 1}\ny:\n    <<:   *x\n    b:  &b\n        c: 1\nz: [ *x , *b ]\nw:\n - &i   { n: 1 }\n - *i\n',
      'x: &x { a: 1 }\ny:\n  <<: *x\n  b: &b\n    c: 1\nz: [*x, *b]\nw:\n  - &i { n: 1 }\n  - *i\n',
    ],
    ['lists in lists', 'a:\n- - x\n  - y\n-\n  - z\n', 'a:\n  - - x\n    - y\n  -\n    - z\n'],
    ['line ends of Windows, and a mark', '\ufeffa:\r\n    b: 1   # c\r\n', 'a:\n  b: 1   # c\n'],
    ['blanks at the ends of lines, and no last line end', 'a: 1   \n\t\nb: 2 # c  ', 'a: 1\n\nb: 2 # c\n'],
    ['a document that begins with a mark', '---\na:\n    b: 1\n', '---\na:\n  b: 1\n'],
    ['keys in quotes', '"a.com":\n    "b" : 1\n\'*\': 2\n', 'a.com:\n  b: 1\n"*": 2\n'],
  ])('%s', (_, before, after) => {
    expect(formatted(before)).toBe(after);
  });

  it('is that of the example', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../examples/domains.yaml'), 'utf8');
    expect(formatted(text)).toBe(text);
  });

  it('keeps every text, in whatever quotes and brackets it stands', () => {
    const spelled = fc
      .oneof(traps, fc.string())
      .chain((text) =>
        fc.constantFrom(JSON.stringify(text), `'${text.replaceAll("'", "''")}'`).map((word) => ({ text, word })),
      );
    fc.assert(
      fc.property(fc.array(spelled, { minLength: 1, maxLength: 3 }), fc.nat(5), (all, blanks) => {
        fc.pre(all.every(({ text, word }) => parse(word) === text && !word.includes('\n')));
        const pad = ' '.repeat(blanks);
        const words = all.map(({ word }) => word);
        const text = `a: [${pad}${words.join(`${pad},`)} ]\nb:\n${pad} - ${words.join(`\n${pad} -   `)}\n`;
        const texts = all.map(({ text }) => text);
        expect(parse(formatted(text))).toEqual({ a: texts, b: texts });
      }),
      { numRuns: 500 },
    );
  });

  it('means the same', () => {
    const body =
      '    a.com:\n        dns: "gandi"\n        records:\n        - {name: \'www\',type: "A",values: [ "192.0.2.1" ,192.0.2.2 ], ttl: 300}\n';
    const text = formatted(`${accounts}domains:\n${body}`);
    const again = text.slice(text.indexOf('domains:\n') + 'domains:\n'.length);
    expect(linesOf(domainOf(again))).toEqual(linesOf(domainOf(body)));
    expect(again).toContain('      - { name: www, type: A, values: [192.0.2.1, 192.0.2.2], ttl: 300 }\n');
  });
});

describe('what is no YAML', () => {
  it('has issues', () => {
    expect(formatIssues({ file: 'x.yaml', text: 'a: [\n' }).length).toBeGreaterThan(0);
  });
});
