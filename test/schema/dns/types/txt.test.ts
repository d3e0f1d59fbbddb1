import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';

describe('schema/dns/types/txt', () => {
  accepts('TXT', [
    ['v=spf1 -all', '"v=spf1 -all"'],
    ['"v=spf1 -all"', '"v=spf1 -all"'],
    ['"v=DKIM1; p=AB" "CD"', '"v=DKIM1; p=ABCD"'],
    ['"AB""CD"', '"ABCD"'],
    ['""', '""'],
    ['a "quoted" word', '"a \\"quoted\\" word"'],
    ['back\\slash', '"back\\\\slash"'],
    ['"back\\\\slash and \\"quote\\""', '"back\\\\slash and \\"quote\\""'],
    ['"\\065\\066"', '"AB"'],
    ['"gr\\195\\188n"', '"grün"'],
    ['"gr\\195" "\\188n"', '"grün"'],
    ['grün 日本 🦄', '"grün 日本 🦄"'],
    ['tab\there', '"tab\\009here"'],
    ['right\u202eleft', '"right\\226\\128\\174left"'],
    [' blanks stay ', '" blanks stay "'],
    ['x'.repeat(4000), `"${'x'.repeat(4000)}"`],
    [{ text: '"as it is"' }, '"\\"as it is\\""'],
    [{ text: '' }, '""'],
  ]);
  refuses('TXT', [
    ['', 'TXT has no text; for an empty text write two quotes'],
    ['"open', 'has a quote that is not closed'],
    ['"a" b', 'has text outside its quotes; put each string in quotes, or drop the quotes around all of it'],
    ['"a\\', 'has a broken escape'],
    ['"\\256"', 'has a broken escape; write "\\\\" for a backslash'],
    ['"\\25"', 'has a broken escape'],
    ['"\\255"', 'holds bytes that are not UTF-8 text'],
    ['half \ud83e', 'holds half of a Unicode character'],
    ['x'.repeat(65400), 'TXT text has 65400 bytes'],
    [{}, 'TXT text is missing'],
    [{ text: 5 }, 'TXT text is 5'],
  ]);
});
