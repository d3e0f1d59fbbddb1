import { expect, it } from 'vitest';
import { expand, referredVariable } from '../../../src/schema/config/variables.ts';

const variables = (name: string) => ({ TOKEN: 't$1', EMPTY: '' })[name];
const dollar = '$';

it.each([
  ['plain', 'plain'],
  [`${dollar}{TOKEN}`, 't$1'],
  [`a${dollar}{TOKEN}b${dollar}{TOKEN}`, 'at$1bt$1'],
  ['pa$$word', 'pa$$word'],
  ['$TOKEN', '$TOKEN'],
  ['$', '$'],
  [`$${dollar}{TOKEN}`, `${dollar}{TOKEN}`],
  [`$${dollar}{`, `${dollar}{`],
  [`$$${dollar}{TOKEN}`, `$${dollar}{TOKEN}`],
])('%s becomes %s', (text, expected) => {
  expect(expand(text, variables)).toEqual({ ok: true, value: expected });
});

it.each([
  [`${dollar}{OTHER}`, 'the environment variable OTHER is not set'],
  [`${dollar}{TOKEN}${dollar}{EMPTY}`, 'the environment variable EMPTY is empty'],
  [`${dollar}{}`, `a text with "${dollar}{" holds no variable's name`],
  [`${dollar}{TO KEN}`, `a text with "${dollar}{" holds no variable's name`],
  [`${dollar}{TOKEN`, `a text with "${dollar}{" holds no variable's name`],
])('%s is refused: %s', (text, message) => {
  expect(expand(text, variables)).toMatchObject({ ok: false, problem: { message } });
});

it('tells which variable a text refers to', () => {
  expect(referredVariable(`a $${dollar}{NO} ${dollar}{} ${dollar}{YES}`)).toBe('YES');
  expect(referredVariable(`%{i} $5 $${dollar}{NO}`)).toBeUndefined();
});
