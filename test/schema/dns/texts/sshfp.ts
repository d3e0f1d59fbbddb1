import type { Accepted, Refused } from './rows.ts';

const sha1 = 'AB'.repeat(20);
const sha256 = 'AB'.repeat(32);

export const accepted: Accepted = [
  [`4 2 ${sha256}`, `4 2 ${sha256.toLowerCase()}`],
  [`1 1 ${sha1}`, `1 1 ${sha1.toLowerCase()}`],
  [{ algorithm: 4, fingerprint_type: 2, fingerprint: sha256 }, `4 2 ${sha256.toLowerCase()}`],
];

export const refused: Refused = [
  [`4 2 ${sha1}`, 'but type 2 (SHA-256) has 64; if the digest is right, its type is 1 (SHA-1)'],
  [`0 2 ${sha256}`, 'SSHFP algorithm 0 is reserved; use 1 (RSA), 3 (ECDSA), 4 (Ed25519) or 6 (Ed448)'],
  [`4 0 ${sha256}`, 'SSHFP fingerprint_type 0 is reserved'],
  [`4 ${sha256}`, 'is not the form of SSHFP data'],
  [{ algorithm: 4, fingerprint_type: 2 }, 'SSHFP fingerprint is missing'],
];
