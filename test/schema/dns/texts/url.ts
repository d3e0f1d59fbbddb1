import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['301 https://www.example.net/a?b=C#d', '301 https://www.example.net/a?b=C#d'],
  ['302 HTTP://WWW.Example.NET', '302 http://www.example.net/'],
  ['permanent https://example.net?Q=1', '301 https://example.net/?Q=1'],
  ['temporary https://example.net:8443/', '302 https://example.net:8443/'],
  ['masked https://example.net/', 'masked https://example.net/'],
  [{ kind: 'masked', url: 'https://example.net' }, 'masked https://example.net/'],
];

export const refused: Refused = [
  ['https://example.net', 'has no kind; write "301 https://example.net" for a permanent redirect'],
  ['308 https://example.net', 'URL kind is "308"; write permanent (301), temporary (302) or masked'],
  ['toString https://example.net', 'URL kind is "toString"'],
  ['301 www.example.net', '"www.example.net" is not a web address; write it in full'],
  ['301 ftp://example.net', 'is not a web address'],
  ['301 https:///path', 'is not a web address'],
  ['301 https://example.net/a b', 'is not the form of URL data'],
  ['301 https://user:secret@example.net/', 'holds a user name or password'],
  [{ kind: 'masked', url: 'https://example.net/a b' }, 'write it percent-encoded'],
  [{ kind: 'masked' }, 'URL url is missing'],
];
