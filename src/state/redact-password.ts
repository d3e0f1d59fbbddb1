/** Takes passwords out of texts of a database and its driver, however they are spelt there. */

/** `password`: decoded. */
export function passwordRedactor(password: string | undefined): (text: string, others?: readonly string[]) => string {
  return (text, others = []) => {
    const secrets = [password ?? '', ...others].filter((secret) => secret !== '');
    const spellings = new Set(secrets.flatMap(spellingsOf));
    return [...spellings]
      .sort((a, b) => b.length - a.length)
      .reduce((clean, spelling) => clean.replace(occurrences(spelling), '***'), text);
  };
}

/** Plain, in a URL, a form, JSON, SQL and JavaScript. */
function spellingsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    encodeURI(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    Object.assign(new URL('postgres://host/'), { password: secret }).password,
    json,
    json.replaceAll("'", "\\'"),
    secret.replaceAll("'", "''"),
    secret.replaceAll('"', '""'),
  ];
}

/** A short one is part of many words, which would give it away where they are masked: only where it stands alone. */
function occurrences(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(secret.length < 4 ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal, 'g');
}
