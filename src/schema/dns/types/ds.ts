/** DS (RFC 4034 section 5): the fingerprint of a child zone's key. Object form `{ key_tag, algorithm, digest_type, digest }`. */
import { bad, ok, type Result } from '../../result.ts';
import { checkDigest, type DigestLengths, type Fields, readHex, readInteger, wrongForm } from '../fields.ts';
import type { DsRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { readPlainFields } from '../zone-text.ts';

const form = 'KEY_TAG ALGORITHM DIGEST_TYPE DIGEST, for example "12345 13 2 E3B0C4…"';

/** IANA "DS RR Type Digest Algorithms". */
const digests: DigestLengths = {
  1: { name: 'SHA-1', digits: 40 },
  2: { name: 'SHA-256', digits: 64 },
  3: { name: 'GOST R 34.11-94', digits: 64 },
  4: { name: 'SHA-384', digits: 96 },
  5: { name: 'GOST R 34.11-2012', digits: 64 },
  6: { name: 'SM3', digits: 64 },
};

/** RFC 4034 appendix A.1 and the IANA registry of DNSSEC algorithms; any case. */
const algorithms: Readonly<Record<string, number>> = {
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  RSASHA1: 5,
  'DSA-NSEC3-SHA1': 6,
  'RSASHA1-NSEC3-SHA1': 7,
  RSASHA256: 8,
  RSASHA512: 10,
  'ECC-GOST': 12,
  ECDSAP256SHA256: 13,
  ECDSAP384SHA384: 14,
  ED25519: 15,
  ED448: 16,
  SM2SM3: 17,
  'ECC-GOST12': 23,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
};

/** As BIND reads them; RFC 4034 section 5.3 itself has numbers alone. */
const digestTypes: Readonly<Record<string, number>> = {
  'SHA-1': 1,
  SHA1: 1,
  'SHA-256': 2,
  SHA256: 2,
  GOST: 3,
  'SHA-384': 4,
  SHA384: 4,
};

export const dsType: RecordTypeSpec<'DS'> = {
  type: 'DS',
  source: 'RFC 4034',
  form,
  parse(text) {
    const fields = readPlainFields(text, 'DS');
    if (!fields.ok) return fields;
    const [keyTag, algorithm, digestType, ...digest] = fields.value;
    if (digest.length === 0) return wrongForm('DS', text, form);
    return build({ key_tag: keyTag, algorithm, digest_type: digestType, digest: digest.join('') });
  },
  fromObject: build,
  print: (rdata) => `${rdata.keyTag} ${rdata.algorithm} ${rdata.digestType} ${rdata.digest}`,
};

function build(fields: Fields): Result<DsRdata> {
  const keyTag = readInteger(fields.key_tag, 'DS key_tag', 65535);
  if (!keyTag.ok) return keyTag;
  const algorithm = readInteger(numberOf(fields.algorithm, algorithms), 'DS algorithm', 255);
  if (!algorithm.ok) return algorithm;
  const digestType = readInteger(numberOf(fields.digest_type, digestTypes), 'DS digest_type', 255);
  if (!digestType.ok) return digestType;
  if (digestType.value === 0) return bad('DS digest_type 0 is reserved', 'use 2 (SHA-256)');
  const hex = readHex(fields.digest, 'DS digest');
  if (!hex.ok) return hex;
  const digest = checkDigest(hex.value, 'DS digest', digestType.value, digests);
  if (!digest.ok) return digest;
  return ok({
    type: 'DS',
    keyTag: keyTag.value,
    algorithm: algorithm.value,
    digestType: digestType.value,
    digest: digest.value.toUpperCase(),
  });
}

function numberOf(value: unknown, mnemonics: Readonly<Record<string, number>>): unknown {
  const name = typeof value === 'string' ? value.toUpperCase() : '';
  return Object.hasOwn(mnemonics, name) ? mnemonics[name] : value;
}
