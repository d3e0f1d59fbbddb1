/** Texts as YAML writes them, so that every reader of YAML, of version 1.1 or 1.2, takes them for the same text. */

const word = /^[a-z_][a-z0-9_.-]*$/i;
/** What YAML, in one of its versions, reads as something else than text. */
const notText = /^(true|false|yes|no|on|off|y|n|null|e\d+)$/i;
const ipv4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Plain where it is one word that nobody could take for anything else, else in double quotes. */
export function scalar(text: string): string {
  return (word.test(text) && !notText.test(text)) || ipv4.test(text) ? text : quoted(text);
}

/**
 * Words that need no quotes: `1 smtp.google.com`, `v=spf1 include:_spf.example.net -all`. A text that begins with a number is
 * one only where a word with a letter follows: there are numbers, times and dates of many spellings. `"` may stand inside.
 */
const firstWord = /^(?:[\p{L}_]|\d+ (?:\d+ )*[\p{L}_])/u;
/** In a flow collection what ends an entry of one, too, and any colon, which older readers take for the end of a key. "*" looks like an alias. */
const unsafe = { flow: /[:,[\]{}*]| #| $/, block: /:(?: |$)|\*| #| $/ } as const;

/** Plain wherever that is safe, else in double quotes. `place`: inside brackets, or as the value of a line of its own. */
export function readable(text: string, place: keyof typeof unsafe): string {
  const isPlain =
    firstWord.test(text) && !unsafe[place].test(text) && !notText.test(text) && text.search(invisible) < 0;
  return isPlain || ipv4.test(text) ? text : quoted(text);
}

/** What cannot be seen, changes the direction of writing or ends a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** JSON's strings are YAML's, too (YAML 1.2 section 5.7). */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(invisible, escaped)}"`;
}

/** The lines of a folded text (`>-`) of about this width; null where folding would change it, or it has no place to fold. */
export function foldedLines(text: string, width: number): readonly string[] | null {
  if (text.search(invisible) >= 0 || /^ | $/.test(text)) return null;
  const lines: string[] = [];
  for (const part of text.split(/(?<=[^ ]) (?=[^ ])/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines.length > 1 ? lines : null;
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
