import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['10 mail', '10 mail.example.com.'],
  ['1 SMTP.google.com', '1 smtp.google.com.'],
  ['  10\tmail.example.com.  ', '10 mail.example.com.'],
  ['0 .', '0 .'],
  ['10 mail;first', '10 mail.example.com.'],
  ['10 ( mail ) ; the first', '10 mail.example.com.'],
  ['10 ; preference\n mail', '10 mail.example.com.'],
  ['\\# 8 000a 046d61696c 00', '10 mail.'],
  ['65535 @', '65535 example.com.'],
  [{ preference: 10, exchange: 'mail' }, '10 mail.example.com.'],
];

export const refused: Refused = [
  ['mail.example.com', 'MX "mail.example.com" has no preference; write "10 mail.example.com"'],
  ['10', 'is not the form of MX data; write PREFERENCE EXCHANGE, for example "10 mail.example.com."'],
  ['', 'is not the form of MX data'],
  ['mail 10', 'MX preference is "mail"; write a whole number from 0 to 65535'],
  ['65536 mail', 'MX preference is "65536"; write a whole number from 0 to 65535'],
  ['-1 mail', 'MX preference is "-1"'],
  ['1.5 mail', 'MX preference is "1.5"'],
  ['10 mail backup', 'is not the form of MX data'],
  [
    '10 192.0.2.1',
    'MX exchange: "192.0.2.1" is an IP address, but a target is a name; give the address to a name with A or AAAA',
  ],
  ['10 a\\.b.example.net.', String.raw`"\\" is not allowed in one`],
  ['10 \\@', String.raw`"\\" is not allowed in one`],
  ['10 mail\\046example\\046net.', String.raw`"\\" is not allowed in one`],
  ['1\\048 mail', 'MX preference is "1\\\\048"'],
  ['"10" mail', 'has quotes, and no field of it may; leave them out'],
  ['10 "mail"', 'has quotes, and no field of it may'],
  ['( 10 mail', 'has a "(" that is not closed'],
  ['\\# 7 000a 03612e62 00', String.raw`"\\" is not allowed in one`],
  [{ preference: 10, exchange: 'a\\.b.example.net.' }, String.raw`"\\" is not allowed in one`],
  ['10 .', 'its preference is 0; write "0 ."'],
  [{ preference: -1, exchange: 'mail' }, 'MX preference is -1; write a whole number from 0 to 65535'],
  [{ exchange: 'mail' }, 'MX preference is missing'],
  [{ preference: 10 }, 'MX exchange is missing'],
];
