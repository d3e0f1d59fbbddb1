/** TLSA (RFC 6698, RFC 7218): a service's certificate. Object form `{ usage, selector, matching_type, certificate }`. */
import { bad, ok, type Result } from '../../result.ts';
import { checkDigest, type DigestLengths, type Fields, readHex, readInteger, wrongForm } from '../fields.ts';
import type { TlsaRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { readPlainFields } from '../zone-text.ts';

const form = 'USAGE SELECTOR MATCHING_TYPE CERTIFICATE, for example "3 1 1 e3b0c4…"';

/** RFC 6698 section 2.1.3; type 0 is the whole certificate or key, of any length. */
const digests: DigestLengths = {
  1: { name: 'SHA-256', digits: 64 },
  2: { name: 'SHA-512', digits: 128 },
};
/** RFC 7218: private use, in all three number fields. */
const privateUse = 255;

export const tlsaType: RecordTypeSpec<'TLSA'> = {
  type: 'TLSA',
  source: 'RFC 6698',
  form,
  parse(text) {
    const fields = readPlainFields(text, 'TLSA');
    if (!fields.ok) return fields;
    const [usage, selector, matchingType, ...certificate] = fields.value;
    if (certificate.length === 0) return wrongForm('TLSA', text, form);
    return build({ usage, selector, matching_type: matchingType, certificate: certificate.join('') });
  },
  fromObject: build,
  print: (rdata) => `${rdata.usage} ${rdata.selector} ${rdata.matchingType} ${rdata.certificate}`,
};

function build(fields: Fields): Result<TlsaRdata> {
  const usage = readChoice(fields.usage, 'TLSA usage', '0 (PKIX-TA), 1 (PKIX-EE), 2 (DANE-TA) or 3 (DANE-EE)', 3);
  if (!usage.ok) return usage;
  const selector = readChoice(fields.selector, 'TLSA selector', '0 (whole certificate) or 1 (public key)', 1);
  if (!selector.ok) return selector;
  const matching = readChoice(fields.matching_type, 'TLSA matching_type', '0 (exact), 1 (SHA-256) or 2 (SHA-512)', 2);
  if (!matching.ok) return matching;
  const hex = readHex(fields.certificate, 'TLSA certificate');
  if (!hex.ok) return hex;
  const certificate = checkDigest(hex.value, 'TLSA certificate', matching.value, digests);
  if (!certificate.ok) return certificate;
  return ok({
    type: 'TLSA',
    usage: usage.value,
    selector: selector.value,
    matchingType: matching.value,
    certificate: certificate.value,
  });
}

function readChoice(value: unknown, name: string, choices: string, max: number): Result<number> {
  const number = readInteger(value, name, 255);
  if (!number.ok || number.value <= max || number.value === privateUse) return number;
  return bad(`${name} ${number.value} is not assigned`, `write ${choices}`);
}
