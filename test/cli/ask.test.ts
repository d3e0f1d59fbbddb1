import { describe, expect, test } from 'vitest';
import { asker } from '../../src/cli/ask.ts';

const person = (answer: boolean) => ({ confirm: async () => answer });
const nobody = { confirm: null };

describe('asking', () => {
  test('is left out with --yes, also where there is nobody', async () => {
    await expect(asker(nobody, { yes: true, format: 'json' })('Apply?')).resolves.toBeUndefined();
  });

  test('goes on only where somebody agrees', async () => {
    await expect(asker(person(true), { yes: false })('Apply?')).resolves.toBeUndefined();
    await expect(asker(person(false), { yes: false })('Apply?')).rejects.toThrow('Not confirmed. Nothing was changed.');
  });

  test('is refused before anything else where there is nobody, and says what to do', () => {
    expect(() => asker(nobody, { yes: false, otherwise: ', or do it elsewhere' })).toThrow(
      'Cannot ask for confirmation here: stdin and stderr are not a terminal. Pass --yes, or do it elsewhere.',
    );
  });

  test('is refused where stdout is for JSON', () => {
    expect(() => asker(person(true), { yes: false, format: 'json' })).toThrow(/Pass --yes with it/);
  });
});
