/**
 * Text from outside as it is shown: registrars, files, the environment and git may hold characters that move the cursor,
 * turn the direction of writing, or are not seen at all. Each of them is written as `\u{202E}`, so that what is shown is
 * what is there, and one value stays on one line.
 */

/** What an emoji is made of stays together, joiners and variation selectors too; it is the first group. */
const emoji = String.raw`(\p{Extended_Pictographic}\p{Emoji_Modifier}?\u{FE0F}?(?:\u{200D}\p{Extended_Pictographic}\p{Emoji_Modifier}?\u{FE0F}?)*)`;
/**
 * Controls, line ends among them; format characters (direction, zero width, tags); halves of a pair; what has no glyph of
 * its own; spaces that are not the space.
 */
const hidden = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}`;
const emojiOrHidden = new RegExp(`${emoji}|${hidden}`, 'gu');

/** Most texts; they need no second look. */
const harmless = /^[ -~]*$/;

/** One line: a line end is shown like any other control. */
export function visible(text: string): string {
  return harmless.test(text) ? text : escaped(text, notation);
}

/** Text that was laid out already: its line ends and tabs stay. */
export function visibleLayout(text: string): string {
  return escaped(text, (found) => (found === '\n' || found === '\t' ? found : notation(found)));
}

/**
 * The same data with every text in it visible, keys too. Parts without anything hidden are the very same objects. Two
 * different texts stay different: one that holds our notation itself gets its backslash written out. For data as it came.
 */
export function visibleData<T>(data: T): T {
  return isVisible(data) ? data : (changed(data) as T);
}

/** JSON of the same value, without a character that is not seen. `indent`: as of `JSON.stringify`. */
export function visibleJson(data: unknown, indent = 2): string {
  return escaped(JSON.stringify(data, null, indent), (found) => (found === '\n' ? found : jsonNotation(found)));
}

/** Makes nothing: of a large plan, a copy even for a moment is felt. */
function isVisible(data: unknown): boolean {
  if (typeof data === 'string') return told(data) === data;
  if (typeof data !== 'object' || data === null) return true;
  if (Array.isArray(data)) return data.every(isVisible);
  for (const key in data) {
    if (told(key) !== key || !isVisible((data as Readonly<Record<string, unknown>>)[key])) return false;
  }
  return true;
}

function changed(data: unknown): unknown {
  if (typeof data === 'string') return told(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(visibleData);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [told(key), visibleData(value)]));
}

function told(text: string): string {
  return visible(text.includes('\\u{') ? text.replaceAll('\\u{', '\\u{5C}u{') : text);
}

function escaped(text: string, write: (found: string) => string): string {
  return text.replace(emojiOrHidden, (found: string, whole: string | undefined) => whole ?? write(found));
}

function notation(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16).toUpperCase()}}`;
}

function jsonNotation(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
