import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['0 issue ""', '0 issue ""'],
  ['( 0 issue "letsencrypt.org" ) ; for the web', '0 issue "letsencrypt.org"'],
  ['0 issue \\;', '0 issue ";"'],
  ['\\# 16 00 05 6973737565 63612e6578616d706c', '0 issue "ca.exampl"'],
  ['0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'],
  ['0 issue letsencrypt.org', '0 issue "letsencrypt.org"'],
  ['128 ISSUEWILD ";"', '128 issuewild ";"'],
  ['0 issue "ca.example; validationmethods=dns-01"', '0 issue "ca.example; validationmethods=dns-01"'],
  ['0 issuemail "ca.example"', '0 issuemail "ca.example"'],
  ['0 iodef "mailto:sec@example.com"', '0 iodef "mailto:sec@example.com"'],
  ['0 iodef "https://example.com/caa"', '0 iodef "https://example.com/caa"'],
  ['0 contactphone "+1 555 0100"', '0 contactphone "+1 555 0100"'],
  [{ tag: 'issue', value: 'letsencrypt.org' }, '0 issue "letsencrypt.org"'],
  [{ flags: 128, tag: 'issue', value: ';' }, '128 issue ";"'],
];

export const refused: Refused = [
  ['issue "letsencrypt.org"', 'has no flags; write 0 issue "letsencrypt.org"'],
  ['0 isue "letsencrypt.org"', 'CAA tag "isue" is not one that authorities know; write one of issue, issuewild'],
  ['0 toString "x"', 'CAA tag "toString"'],
  ['0 issue "lets_encrypt.org"', "is not an authority's domain"],
  ['0 issue "bücher.example"', "is not an authority's domain"],
  ['0 issue ca.example ; x=1', 'has a value with blanks outside quotes, or with ";"'],
  ['0 issue ca.example;x=1', 'has a value with blanks outside quotes, or with ";"'],
  ['"0" issue "ca.example"', 'is not the form of CAA data'],
  ['0 iodef "mailto:a\\255@example.com"', 'holds octets that are not UTF-8'],
  ['0 issue "letsencrypt"', "is not an authority's domain"],
  ['0 issue "https://letsencrypt.org"', "is not an authority's domain"],
  ['0 issue "ca.example; dns-01"', 'CAA issue parameter "dns-01" is not NAME=VALUE'],
  ['0 issue ca.example; x=1', 'has a value with blanks outside quotes'],
  ['0 iodef "sec@example.com"', 'write "mailto:sec@example.com"'],
  ['256 issue "ca.example"', 'CAA flags is "256"; write a whole number from 0 to 255'],
  ['0 issue', 'is not the form of CAA data'],
  ['0 contactemail "nobody"', 'is not a mail address'],
];
