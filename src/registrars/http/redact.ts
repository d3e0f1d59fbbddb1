/**
 * Takes secrets out of texts that will be shown, in every form in which an API, an error or a log may carry them:
 * as they are, URL- and form-encoded, escaped for JSON or XML, and inside Base64 (`Authorization: Basic`).
 */

const mask = '[secret]';

/** Shorter pieces of Base64 would match ordinary words. */
const shortestBase64Piece = 6;

/** A function that replaces every form of these secrets. Empty secrets are ignored. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  // Longest first, so that a form that contains another is replaced as a whole.
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map(escapeForRegExp);
  const authorization = String.raw`\b(?:Bearer|Basic|Apikey)\s+[\w+/=.~-]{6,}`;
  const pattern = new RegExp([...alternatives, authorization].join('|'), 'g');
  return (text) => text.replace(pattern, mask);
}

function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const formEncoded = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encoded,
    lowerCaseEscapes(encoded),
    formEncoded,
    lowerCaseEscapes(formEncoded),
    json,
    json.replaceAll('/', '\\/'),
    asciiJson(json),
    xmlEscaped(secret, '&#39;'),
    xmlEscaped(secret, '&apos;'),
    ...base64Pieces(secret, 'base64'),
    ...base64Pieces(secret, 'base64url'),
  ];
}

function lowerCaseEscapes(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

function asciiJson(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function xmlEscaped(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

/**
 * The characters of Base64 that the secret alone decides, for each of the three places it can have within a group of
 * three bytes: what stands in `base64(user:secret)` whoever the user is.
 */
function base64Pieces(secret: string, encoding: 'base64' | 'base64url'): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const piece = text.slice(start, end);
    return piece.length >= shortestBase64Piece ? [piece] : [];
  });
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
