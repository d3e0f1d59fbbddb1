/**
 * CAA (RFC 8659): which authorities may issue certificates. Object form `{ flags?, tag, value }`, flags 0 by default.
 * Tags are those of the IANA registry: an unknown one would be ignored by authorities, and so protect nothing.
 */
import { bad, ok, type Result } from '../../result.ts';
import { quote } from '../character-strings.ts';
import { type Fields, readInteger, readString, wrongForm } from '../fields.ts';
import { parseFqdn } from '../name.ts';
import { isUnicode } from '../octets.ts';
import type { CaaRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readZoneText, unescapeField } from '../zone-text.ts';

const form = 'FLAGS TAG "VALUE", for example \'0 issue "letsencrypt.org"\'';

/** Checks of a value by its tag; each gives the problem, or nothing. */
const tags: Readonly<Record<string, (value: string, tag: string) => Result<never> | undefined>> = {
  issue: checkIssuer,
  issuewild: checkIssuer,
  issuemail: checkIssuer, // RFC 9495
  issuevmc: checkIssuer,
  iodef: checkIodef,
  contactemail: (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? undefined : bad(`${seen(value)} is not a mail address`)),
  contactphone: (value) =>
    /^[+0-9][0-9 ().-]+$/.test(value)
      ? undefined
      : bad(`${seen(value)} is not a telephone number`, 'write "+1 555 0100"'),
};

export const caaType: RecordTypeSpec<'CAA'> = {
  type: 'CAA',
  source: 'RFC 8659',
  form,
  parse(text) {
    // A comment, in a zone file; whoever wrote it here may have meant the parameters of an authority.
    if (/^[^"]*(?<!\\);/.test(text)) return unquotedValue(text);
    const read = readZoneText(text);
    if (!read.ok) return read;
    const fields = read.value;
    const [flags, tag, value, extra] = fields.map(unescapeField);
    if (flags !== undefined && Object.hasOwn(tags, flags.toLowerCase())) {
      return bad(`CAA ${seen(text)} has no flags`, `write 0 ${flags} ${quote(tag ?? '')}`);
    }
    if (fields[2]?.quotes === 'none' && extra !== undefined) return unquotedValue(text);
    const misquoted = fields.some(({ quotes }, index) => quotes === 'value' || (quotes === 'all' && index < 2));
    if (value === undefined || extra !== undefined || misquoted) return wrongForm('CAA', text, form);
    return build({ flags, tag, value });
  },
  fromObject: build,
  print: (rdata) => `${rdata.flags} ${rdata.tag} ${quote(rdata.value)}`,
};

function unquotedValue(text: string): Result<never> {
  return bad(`CAA ${seen(text)} has a value with blanks outside quotes, or with ";"`, `write ${form}`);
}

function build(fields: Fields): Result<CaaRdata> {
  const flags = readInteger(fields.flags ?? 0, 'CAA flags', 255);
  if (!flags.ok) return flags;
  const written = readString(fields.tag, 'CAA tag');
  if (!written.ok) return written;
  const tag = written.value.toLowerCase();
  const check = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  if (check === undefined) {
    return bad(
      `CAA tag ${seen(written.value)} is not one that authorities know`,
      `write one of ${Object.keys(tags).join(', ')}`,
    );
  }
  const value = readString(fields.value, 'CAA value');
  if (!value.ok) return value;
  if (!isUnicode(value.value)) return bad(`CAA value ${seen(value.value)} holds octets that are not UTF-8`);
  return check(value.value, tag) ?? ok({ type: 'CAA', flags: flags.value, tag, value: value.value });
}

/** RFC 8659 section 4.2: letters, digits and hyphens, so neither underscores nor Unicode. */
const issuerDomain = /^[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)+$/i;

/** RFC 8659 section 4.2: an authority's domain, then `;`-separated parameters; without a domain, none may issue. */
function checkIssuer(value: string, tag: string): Result<never> | undefined {
  const [issuer = '', ...parameters] = value.split(';');
  const domain = issuer.trim();
  if (domain !== '' && !(issuerDomain.test(domain) && parseFqdn(domain).ok)) {
    return bad(`CAA ${tag} value ${seen(domain)} is not an authority's domain`, 'write it like "letsencrypt.org"');
  }
  const wrong = parameters.find(
    (parameter) => !/^\s*([a-z0-9-]+\s*=\s*([\x21-\x3a\x3c-\x7e]+\s*)?)?$/i.test(parameter),
  );
  return wrong === undefined ? undefined : bad(`CAA ${tag} parameter ${seen(wrong.trim())} is not NAME=VALUE`);
}

function checkIodef(value: string): Result<never> | undefined {
  if (/^(mailto:[^\s@]+@[^\s@]+|https?:\/\/[^\s/]\S*)$/i.test(value)) return undefined;
  const fix = value.includes('@') ? `write "mailto:${value.trim()}"` : 'write "mailto:security@example.com"';
  return bad(`CAA iodef value ${seen(value)} is not a mailto: or https: URL`, fix);
}
