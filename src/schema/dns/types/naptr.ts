/** NAPTR (RFC 3403): rewriting to a service. Object form `{ order, preference, flags, service, regexp, replacement }`. */
import { bad, ok, type Result } from '../../result.ts';
import { quote, splitFields } from '../character-strings.ts';
import { type Fields, readInteger, readString, wrongForm } from '../fields.ts';
import { readTargetField } from '../pointer.ts';
import type { NaptrRdata } from '../rdata.ts';
import type { ReadTarget, RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';

const form =
  'ORDER PREFERENCE "FLAGS" "SERVICE" "REGEXP" REPLACEMENT, for example \'100 10 "S" "SIP+D2U" "" _sip._udp.example.com.\'';

export const naptrType: RecordTypeSpec<'NAPTR'> = {
  type: 'NAPTR',
  source: 'RFC 3403',
  form,
  parse(text, readTarget) {
    const fields = splitFields(text);
    if (!fields.ok) return fields;
    const [order, preference, flags, service, regexp, replacement, extra] = fields.value;
    if (replacement === undefined || extra !== undefined) return wrongForm('NAPTR', text, form);
    return build({ order, preference, flags, service, regexp, replacement }, readTarget);
  },
  fromObject: build,
  print: (rdata) =>
    `${rdata.order} ${rdata.preference} ${quote(rdata.flags)} ${quote(rdata.service)} ${quote(rdata.regexp)} ${rdata.replacement}`,
};

function build(fields: Fields, readTarget: ReadTarget): Result<NaptrRdata> {
  const order = readInteger(fields.order, 'NAPTR order', 65535);
  if (!order.ok) return order;
  const preference = readInteger(fields.preference, 'NAPTR preference', 65535);
  if (!preference.ok) return preference;
  const flags = readString(fields.flags, 'NAPTR flags');
  if (!flags.ok) return flags;
  if (!/^[a-z0-9]*$/i.test(flags.value)) {
    return bad(`NAPTR flags ${seen(flags.value)} are not letters and digits`, 'write "S", "A", "U", "P" or ""');
  }
  const service = readString(fields.service, 'NAPTR service');
  if (!service.ok) return service;
  const regexp = readString(fields.regexp, 'NAPTR regexp');
  if (!regexp.ok) return regexp;
  const replacement = readTargetField(fields.replacement, 'NAPTR', 'replacement', readTarget);
  if (!replacement.ok) return replacement;
  if (regexp.value !== '' && replacement.value !== '.') {
    return bad(
      'NAPTR has both a regexp and a replacement, and only one can apply',
      'write "." for the replacement, or "" for the regexp',
    );
  }
  if (regexp.value !== '' && !isSubstitution(regexp.value)) {
    return bad(
      `NAPTR regexp ${seen(regexp.value)} is not a substitution`,
      'write it like "!^.*$!sip:info@example.com!"',
    );
  }
  return ok({
    type: 'NAPTR',
    order: order.value,
    preference: preference.value,
    // RFC 3403 section 4.1: flags are compared without regard to case.
    flags: flags.value.toUpperCase(),
    service: service.value,
    regexp: regexp.value,
    replacement: replacement.value,
  });
}

/** RFC 3402 section 3.2: delimiter, pattern, delimiter, replacement, delimiter, and perhaps the flag `i`. */
function isSubstitution(text: string): boolean {
  const delimiter = text.charAt(0);
  if (/[0-9i\\]/i.test(delimiter)) return false;
  let found = 0;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) === '\\') i++;
    else if (text.charAt(i) === delimiter) {
      found++;
      end = i + 1;
    }
  }
  return found === 3 && /^i?$/i.test(text.slice(end));
}
