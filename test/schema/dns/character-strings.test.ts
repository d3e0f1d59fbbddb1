import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiOnly,
  parseCharacterStrings,
  parseQuotedText,
  quote,
  quoteSplit,
} from '../../../src/schema/dns/character-strings.ts';
import { octetsOf, textOfOctets } from '../../../src/schema/dns/octets.ts';
import { readZoneText, unescapeField } from '../../../src/schema/dns/zone-text.ts';
import { unicode } from './arbitraries.ts';
import { accepted, refusal } from './helpers.ts';

describe('schema/dns/character-strings', () => {
  it('quoted and parsed back is the same text', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        expect(parseCharacterStrings(quote(text))).toEqual({ ok: true, value: [text] });
      }),
    );
  });

  it('any octets, quoted and parsed back, are the same octets, and plain to read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const text = textOfOctets(octets);
        expect(new Uint8Array(octetsOf(text))).toEqual(octets);
        expect(accepted(parseCharacterStrings(quote(text)))).toEqual([text]);
        expect(quote(text)).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
        expect(accepted(parseQuotedText(quoteSplit(text, 7)))).toBe(text);
        expect(accepted(parseQuotedText(`( ${asciiOnly(quote(text))} )`))).toBe(text);
        expect(asciiOnly(quote(text))).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  it('octets that are UTF-8 are its text', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        expect(textOfOctets(Buffer.from(text))).toBe(text);
      }),
    );
  });

  it('quoted text has no character that could break or reorder a line', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        expect(quote(text)).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('split, parsed and joined is the same text, in pieces of at most the given bytes', () => {
    fc.assert(
      fc.property(unicode, fc.integer({ min: 4, max: 255 }), (text, maxBytes) => {
        const pieces = accepted(parseCharacterStrings(quoteSplit(text, maxBytes)));
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(maxBytes);
        expect(accepted(parseQuotedText(quoteSplit(text, maxBytes)))).toBe(text);
      }),
    );
  });

  it('splits at 255 bytes unless told otherwise, and fills each piece', () => {
    expect(quoteSplit('a'.repeat(600))).toBe(`"${'a'.repeat(255)}" "${'a'.repeat(255)}" "${'a'.repeat(90)}"`);
    expect(quoteSplit('ü'.repeat(128))).toBe(`"${'ü'.repeat(127)}" "ü"`);
    expect(quoteSplit('\u0800'.repeat(86))).toBe(`"${'\u0800'.repeat(85)}" "\u0800"`);
    expect(quoteSplit('')).toBe('""');
    expect(quoteSplit('a'.repeat(255))).toBe(quote('a'.repeat(255)));
  });

  it('joins bytes of one character that stand in two strings', () => {
    expect(accepted(parseQuotedText('"caf\\195" "\\169"'))).toBe('café');
    expect(
      accepted(parseCharacterStrings('"caf\\195" "\\169"')).map((string) => octetsOf(string).toString('latin1')),
    ).toEqual(['caf\u00c3', '\u00a9']);
  });

  it.each([
    ['"a" "b"', ['a', 'b']],
    ['"a""b"', ['a', 'b']],
    ['  "a"\t"b c"  ', ['a', 'b c']],
    ['""', ['']],
    ['', []],
  ])('%j holds the strings %j', (text, strings) => {
    expect(accepted(parseCharacterStrings(text))).toEqual(strings);
  });

  it.each([
    ['10  mail\t.', ['10', 'mail', '.']],
    ['', []],
    ['0 issue "a b"', ['0', 'issue', 'a b']],
    ['1 . alpn="h3,h2" x', ['1', '.', 'alpn=h3,h2', 'x']],
    ['a\\ b c', ['a b', 'c']],
    ['"" x', ['', 'x']],
    ['( 10 ; comment "\n mail )', ['10', 'mail']],
    ['10\\; ((mail))', ['10;', 'mail']],
  ])('%j has the fields %j', (text, fields) => {
    expect(accepted(readZoneText(text)).map(unescapeField)).toEqual(fields);
  });

  it.each([
    ['a', 'text outside its quotes'],
    ['"a" b', 'text outside its quotes'],
    ['"a', 'a quote that is not closed'],
    ['"a\\"', 'a quote that is not closed'],
    ['"\\9x"', 'a broken escape'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(parseCharacterStrings(text))).toContain(problem);
  });
});
