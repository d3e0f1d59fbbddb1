/**
 * URL: a web redirect that some registrars offer beside DNS records. No RFC.
 * Written `301 https://…` (permanent), `302 https://…` (temporary), `masked https://…` (shown in a frame).
 * Object form `{ kind: permanent | temporary | masked, url }`. Scheme and host are lower case; an empty path is `/` (RFC 3986 section 6.2.3).
 */
import { bad, ok, type Result } from '../../result.ts';
import { readString, wrongForm } from '../fields.ts';
import type { UrlRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';

type Kind = UrlRdata['kind'];

const form = 'KIND URL with kind 301, 302 or masked, for example "301 https://www.example.com/"';
const kinds: Readonly<Record<string, Kind>> = {
  '301': 'permanent',
  '302': 'temporary',
  permanent: 'permanent',
  temporary: 'temporary',
  masked: 'masked',
};
const words: Readonly<Record<Kind, string>> = { permanent: '301', temporary: '302', masked: 'masked' };

export const urlType: RecordTypeSpec<'URL'> = {
  type: 'URL',
  source: 'no RFC; a service of some registrars',
  form,
  parse(text) {
    const fields = text.trim().split(/\s+/);
    const [kind, url, extra] = fields;
    if (url === undefined && kind?.includes('://')) {
      return bad(
        `URL ${seen(text)} has no kind`,
        `write "301 ${kind}" for a permanent redirect, "302 ${kind}" for a temporary one`,
      );
    }
    if (url === undefined || extra !== undefined) return wrongForm('URL', text, form);
    return build(kind, url);
  },
  fromObject: (fields) => build(fields.kind, fields.url),
  print: (rdata) => `${words[rdata.kind]} ${rdata.url}`,
};

function build(kindField: unknown, urlField: unknown): Result<UrlRdata> {
  const kind = Object.hasOwn(kinds, String(kindField)) ? kinds[String(kindField)] : undefined;
  if (kind === undefined) {
    return bad(`URL kind is ${seen(kindField)}`, 'write permanent (301), temporary (302) or masked');
  }
  const text = readString(urlField, 'URL url');
  if (!text.ok) return text;
  const url = canonicalUrl(text.value);
  return url.ok ? ok({ type: 'URL', kind, url: url.value }) : url;
}

function canonicalUrl(text: string): Result<string> {
  const match = /^(https?):\/\/([^/?#]+)(.*)$/is.exec(text);
  if (match === null)
    return bad(`${seen(text)} is not a web address`, 'write it in full, for example "https://www.example.com/"');
  const [, scheme = '', authority = '', rest = ''] = match;
  if (/[\s"<>\\^`{|}\p{Cc}]/u.test(text)) {
    return bad(
      `${seen(text)} holds a character that a URL cannot`,
      'write it percent-encoded, for example %20 for a space',
    );
  }
  // User information before the host would be a password in a public record.
  if (authority.includes('@'))
    return bad(`${seen(text)} holds a user name or password`, 'leave out what stands before the "@"');
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return ok(`${scheme.toLowerCase()}://${authority.toLowerCase()}${path}`);
}
