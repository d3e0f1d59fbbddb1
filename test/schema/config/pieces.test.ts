/** A config that is read in pieces is the config that is read whole: the same data, the same places, the same complaints. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readDocument, type YamlDocument } from '../../../src/schema/config/document.ts';
import { makeLocator, type Path } from '../../../src/schema/config/locate.ts';
import { cutIntoPieces } from '../../../src/schema/config/pieces.ts';

const whole = Number.POSITIVE_INFINITY;

/** Every map and scalar of the data, by its path, with the place that an issue would name. */
function placesOf(document: YamlDocument): readonly unknown[] {
  const locate = makeLocator(document);
  const places: unknown[] = [];
  const visit = (data: unknown, path: Path): void => {
    const start = document.converter.starts.get(data as object);
    // The mapping `domains` itself has no place of its own when it is cut up; nothing can be wrong with it then.
    const value = path.length === 1 && path[0] === 'domains' ? undefined : locate(path, 'value');
    places.push([path.join('/'), start, locate(path, 'key'), value]);
    if (data !== null && typeof data === 'object') {
      for (const [key, value] of Object.entries(data)) visit(value, [...path, Array.isArray(data) ? Number(key) : key]);
    }
  };
  visit(document.data, []);
  return places;
}

function expectSame(text: string, pieceLength = 1): void {
  const file = 'a.yaml';
  const expected = readDocument({ file, text }, whole);
  const found = readDocument({ file, text }, pieceLength);
  expect(found.data).toEqual(expected.data);
  expect(found.problems.map(({ offset, problem }) => [offset, problem])).toEqual(
    expected.problems.map(({ offset, problem }) => [offset, problem]),
  );
  expect(placesOf(found)).toEqual(placesOf(expected));
}

const config = `---
# A comment.
accounts:
  gandi: &account { credentials: { token: x } }
templates:
  web:
    records: &records
      - { name: www, type: A, value: 192.0.2.1 }

domains: # another
  # and another
  a.example: &a
    dns: gandi
    records: *records
  "b.example":   # quoted
    <<: *a
    ttl: 300

  c.example: { dns: gandi,
    records: [
      { name: x, type: TXT, value: "two
        lines" } ] }
  d.example:
    records:
    - name: y
      type: TXT
      value: |
        # no comment
        domains:
          e.example:

  bücher.example:
    <<: [*a, { ttl: 600 }]
defaults:
  ttl: 300
`;

describe('reading in pieces', () => {
  it('cuts between the entries of `domains`', () => {
    const pieces = cutIntoPieces(config, 1);
    expect(pieces.map(({ kind, start, end }) => [kind, config.slice(start, end).trim().split('\n', 1)[0]])).toEqual([
      ['top', '---'],
      ['domains', '# and another'],
      ['domains', 'a.example: &a'],
      ['domains', '"b.example":   # quoted'],
      ['domains', 'c.example: { dns: gandi,'],
      ['domains', 'd.example:'],
      ['domains', 'bücher.example:'],
      ['top', 'defaults:'],
    ]);
    expect(pieces.map(({ start, end }) => config.slice(start, end)).join('')).toBe(config);
  });

  it('gives what reading whole gives, for anchors, comments, quotes and blocks', () => {
    for (const pieceLength of [1, 50, 200]) {
      expectSame(config, pieceLength);
      expectSame(config.replaceAll('\n', '\r\n'), pieceLength);
    }
  });

  it.each([
    ['a section twice', 'domains:\n  a.example: {}\ndomains:\n  b.example: {}\n'],
    ['a key twice, far apart', 'domains:\n  a.example: {}\n  b.example: {}\n  a.example: {}\n'],
    ['a section twice, around the domains', 'defaults: {}\ndomains:\n  a.example: {}\ndefaults: {}\n'],
    ['domains in braces', 'domains: { a.example: {} }\n'],
    ['domains of one line each', 'domains:\n  a.example: {}\n  b.example: {}'],
    ['no domain', 'domains:\ndefaults:\n  ttl: 1\n'],
    ['only comments', 'domains:\n  # a.example:\n'],
    ['merged domains', 'domains:\n  <<: { a.example: {} }\n  b.example: {}\n'],
    ['a list of domains', 'domains:\n  - a.example\n  - b.example\n'],
    ['a list that is not indented', 'domains:\n- a.example\n- b.example\n'],
    ['a key with a question mark', 'domains:\n  ? a.example\n  : {}\n  b.example: {}\n'],
    ['a bracket that closes at the edge', 'domains:\n  a.example: {\n    dns: x\n  }\n  b.example: {}\n'],
    ['a bracket that closes at the margin', 'domains:\n  a.example: {\n    dns: x\n}\n'],
    ['a quote over the edge', 'domains:\n  a.example:\n    dns: "x\n  b.example: {}\n"\n'],
    ['uneven entries', 'domains:\n  a.example: {}\n   b.example: {}\n'],
    ['entries further out', 'domains:\n    a.example: {}\n  b.example: {}\n'],
    ['a tab', 'domains:\n  a.example: {}\n\tb.example: {}\n'],
    ['two documents', 'domains:\n  a.example: {}\n---\ndomains:\n  b.example: {}\n'],
    ['a directive', '%YAML 1.2\n---\ndomains:\n  a.example: {}\n'],
    ['an anchor that comes later', 'domains:\n  a.example: *b\n  b.example: &b {}\n'],
    ['an anchor of the section', 'domains: &all\n  a.example: {}\n  b.example: {}\n'],
    ['an anchor twice', 'a: &x 1\ndomains:\n  a.example: *x\n  b.example: &x 2\n  c.example: *x\n'],
    ['plain text over lines', 'domains:\n  a.example: one\n    two\n  b.example: {}\n'],
    ['an unquoted at-sign', 'domains:\n  a.example: @\n  b.example: @\n'],
    ['a key without colon', 'domains:\n  a.example: {}\n  b.example\n  c.example: {}\n'],
  ])('gives what reading whole gives: %s', (_, text) => {
    expectSame(text);
  });

  it('gives what reading whole gives, for every broken config', () => {
    const folder = fileURLToPath(new URL('broken/', import.meta.url));
    for (const name of readdirSync(folder)) {
      if (!statSync(folder + name).isFile()) continue;
      const text = readFileSync(folder + name, 'utf8');
      // Its places are as many as its aliases expand to.
      if (!name.includes('bomb')) for (const pieceLength of [1, 80]) expectSame(text, pieceLength);
    }
  });

  it('gives what reading whole gives, whatever the data', () => {
    const leaf = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(...' \n#:-"\'{}[],&*|>a@'), maxLength: 12 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const data = fc.letrec((tie) => ({
      node: fc.oneof(
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 8 }), tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    const domains = fc.dictionary(fc.oneof(fc.domain(), fc.string({ maxLength: 8 })), data, { maxKeys: 6 });
    const indent = fc.constantFrom(2, 4);
    fc.assert(
      fc.property(domains, data, indent, fc.integer({ min: 1, max: 100 }), (entries, other, width, pieceLength) => {
        const text = stringify({ templates: other, domains: entries, defaults: other }, { indent: width });
        expectSame(text, pieceLength);
      }),
      { numRuns: 200 },
    );
  });
});
