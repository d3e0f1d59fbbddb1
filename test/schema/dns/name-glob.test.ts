import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNameGlob, parseNameGlob } from '../../../src/schema/dns/name-glob.ts';

function matches(pattern: string, name: ArrayLike<string>): boolean {
  const glob = parseNameGlob(pattern);
  if (!glob.ok) throw new Error(glob.problem.message);
  return glob.value.matches(name);
}

describe('a pattern of names', () => {
  it.each([
    ['*', ['@', '*', 'www', 'a.b.c'], []],
    ['_acme-challenge*', ['_acme-challenge', '_acme-challenge.www'], ['acme-challenge', 'x_acme-challenge']],
    ['*.dyn', ['a.dyn', 'a.b.dyn'], ['dyn', 'a.dyn.b']],
    ['?', ['a', '@'], ['', 'ab']],
    ['host[0-9]', ['host0', 'host9'], ['hosta', 'host', 'host10']],
    ['[ab_-]x', ['ax', '_x', '-x'], ['cx', 'x']],
    ['[*].dev', ['*.dev'], ['a.dev']],
    ['{www,api}.{eu,us}', ['www.eu', 'api.us'], ['www', 'wwwapi.eu', 'www.uk']],
    ['www{,[0-9]*}', ['www', 'www1', 'www2.eu'], ['wwwx', 'ww']],
    ['*-WWW', ['a-www'], ['a-wwww']],
  ])('%s', (pattern, these, others) => {
    expect(isNameGlob(pattern)).toBe(true);
    expect(these.filter((name) => !matches(pattern, name))).toEqual([]);
    expect(others.filter((name) => matches(pattern, name))).toEqual([]);
  });

  it.each([
    '!(a)*',
    '+(a)*',
    '@(a|b)*',
    '?(a)',
    '*(a|b)',
    'a|*',
    '**',
    'a**b',
    '[!a]',
    '[^a]',
    '[]',
    '[z-a]',
    '[a',
    'a]*',
    '{a}',
    '{}',
    '{a,{b,c}}',
    '{a',
    'b}*',
    '\\*',
    '[\\]]',
    '[[:alpha:]]',
    '[a b]',
    'a b*',
    'ü*',
    '[ü]',
    `${'a'.repeat(1000)}*`,
  ])('%s is refused', (pattern) => {
    expect(parseNameGlob(pattern).ok).toBe(false);
  });

  it('matches what the regular expression of the same meaning matches', () => {
    const one = fc.constantFrom(
      ['*', '[^]*'],
      ['?', '[^]'],
      ['[ab]', '[ab]'],
      ['[a-b.]', '[a-b.]'],
      ['a', 'a'],
      ['b', 'b'],
      ['.', '\\.'],
    );
    const text = fc
      .array(one, { maxLength: 3 })
      .map((parts) => [0, 1].map((side) => parts.map((part) => part[side]).join('')));
    const choice = fc
      .array(text, { minLength: 2, maxLength: 3 })
      .map((options) => [
        `{${options.map(([glob]) => glob).join(',')}}`,
        `(?:${options.map(([, regex]) => regex).join('|')})`,
      ]);
    const pattern = fc.array(fc.oneof(one, choice), { maxLength: 6 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '@'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, name, (parts, candidate) => {
        const glob = parts.map(([text]) => text).join('');
        const regex = new RegExp(`^(?:${parts.map(([, source]) => source).join('')})$`);
        fc.pre(!/\*\*/.test(glob));
        expect(matches(glob, candidate)).toBe(regex.test(candidate));
      }),
      { numRuns: 2000 },
    );
  });
});

/** How often a match looks at a character of the name. */
function looksAt(pattern: string, length: number): number {
  let looks = 0;
  const name = new Proxy(Array<string>(length).fill('a'), {
    get(target, key) {
      if (key !== 'length') looks++;
      return Reflect.get(target, key);
    },
  });
  expect(matches(pattern, name)).toBe(false);
  return looks;
}

describe('the work of a match', () => {
  it.each([
    '*a*a*a*a*a*a*a*a*b',
    '{*a,a*,*}{*a,a*,*}{*a,a*,*}{*a,a*,*}b',
    `${'{a,aa}'.repeat(60)}b`,
    '?*?*?*?*?*?*?*b',
  ])('%s grows as the name does', (pattern) => {
    const short = looksAt(pattern, 250);
    expect(short).toBeLessThanOrEqual(pattern.length * 251);
    expect(looksAt(pattern, 500)).toBeLessThan(short * 2.5 + pattern.length);
  });
});
