/** The ways in which a secret may stand in a text: as it is, or as URLs, forms, JSON, XML, base64 and hex spell it. */
export function spellings(secret: string): readonly string[] {
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const base64 = [0, 1, 2].flatMap((before) => base64At(secret, before));
  const all = [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    form,
    JSON.stringify(secret).slice(1, -1),
    xml,
    xml.replace(/'/g, '&apos;'),
    Buffer.from(secret).toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(all)];
}

/** Inside a longer text, only the characters that stand for nothing but the secret: `user:secret` is one, too. */
function base64At(secret: string, bytesBefore: number): readonly string[] {
  const bytes = Buffer.from(`${' '.repeat(bytesBefore)}${secret}`);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  return [bytesBefore === 0 ? whole : whole.slice(4)];
}
