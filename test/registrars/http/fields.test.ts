import { describe, expect, it } from 'vitest';
import {
  count,
  flag,
  integer,
  isJson,
  type Json,
  list,
  number,
  object,
  optional,
  parseObject,
  type ReadField,
  show,
  text,
  texts,
} from '../../../src/registrars/http/fields.ts';
import { fail, seenBy } from './reading.ts';

describe('fields of an answer', () => {
  const taken: readonly [string, ReadField<unknown>, unknown, unknown][] = [
    ['text', text, 'a', 'a'],
    ['empty text', text, '', ''],
    ['a list of texts', texts, ['a', ''], ['a', '']],
    ['an empty list', texts, [], []],
    ['a number', number, -1.5, -1.5],
    ['a whole number', integer, -3, -3],
    ['a count', count, 0, 0],
    ['the text of a count', count, '0300', 300],
    ['false', flag, false, false],
  ];
  it.each(taken)('%s is taken', (_, read, value, expected) => {
    expect(read({ field: value }, 'field', fail)).toEqual(expected);
  });

  const refused: readonly [string, ReadField<unknown>, unknown, string][] = [
    ['a number for text', text, 3, 'field is 3 where text was expected'],
    ['nothing for text', text, undefined, 'field is nothing where text was expected'],
    ['a mixed list for texts', texts, ['a', 1], 'field is ["a",1] where a list of texts was expected'],
    ['text for texts', texts, 'a', 'field is "a" where a list of texts was expected'],
    ['text for a number', number, '3', 'field is "3" where a number was expected'],
    ['infinity for a number', number, Number.POSITIVE_INFINITY, 'field is null where a number was expected'],
    ['a fraction for a whole number', integer, 1.5, 'field is 1.5 where a whole number was expected'],
    ['text for a whole number', integer, '1', 'field is "1" where a whole number was expected'],
    ['less than nothing for a count', count, -1, 'field is -1 where a number was expected'],
    ['other text for a count', count, '1e3', 'field is "1e3" where a number was expected'],
    [
      'more digits than a number holds',
      count,
      '9'.repeat(17),
      'field is "99999999999999999" where a number was expected',
    ],
    ['1 for a flag', flag, 1, 'field is 1 where true or false was expected'],
    ['text for a flag', flag, 'true', 'field is "true" where true or false was expected'],
  ];
  it.each(refused)('%s is refused, with what was seen', (_, read, value, message) => {
    expect(seenBy(() => read({ field: value }, 'field', fail))).toBe(`refused: ${message}`);
  });

  it.each<[string, Json, unknown]>([
    ['missing', {}, null],
    ['null', { field: null }, null],
    ['there', { field: 'a' }, 'a'],
    ['empty', { field: '' }, ''],
    ['of another kind', { field: 0 }, 'refused: field is 0 where text was expected'],
  ])('an optional field that is %s', (_, from, expected) => {
    expect(seenBy(() => optional(from, 'field', text, fail))).toBe(expected);
  });
});

describe('objects and lists of an answer', () => {
  it.each<[string, unknown, boolean]>([
    ['an object', {}, true],
    ['a list', [], false],
    ['null', null, false],
    ['text', '{}', false],
    ['nothing', undefined, false],
  ])('%s', (_, value, isObject) => {
    expect(isJson(value)).toBe(isObject);
    expect(seenBy(() => object(value, 'a record', fail))).toEqual(
      isObject ? value : `refused: ${show(value)} where a record was expected`,
    );
  });

  it('a list is a list, whatever its items are', () => {
    expect(list([1, null], 'records', fail)).toEqual([1, null]);
    expect(seenBy(() => list({ 0: 'a' }, 'records', fail))).toBe(
      'refused: records is {"0":"a"} where a list was expected',
    );
  });

  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['[{}]', null],
    ['null', null],
    ['{"a":', null],
    ['', null],
  ])('the text %j holds the object %j', (json, expected) => {
    expect(parseObject(json)).toEqual(expected);
  });

  it('a long value is cut in messages', () => {
    expect(show('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(show('x'.repeat(79))).toBe(`"${'x'.repeat(79)}...`);
    expect(show(undefined)).toBe('nothing');
  });
});
