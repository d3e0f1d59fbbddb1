import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../src/schema/config/suggest.ts';

const keys = ['registrar', 'dns', 'records', 'value', 'values', 'ttl', 'type', 'use'];

it.each([
  ['registar', 'registrar'],
  ['recrods', 'records'],
  ['vlaue', 'value'],
  ['Value', 'value'],
  ['tpye', 'type'],
  ['TTL', 'ttl'],
  ['tll', 'ttl'],
  ['uses', 'use'],
])('%s means %s', (written, meant) => {
  expect(nearest(written, keys)).toBe(meant);
  expect(didYouMean(written, keys, 'the keys are')).toBe(`did you mean "${meant}"?`);
});

it.each(['x', 'content', 'nameservers', 'abc', ''])('%j means none of the words', (written) => {
  expect(nearest(written, keys)).toBeUndefined();
});

it('lists the words there are, where none is near', () => {
  expect(didYouMean('x', ['b', 'a'], 'accounts')).toBe('the accounts are: a, b');
  expect(didYouMean('x', [], 'accounts')).toBe('there are no accounts');
});
