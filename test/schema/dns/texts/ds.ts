import type { Accepted, Refused } from './rows.ts';

const sha1 = 'ab'.repeat(20);
const sha256 = 'ab'.repeat(32);
const sha384 = 'ab'.repeat(48);

export const accepted: Accepted = [
  [`12345 ECDSAP256SHA256 2 ${sha256}`, `12345 13 2 ${sha256.toUpperCase()}`],
  [`12345 rsasha256 2 ( ${sha256.slice(0, 32)}\n${sha256.slice(32)} ) ; KSK`, `12345 8 2 ${sha256.toUpperCase()}`],
  [`\\# 36 3039 0d 02 ${sha256}`, `12345 13 2 ${sha256.toUpperCase()}`],
  [`12345 13 SHA-256 ${sha256}`, `12345 13 2 ${sha256.toUpperCase()}`],
  [`1 ECDSAP384SHA384 sha384 ${sha384}`, `1 14 4 ${sha384.toUpperCase()}`],
  [{ key_tag: 1, algorithm: 'ED25519', digest_type: 2, digest: sha256 }, `1 15 2 ${sha256.toUpperCase()}`],
  [`12345 13 2 ${sha256}`, `12345 13 2 ${sha256.toUpperCase()}`],
  [`12345 13 2 ${sha256.slice(0, 32)} ${sha256.slice(32)}`, `12345 13 2 ${sha256.toUpperCase()}`],
  [`1 8 1 ${sha1}`, `1 8 1 ${sha1.toUpperCase()}`],
  [`1 14 4 ${sha384}`, `1 14 4 ${sha384.toUpperCase()}`],
  ['1 13 200 abcd', '1 13 200 ABCD'],
  [{ key_tag: 12345, algorithm: 13, digest_type: 2, digest: sha256 }, `12345 13 2 ${sha256.toUpperCase()}`],
];

export const refused: Refused = [
  [`12345 RSA 2 ${sha256}`, 'DS algorithm is "RSA"'],
  [
    `12345 13 2 ${sha1}`,
    'DS digest has 40 hexadecimal digits, but type 2 (SHA-256) has 64; if the digest is right, its type is 1 (SHA-1)',
  ],
  ['12345 13 2 abcd', 'but type 2 (SHA-256) has 64; copy the whole digest'],
  [`12345 13 2 ${sha256.slice(1)}`, 'DS digest has 63 hexadecimal digits, an odd number'],
  [`12345 13 2 ${sha256.slice(2)}zz`, 'is not hexadecimal'],
  ['12345 13 2', 'is not the form of DS data; write KEY_TAG ALGORITHM DIGEST_TYPE DIGEST'],
  [`65536 13 2 ${sha256}`, 'DS key_tag is "65536"'],
  [`12345 13 SHA-2 ${sha256}`, 'DS digest_type is "SHA-2"'],
  [`1 256 2 ${sha256}`, 'DS algorithm is "256"'],
  [`1 13 0 ${sha256}`, 'DS digest_type 0 is reserved; use 2 (SHA-256)'],
  [{ key_tag: 1, algorithm: 13, digest_type: 2 }, 'DS digest is missing'],
];
