import { expect, it } from 'vitest';
import { orRefusal, Refused } from '../../../src/registrars/simulator/refused.ts';

it('the answer is the one of the handler, or of its refusal; a mistake of the simulator is no answer', () => {
  const answer = { status: 200, body: 'ok' };
  const refusal = { status: 404, body: 'no such domain' };
  expect(orRefusal(() => answer)).toBe(answer);
  expect(
    orRefusal(() => {
      throw new Refused(refusal);
    }),
  ).toBe(refusal);
  expect(() =>
    orRefusal(() => {
      throw new TypeError('a mistake');
    }),
  ).toThrow(TypeError);
});
