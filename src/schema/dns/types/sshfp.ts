/** SSHFP (RFC 4255, RFC 6594): the fingerprint of a host's SSH key. Object form `{ algorithm, fingerprint_type, fingerprint }`. */
import { bad, ok, type Result } from '../../result.ts';
import { checkDigest, type DigestLengths, type Fields, readHex, readInteger, wrongForm } from '../fields.ts';
import type { SshfpRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { readPlainFields } from '../zone-text.ts';

const form = 'ALGORITHM FINGERPRINT_TYPE FINGERPRINT, for example "4 2 e3b0c4…", as "ssh-keygen -r" prints it';

/** IANA "SSHFP RR Types for fingerprint types". */
const fingerprints: DigestLengths = {
  1: { name: 'SHA-1', digits: 40 },
  2: { name: 'SHA-256', digits: 64 },
};

export const sshfpType: RecordTypeSpec<'SSHFP'> = {
  type: 'SSHFP',
  source: 'RFC 4255',
  form,
  parse(text) {
    const fields = readPlainFields(text, 'SSHFP');
    if (!fields.ok) return fields;
    const [algorithm, fingerprintType, ...fingerprint] = fields.value;
    if (fingerprint.length === 0) return wrongForm('SSHFP', text, form);
    return build({ algorithm, fingerprint_type: fingerprintType, fingerprint: fingerprint.join('') });
  },
  fromObject: build,
  print: (rdata) => `${rdata.algorithm} ${rdata.fingerprintType} ${rdata.fingerprint}`,
};

function build(fields: Fields): Result<SshfpRdata> {
  const algorithm = readInteger(fields.algorithm, 'SSHFP algorithm', 255);
  if (!algorithm.ok) return algorithm;
  if (algorithm.value === 0) {
    return bad('SSHFP algorithm 0 is reserved', 'use 1 (RSA), 3 (ECDSA), 4 (Ed25519) or 6 (Ed448)');
  }
  const type = readInteger(fields.fingerprint_type, 'SSHFP fingerprint_type', 255);
  if (!type.ok) return type;
  if (type.value === 0) return bad('SSHFP fingerprint_type 0 is reserved', 'use 2 (SHA-256)');
  const hex = readHex(fields.fingerprint, 'SSHFP fingerprint');
  if (!hex.ok) return hex;
  const fingerprint = checkDigest(hex.value, 'SSHFP fingerprint', type.value, fingerprints);
  if (!fingerprint.ok) return fingerprint;
  return ok({
    type: 'SSHFP',
    algorithm: algorithm.value,
    fingerprintType: type.value,
    fingerprint: fingerprint.value,
  });
}
