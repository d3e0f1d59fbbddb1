import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/schema/config/format-issue.ts';
import type { Issue } from '../../../src/schema/config/issue.ts';

const issue = (line: number, column: number, suggestion?: string): Issue => ({
  code: 'bad-value',
  file: 'domains.yaml',
  line,
  column,
  message: 'this is wrong',
  ...(suggestion === undefined ? {} : { suggestion }),
});

describe('an issue as text', () => {
  it('has place, line of source, caret and hint', () => {
    expect(formatIssue(issue(2, 6, 'write x'), 'a: 1\nbcd: efg\n')).toBe(
      'domains.yaml:2:6: this is wrong\n  bcd: efg\n       ^\n  hint: write x',
    );
  });

  it('is its message alone where there is no source, and where the line is empty', () => {
    expect(formatIssue(issue(1, 1))).toBe('domains.yaml:1:1: this is wrong');
    expect(formatIssue(issue(7, 1), 'a: 1\n')).toBe('domains.yaml:1:1: this is wrong'.replace('1:1', '7:1'));
  });

  it('ignores a byte order mark and Windows line ends, and keeps tabs', () => {
    expect(formatIssue(issue(1, 4), '\uFEFFa:\tb\r\nc: d')).toBe('domains.yaml:1:4: this is wrong\n  a:\tb\n    \t^');
  });

  it('drops indentation, and shows a long line around the column', () => {
    const line = `    - { value: "${'x'.repeat(300)}", ttl: 5 }`;
    const [, shown = '', caret = ''] = formatIssue(issue(1, line.indexOf('5') + 1), line).split('\n');
    expect(shown).toMatch(/^ {2}…x+", ttl: 5 }$/);
    expect(shown.charAt(caret.indexOf('^'))).toBe('5');
    expect(formatIssue(issue(1, 7), line).split('\n')[1]).toMatch(/^ {2}- { value: "x+…$/);
  });
});

it('is its message alone where the line is too long to look for secrets in it', () => {
  const line = `token: ${'x'.repeat(1_000_000)}`;
  expect(formatIssue(issue(1, 8), line)).not.toContain('xx');
});

describe('characters that are not seen', () => {
  const line = 'a: "\u001b[2J\u202e" # b';

  it('are written out wherever they stand, and the caret stays below its column', () => {
    const hostile = { ...issue(1, line.indexOf('#') + 1, 'w\u001b'), file: 'x\n.yaml', message: 'm\u202e' };
    const [first, shown = '', caret = '', hint] = formatIssue(hostile, line).split('\n');
    expect(first).toBe('x\\u{A}.yaml:1:16: m\\u{202E}'.replace('16', String(line.indexOf('#') + 1)));
    expect(shown).toBe('  a: "\\u{1B}[2J\\u{202E}" # b');
    expect(shown.charAt(caret.indexOf('^'))).toBe('#');
    expect(hint).toBe('  hint: w\\u{1B}');
  });

  it('have their own caret', () => {
    const [, shown = '', caret = ''] = formatIssue(issue(1, line.indexOf('\u202e') + 1), line).split('\n');
    expect(shown.slice(caret.indexOf('^'))).toMatch(/^\\u\{202E\}/);
  });
});

describe('secrets in the line that is shown', () => {
  const shown = (text: string, line: number) => formatIssue(issue(line, 1), text).split('\n')[1];

  it.each([
    [
      'accounts:\n  a: { registrar: gandi, credentials: { token: "abc:def" } }',
      2,
      '  a: { registrar: gandi, credentials: { token: "*******" } }',
    ],
    ['accounts:\n  a:\n    credentials:\n      token: abc # def', 4, '  token: *** * ***'],
    ["accounts:\n  a:\n    credentials:\n      token: 'it''s'", 4, "  token: '**''*'"],
    ['accounts:\n  a:\n    credentials:\n      token: "${A}b"', 4, '  token: "${A}*"'],
    ['accounts:\n  a:\n    credentials:\n      token: >-\n        abc def', 5, '  *** ***'],
    ['accounts:\n  a:\n    credentials: { token: abc', 3, '  credentials: { token: ***'],
    ['accounts:\n  a:\n    credentials: {token: "abc\n', 3, '  credentials: {token: "***'],
    [
      '  accounts:\n    a: { endpoint: "https://u:p@x.example" }\n  domains: {}\n',
      2,
      '  a: { endpoint: "*********************" }',
    ],
    [
      '{"accounts": {"a": {"credentials": {"api_key": "abc"}}}}',
      1,
      '  {"accounts": {"a": {"credentials": {"api_key": "***"}}}}',
    ],
    [
      '{"accounts": {"a": {"credentials": {"zone": "abc"}}}}',
      1,
      '  {"accounts": {"a": {"credentials": {"zone": "***"}}}}',
    ],
    ['{\n  "accounts": {\n    "a": { "zone": "abc" }', 3, '  "a": { "zone": "***" }'],
    ['accounts:\n  a:\n    token: "abc\ndef"', 4, '  ***"'],
    ['accounts:\n- a\nabc', 3, '  ***'],
    ['  accounts:\n    token: |\n abc', 3, '  ***'],
    ['accounts:\n  a:\n    token: abc : def', 3, '  token: *** : ***'],
    ['? accounts\n: a:\n    zone: abc', 3, '  zone: ***'],
    ['accounts: {}\ndomains:\n  x.example: { password: abc, dns: a }', 3, '  x.example: { password: ***, dns: a }'],
  ])('%s', (text, line, expected) => {
    expect(shown(text, line)).toBe(expected);
  });

  it('hides nothing elsewhere', () => {
    const record = '- { name: _acme, type: TXT, value: "token=abc" }';
    expect(shown(`accounts:\n  a: {}\ndomains:\n  x.example:\n    records:\n      ${record}`, 6)).toBe(`  ${record}`);
  });
});
