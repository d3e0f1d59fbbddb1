import { describe, expect, it } from 'vitest';
import {
  inDoubt,
  orRegistrarError,
  RegistrarError,
  type RegistrarErrorFields,
  registrarError,
} from '../../src/registrars/errors.ts';

const fields: RegistrarErrorFields = {
  registrar: 'testco',
  account: 'main',
  operation: 'write records',
  object: 'www.example.com A',
  code: 'rejected',
  seen: 'HTTP 400',
  advice: 'Correct the config.',
  effect: 'none',
  cause: new Error('socket closed'),
};
const error = new RegistrarError(fields);
const other = new TypeError('a mistake of ours');

describe('an error told otherwise', () => {
  it('keeps what is not changed, says the rest anew, and has the first as its cause', () => {
    const told = error.with({ seen: '1 of 2 requests failed', effect: 'unknown' });
    expect(told).toBeInstanceOf(RegistrarError);
    expect({ ...told }).toEqual({ ...error, seen: '1 of 2 requests failed', effect: 'unknown' });
    expect(told.message).toBe(
      'write records of www.example.com A at main (testco) failed: 1 of 2 requests failed. Correct the config.',
    );
    expect(told.cause).toBe(error);
    expect(error.effect).toBe('none');
  });
});

describe('an error after something was done', () => {
  it('has an effect that is not known', () => {
    const doubted = inDoubt(error);
    expect(doubted).toMatchObject({ seen: 'HTTP 400', advice: 'Correct the config.', effect: 'unknown', cause: error });
  });

  it('stays as it is where that was so before, and where it is no answer of a registrar', () => {
    const unknown = error.with({ effect: 'unknown' });
    expect(inDoubt(unknown)).toBe(unknown);
    expect(inDoubt(other)).toBe(other);
    expect(inDoubt(undefined)).toBeUndefined();
  });
});

describe('an error as a result', () => {
  const throwing = (thrown: unknown) => () => {
    throw thrown;
  };

  it('is what a registrar told', () => {
    expect(registrarError(error)).toBe(error);
    expect(orRegistrarError(throwing(error))).toBe(error);
    expect(orRegistrarError(() => 'read')).toBe('read');
  });

  it('is never a mistake of ours', () => {
    expect(() => registrarError(other)).toThrow(other);
    expect(() => orRegistrarError(throwing(other))).toThrow(other);
  });
});
