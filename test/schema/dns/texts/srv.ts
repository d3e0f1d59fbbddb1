import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['( 0 0\n 5060 ; port\n sip )', '0 0 5060 sip.example.com.'],
  ['\\# 11 0001 0002 13c4 03736970 00', '1 2 5060 sip.'],
  ['10 5 5060 sip', '10 5 5060 sip.example.com.'],
  ['0 0 0 .', '0 0 0 .'],
  ['10 5 443 sip.example.net', '10 5 443 sip.example.net.'],
  [{ priority: 10, weight: 5, port: 5060, target: 'sip.example.com' }, '10 5 5060 sip.example.com.'],
];

export const refused: Refused = [
  ['0 0 5060 a\\.b.example.net.', String.raw`"\\" is not allowed in one`],
  ['0 0 5060 \\@', String.raw`"\\" is not allowed in one`],
  ['0 0 "5060" sip', 'has quotes, and no field of it may'],
  ['10 5060 sip', 'SRV "10 5060 sip" has three fields of four; write PRIORITY WEIGHT PORT TARGET'],
  ['sip', 'is not the form of SRV data'],
  ['10 5 65536 sip', 'SRV port is "65536"; write a whole number from 0 to 65535'],
  ['10 x 5060 sip', 'SRV weight is "x"'],
  ['10 5 5060 192.0.2.1', 'SRV target: "192.0.2.1" is an IP address'],
  [{ priority: 10, weight: 5, target: 'sip' }, 'SRV port is missing'],
];
