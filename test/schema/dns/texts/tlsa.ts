import type { Accepted, Refused } from './rows.ts';

const sha256 = 'AB'.repeat(32);
const sha512 = 'AB'.repeat(64);

export const accepted: Accepted = [
  [`3 1 1 ${sha256}`, `3 1 1 ${sha256.toLowerCase()}`],
  [`2 0 2 ${sha512}`, `2 0 2 ${sha512.toLowerCase()}`],
  ['3 0 0 3082 0122', '3 0 0 30820122'],
  ['255 255 255 00', '255 255 255 00'],
  [{ usage: 3, selector: 1, matching_type: 1, certificate: sha256 }, `3 1 1 ${sha256.toLowerCase()}`],
];

export const refused: Refused = [
  [`3 1 2 ${sha256}`, 'but type 2 (SHA-512) has 128; if the digest is right, its type is 1 (SHA-256)'],
  [`4 1 1 ${sha256}`, 'TLSA usage 4 is not assigned; write 0 (PKIX-TA), 1 (PKIX-EE), 2 (DANE-TA) or 3 (DANE-EE)'],
  [`3 2 1 ${sha256}`, 'TLSA selector 2 is not assigned'],
  [`3 1 3 ${sha256}`, 'TLSA matching_type 3 is not assigned'],
  ['3 1 1', 'is not the form of TLSA data'],
  [{ usage: 3, selector: 1, matching_type: 1 }, 'TLSA certificate is missing'],
];
