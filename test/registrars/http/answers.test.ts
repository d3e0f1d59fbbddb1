import { describe, expect, it } from 'vitest';
import {
  type AnswerContext,
  answerError,
  codeForStatus,
  excerpt,
  parseJson,
} from '../../../src/registrars/http/answers.ts';

function context(kind: 'read' | 'write' = 'read'): AnswerContext {
  return {
    registrar: 'testco',
    account: 'main',
    transport: { redact: (text) => text.replaceAll('s3cret', '[secret]') },
    request: { operation: 'read records', object: 'example.com', kind },
  };
}
const answer = (text: string) => ({ status: 200, headers: {}, text });

function thrownBy(text: string, kind: 'read' | 'write' = 'read'): unknown {
  try {
    return parseJson(answer(text), context(kind));
  } catch (error) {
    return error;
  }
}

describe('JSON of an answer', () => {
  it('is what it says', () => {
    expect(parseJson(answer('{"a":[1,null]}'), context())).toEqual({ a: [1, null] });
  });

  it.each([
    ['cut short', '{"zones":["a.com","b.', 'with "{"zones":["a.com","b." where JSON was expected'],
    ['empty', '', 'with an empty body where JSON was expected'],
    [
      'a web page',
      '<!DOCTYPE html>\n<html><title>Down</title>',
      'with an HTML page where JSON was expected: "<!DOCTYPE html> <html>',
    ],
  ])('that is %s is an unexpected response', (_case, text, seen) => {
    expect(thrownBy(text)).toMatchObject({
      name: 'RegistrarError',
      code: 'unexpected-response',
      effect: 'none',
      seen: expect.stringContaining(seen),
      advice: expect.stringMatching(/try again/),
    });
    expect(thrownBy(text, 'write')).toMatchObject({ effect: 'unknown' });
  });

  it('shows 80 characters of it, and never a part of a secret', () => {
    expect(excerpt(`${'x'.repeat(80)}y`)).toBe(`${'x'.repeat(80)}...`);
    const shown = String(thrownBy(`{${'x'.repeat(76)}s3cret`));
    expect(shown).not.toContain('s3c');
  });
});

describe('an error about an answer', () => {
  it('has no effect where the API said no', () => {
    const error = { code: 'conflict', seen: 's3cret seen', advice: 'Do it.' } as const;
    expect(answerError(error, context('write'))).toMatchObject({ effect: 'none', seen: '[secret] seen' });
    expect(answerError({ ...error, effectKnown: false }, context('write'))).toMatchObject({ effect: 'unknown' });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [302, 'unexpected-response'],
  ])('of status %i is %s', (status, code) => {
    expect(codeForStatus(status)).toBe(code);
  });
});

it('JSON that nests so deep that no reader comes to its end is none', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(() => parseJson(answer(deep(100)), context())).not.toThrow();
  for (const text of [deep(101), deep(200_000), '{"a":'.repeat(200_000)]) {
    expect(thrownBy(text)).toMatchObject({ code: 'unexpected-response' });
  }
  const text = JSON.stringify({ text: `\\"${'['.repeat(500)}` });
  expect(parseJson(answer(text), context())).toEqual(JSON.parse(text));
});
