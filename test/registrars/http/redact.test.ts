import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/registrars/http/redact.ts';

const secret = 'pä"ss/w+rd<&>';
const redact = createRedactor([secret, '']);

describe('redact', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  it.each([
    ['as it is', `token ${secret} refused`],
    ['URL-encoded', `?key=${encodeURIComponent(secret)}`],
    ['URL-encoded in lower case', `?key=${encodeURIComponent(secret).toLowerCase()}`],
    ['form-encoded', new URLSearchParams({ key: secret }).toString()],
    ['in JSON', JSON.stringify({ key: secret })],
    ['in JSON that is plain ASCII', JSON.stringify({ key: secret }).replaceAll('ä', '\\u00e4')],
    ['in JSON with escaped slashes', JSON.stringify({ key: secret }).replaceAll('/', '\\/')],
    ['in XML', '<Key>pä&quot;ss/w+rd&lt;&amp;&gt;</Key>'],
  ])('takes the secret out %s', (_form, text) => {
    expect(redact(text)).toContain('[secret]');
    expect(redact(text)).not.toMatch(/ss(\/|%2F|\\\/)w/i);
  });

  it('takes out the Base64 of user and secret, whatever the length of the user', () => {
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const text = redact(`sent ${base64(`${user}:${secret}`)} to you`);
      expect(text).toContain('[secret]');
      // What is left are the characters that the user's name has a part in.
      expect(text.length).toBeLessThan('sent [secret] to you'.length + 14);
    }
  });

  it('takes out authorization headers whose content it does not know', () => {
    expect(redact('authorization: Bearer abcdef123456')).toBe('authorization: [secret]');
  });

  it('leaves other text alone', () => {
    expect(redact('zone example.com has 3 records')).toBe('zone example.com has 3 records');
    expect(createRedactor([])('nothing to hide')).toBe('nothing to hide');
  });

  it('leaves no secret of 8 or more characters behind, in any encoding', () => {
    const encodings = [
      (text: string) => text,
      encodeURIComponent,
      (text: string) => JSON.stringify(text),
      (text: string) => new URLSearchParams({ a: text }).toString(),
    ];
    const words = fc.string({ minLength: 8, unit: 'grapheme-ascii' }).filter((word) => !/[[\]]|secret/.test(word));
    fc.assert(
      fc.property(words, fc.constantFrom(...encodings), (word, encode) => {
        expect(createRedactor([word])(`<${encode(word)}>`)).not.toContain(encode(word).replace(/^(a=|")|"$/g, ''));
      }),
    );
  });
});
