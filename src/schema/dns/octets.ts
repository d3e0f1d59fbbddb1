/**
 * Octets as text: what is UTF-8 stands as its characters, and any other octet as one of U+DC80 to U+DCFF, which no text
 * holds (as Python's surrogateescape, PEP 383). So a text is a text, and the octets of a record come back as they were.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const loneSurrogate = /\p{Surrogate}/u;
const escapeBase = 0xdc00;

export function textOfOctets(octets: Uint8Array): string {
  return decode(octets) ?? decodePiecewise(octets);
}

/** The inverse of `textOfOctets`. Throws where the text holds half a character that stands for no octet. */
export function octetsOf(text: string): Buffer {
  if (isUnicode(text)) return Buffer.from(text, 'utf8');
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0xd800 || code > 0xdfff) return Buffer.from(character, 'utf8');
      if (code < escapeBase + 0x80 || code > escapeBase + 0xff) throw new Error('half a Unicode character in a text');
      return Buffer.of(code - escapeBase);
    }),
  );
}

/** Whether the text is Unicode throughout: no octet in it that is not UTF-8, and no half of a character. */
export function isUnicode(text: string): boolean {
  return !loneSurrogate.test(text);
}

function decode(octets: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(octets);
  } catch {
    return undefined;
  }
}

function decodePiecewise(octets: Uint8Array): string {
  let text = '';
  for (let i = 0; i < octets.length; ) {
    const lead = octets[i] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = decode(octets.subarray(i, i + length));
    text += character ?? String.fromCharCode(escapeBase + lead);
    i += character === undefined ? 1 : length;
  }
  return text;
}
