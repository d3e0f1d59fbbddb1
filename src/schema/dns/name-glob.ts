/**
 * Patterns over relative names: `*` for any characters, dots too, `?` for one, `[ab]` and `[0-9]` for one of these,
 * `{a,b}` for one of these texts. Nothing else, so that each can be matched in one pass, whatever the name.
 */
import { bad, ok, type Result } from '../result.ts';
import { seen } from './seen.ts';

type Part =
  | { readonly kind: 'any' }
  | { readonly kind: 'one'; accepts(character: string): boolean }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Part[])[] };

export interface NameGlob {
  /** Of the whole name; lower case, as names are inside. */
  matches(name: ArrayLike<string>): boolean;
}

/** More than any list of names that somebody writes by hand. */
const maxLength = 1000;

/** One part of a pattern: `{...}`, `[...]`, or one character. */
const part = /\{([^{}]*)\}|\[([^[\]]*)\]|./gsy;
const literal = /^[a-z0-9_.@-]$/;
/** A character or a range; `*` is the owner name of a wildcard, and here it stands for itself. */
const member = /([a-z0-9_.@*])-([a-z0-9_.@])|[a-z0-9_.@*-]/gy;

const allowed = 'write *, ?, [ab], [0-9] or {a,b}; a name with other characters as its A-label (xn--...)';

/** Whether a text can be more than one name. */
export function isNameGlob(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

export function parseNameGlob(text: string): Result<NameGlob> {
  if (text.length > maxLength) return bad(`the pattern ${seen(text)} has more than ${maxLength} characters`);
  const parts = partsOf(text.toLowerCase(), text);
  return parts.ok ? ok({ matches: (name) => ends(parts.value, new Set([0]), name).has(name.length) }) : parts;
}

function partsOf(pattern: string, text: string): Result<readonly Part[]> {
  const parts: Part[] = [];
  for (const [piece, choice, members] of pattern.matchAll(part)) {
    const read =
      choice !== undefined
        ? readChoice(choice, text)
        : members !== undefined
          ? readClass(members, text)
          : readOne(piece, text);
    if (!read.ok) return read;
    if (read.value.kind === 'any' && parts.at(-1)?.kind === 'any') {
      return bad(`the pattern ${seen(text)} has "**"`, 'write "*": it matches dots, too');
    }
    parts.push(read.value);
  }
  return ok(parts);
}

function readOne(character: string, text: string): Result<Part> {
  if (character === '*') return ok({ kind: 'any' });
  if (character === '?') return ok({ kind: 'one', accepts: () => true });
  if (literal.test(character)) return ok({ kind: 'one', accepts: (other) => other === character });
  if ('[]{}'.includes(character))
    return bad(`the pattern ${seen(text)} has a "${character}" without its other half, or one within another`, allowed);
  return bad(`the pattern ${seen(text)} has ${seen(character)}, which means nothing in one`, allowed);
}

function readClass(members: string, text: string): Result<Part> {
  const found = [...members.matchAll(member)];
  const length = found.reduce((sum, [piece]) => sum + piece.length, 0);
  const backwards = found.some(([, from = '', to = from]) => from > to);
  if (length < members.length || length === 0 || backwards) {
    return bad(`the pattern ${seen(text)} has ${seen(`[${members}]`)}, which is no list of characters`, allowed);
  }
  const tests = found.map(([piece, from = piece, to = piece]) => ({ from, to }));
  return ok({
    kind: 'one',
    accepts: (character) => tests.some(({ from, to }) => character >= from && character <= to),
  });
}

function readChoice(choice: string, text: string): Result<Part> {
  const options = choice.split(',').map((option) => partsOf(option, text));
  const wrong = options.find((option) => !option.ok);
  if (wrong !== undefined && !wrong.ok) return wrong;
  if (options.length === 1)
    return bad(`the pattern ${seen(text)} has ${seen(`{${choice}}`)}, which is no choice`, allowed);
  return ok({ kind: 'choice', options: options.flatMap((option) => (option.ok ? [option.value] : [])) });
}

/** Where in the name these parts can end that begin at one of `starts`: each part looks at each position once. */
function ends(parts: readonly Part[], starts: ReadonlySet<number>, name: ArrayLike<string>): ReadonlySet<number> {
  return parts.reduce((at, next) => endsOfPart(next, at, name), starts);
}

function endsOfPart(next: Part, starts: ReadonlySet<number>, name: ArrayLike<string>): ReadonlySet<number> {
  switch (next.kind) {
    case 'any': {
      const first = Math.min(...starts);
      return new Set(Array.from({ length: Math.max(0, name.length - first + 1) }, (_, i) => first + i));
    }
    case 'one':
      return new Set(
        [...starts].filter((at) => at < name.length && next.accepts(name[at] as string)).map((at) => at + 1),
      );
    case 'choice':
      return new Set(next.options.flatMap((option) => [...ends(option, starts, name)]));
  }
}
