import { describe, expect, it } from 'vitest';
import type { Fail } from '../../../src/registrars/http/fields.ts';
import {
  readArray,
  readBooleanOrNull,
  readDateOrNull,
  readObject,
  readString,
  readStringOrNull,
} from '../../../src/registrars/http/guarded-fields.ts';
import { fail, seenBy } from './reading.ts';

type Read = (json: unknown, what: string, fail: Fail) => unknown;

const outcome = (read: Read, json: unknown) => seenBy(() => read(json, 'status', fail));

const date = '2027-08-20T17:52:51Z';

describe('fields of an answer that holds secrets', () => {
  it.each<[Read, unknown, unknown]>([
    [readObject, { a: 1 }, { a: 1 }],
    [readObject, [], 'refused: status is a list where an object was expected'],
    [readObject, null, 'refused: status is null where an object was expected'],
    [readArray, [1], [1]],
    [readArray, {}, 'refused: status is an object where a list was expected'],
    [readString, 'a', 'a'],
    [readString, '', 'refused: status is empty where a text was expected'],
    [readString, undefined, 'refused: status is missing where a text was expected'],
    [readString, 7, 'refused: status is a number where a text was expected'],
    [readStringOrNull, null, null],
    [readStringOrNull, undefined, null],
    [readStringOrNull, 'a', 'a'],
    [readStringOrNull, '', 'refused: status is empty where a text was expected'],
    [readBooleanOrNull, undefined, null],
    [readBooleanOrNull, null, null],
    [readBooleanOrNull, false, false],
    [readBooleanOrNull, 0, 'refused: status is a number where true or false was expected'],
    [readDateOrNull, null, null],
    [readDateOrNull, date, date],
    [readDateOrNull, 'soon', 'refused: status is "soon" where a date was expected'],
  ])('%o of %j', (read, json, expected) => {
    expect(outcome(read, json)).toEqual(expected);
  });

  it.each<[string, Read]>([
    ['an object', readObject],
    ['a list', readArray],
    ['true or false', readBooleanOrNull],
  ])('text in the place of %s is not shown', (_, read) => {
    expect(outcome(read, 's3cret')).toMatch(/^refused: status is a string where /);
  });
});
