import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleData, visibleJson, visibleLayout } from '../../src/schema/visible.ts';

describe('what is not seen', () => {
  it.each([
    ['the escape of terminal sequences', '\u001b[2J', '\\u{1B}[2J'],
    ['a line end', 'a\nb\r', 'a\\u{A}b\\u{D}'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['delete and a C1 control', '\u007f\u009b31m', '\\u{7F}\\u{9B}31m'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a right-to-left override', '\u202egnp.exe', '\\u{202E}gnp.exe'],
    [
      'the other controls of direction',
      '\u061c\u200e\u200f\u2066\u2069',
      '\\u{61C}\\u{200E}\\u{200F}\\u{2066}\\u{2069}',
    ],
    ['zero width', 'a\u200bb\u200c\u200d\ufeff\u2060', 'a\\u{200B}b\\u{200C}\\u{200D}\\u{FEFF}\\u{2060}'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{AD}b'],
    ['tags', '\u{e0041}\u{e007f}', '\\u{E0041}\\u{E007F}'],
    ['a variation selector', 'a\ufe0f', 'a\\u{FE0F}'],
    ['fillers that look like nothing', '\u3164\u115f', '\\u{3164}\\u{115F}'],
    ['half of a pair', '\ud800a\udc00', '\\u{D800}a\\u{DC00}'],
    ['a space that is none', 'a\u00a0b\u3000', 'a\\u{A0}b\\u{3000}'],
    ['a character without a glyph of its own', '\ue000', '\\u{E000}'],
  ])('%s is written out', (_claim, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['plain text, "quoted" \\ 100 %', 'grüße', 'пример', 'مثال', '例え', '👩🏽‍💻 ❤️ 🏳️‍🌈'])(
    '%s stays as it is',
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );

  it('is nowhere in what is shown, whatever the text, and a second look changes nothing', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, (before) => {
        const shown = visible(before);
        const outsideEmoji = shown.replace(/\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\u{FE0F}|\u{200D})*/gu, '');
        expect(outsideEmoji).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

it('a layout keeps its line ends and tabs, and nothing else', () => {
  expect(visibleLayout('a\n\tb\r\u001b')).toBe('a\n\tb\\u{D}\\u{1B}');
});

describe('data', () => {
  it('never makes one text of two: our own notation in a text is told from what it stands for', () => {
    expect(visibleData(['\u001b', '\\u{1B}'])).toEqual(['\\u{1B}', '\\u{5C}u{1B}']);
    const piece = fc.constantFrom('\u001b', '\\u{1B}', '\\', 'u{', '5C}', '\u202e', 'u{1B}', 'a');
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(visibleData(one) === visibleData(other)).toBe(one === other);
      }),
      { numRuns: 2000 },
    );
  });

  it('is visible in every text, keys too', () => {
    expect(visibleData({ 'a\n': ['\u202e', { b: 1, c: null, d: '\u001b' }] })).toEqual({
      'a\\u{A}': ['\\u{202E}', { b: 1, c: null, d: '\\u{1B}' }],
    });
  });

  it('without anything hidden is the very same', () => {
    const clean = { a: ['b'], at: new Date(0) };
    expect(visibleData(clean)).toBe(clean);
    const mixed = { clean, other: '\u001b' };
    expect(visibleData(mixed).clean).toBe(clean);
  });
});

describe('JSON', () => {
  it('holds the same value, without a character that is not seen', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = visibleJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e]/u);
      }),
    );
    expect(visibleJson({ '\u202e': '\u{e0041}\u009b' }, 0)).toBe('{"\\u202e":"\\udb40\\udc41\\u009b"}');
  });
});
