import { describe, expect, it } from 'vitest';
import type { NameRules } from '../../../src/schema/dns/coexistence.ts';
import { parseOwnerName } from '../../../src/schema/dns/name.ts';
import { makeRecordSet } from '../../../src/schema/dns/record-sets.ts';
import { isRecordType, parseRdata } from '../../../src/schema/dns/record-types.ts';
import { checkZone } from '../../../src/schema/dns/zone-rules.ts';
import { accepted, problemText, target } from './helpers.ts';

/** `www A 192.0.2.1 | 192.0.2.2` as a record set of example.com. */
function setOf(line: string) {
  const options = { proxied: line.endsWith(' proxied') };
  const [name = '', type = '', ...rest] = line.replace(/ proxied$/, '').split(' ');
  if (!isRecordType(type)) throw new Error(`no record type in ${line}`);
  const values = rest
    .join(' ')
    .split(' | ')
    .map((text) => accepted(parseRdata(type, text, target)));
  return {
    set: makeRecordSet({ name: accepted(parseOwnerName(name, 'example.com')), type, ttlSeconds: 300, values, options }),
  };
}

/** The problems of a zone, each as `index: message; suggestion`. */
function problemsOf(lines: readonly string[], rules: Partial<NameRules> = {}): readonly string[] {
  const problems = checkZone('example.com', lines.map(setOf), { apexCname: false, ...rules });
  return problems.map(({ index, problem }) => `${index}: ${problemText(problem)}`);
}

const digest = 'AB'.repeat(32);

describe('schema/dns/zone-rules', () => {
  it.each<[string, readonly string[]]>([
    ['an ordinary zone', ['@ A 192.0.2.1', '@ MX 10 mail', '@ TXT v=spf1 -all', 'www CNAME @', 'mail A 192.0.2.2']],
    ['CNAMEs that follow each other', ['a CNAME b', 'b CNAME c', 'c A 192.0.2.1']],
    [
      'ALIAS at the apex beside MX and TXT',
      ['@ ALIAS x.example.net', '@ MX 10 mail', '@ TXT hello', 'mail A 192.0.2.1'],
    ],
    ['MX to an ALIAS, which answers with addresses', ['@ MX 10 mail', 'mail ALIAS x.example.net']],
    ['a signed delegation', ['sub NS ns1.example.net. | ns2.example.net.', `sub DS 1 13 2 ${digest}`]],
    ['null MX alone', ['@ MX 0 .']],
    ['SPF beside other TXT, and SPF at other names', ['@ TXT v=spf1 -all | v=spf10 | spf', 'mail TXT v=spf1 a -all']],
    ['MX to a CNAME that is in another zone', ['@ MX 10 mail.example.net', 'mail CNAME x.example.net']],
    [
      'the addresses of the nameservers of a sub-zone',
      ['sub NS sub.example.com. | ns.sub.example.com.', 'sub A 192.0.2.1', 'ns.sub AAAA 2001:db8::1'],
    ],
    [
      'an address in one sub-zone, of a nameserver of another',
      ['a NS ns.b.example.com.', 'b NS ns1.example.net.', 'ns.b A 192.0.2.1'],
    ],
    ['a name that only ends alike', ['sub NS ns1.example.net.', 'xsub A 192.0.2.1', '@ TXT x']],
    ['a URL redirect beside MX and TXT', ['@ URL 301 https://example.net/', '@ MX 10 mail.example.net', '@ TXT x']],
    ['an empty zone', []],
  ])('%s has no problem', (_, lines) => {
    expect(problemsOf(lines)).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'CNAME beside others',
      ['www CNAME @', 'www TXT x', 'www A 192.0.2.1', '@ A 192.0.2.1'],
      [
        '0: CNAME of www.example.com stands beside A and TXT of the same name; a CNAME stands alone; keep the CNAME or the A and TXT, or move one to another name',
      ],
    ],
    [
      'CNAME beside ALIAS, said once',
      ['www ALIAS a.example.net', 'www CNAME b.example.net'],
      [
        '1: CNAME of www.example.com stands beside ALIAS of the same name; a CNAME stands alone; keep the CNAME or the ALIAS, or move one to another name',
      ],
    ],
    [
      'ALIAS beside addresses',
      ['@ AAAA 2001:db8::1', '@ ALIAS x.example.net', '@ A 192.0.2.1'],
      [
        '1: ALIAS of example.com stands beside A and AAAA of the same name; an ALIAS takes the place of addresses; keep the ALIAS or the A and AAAA, or move one to another name',
      ],
    ],
    [
      'CNAME at the apex',
      ['@ CNAME x.example.net', '@ MX 10 mail', 'mail A 192.0.2.1'],
      [
        "0: a CNAME cannot stand at the apex of example.com, beside the zone's own NS and SOA; use type ALIAS where the DNS host has it, or A and AAAA",
      ],
    ],
    [
      'MX to a CNAME that cannot stand at the apex',
      ['@ CNAME x.example.net', 'sub MX 10 @'],
      [
        "0: a CNAME cannot stand at the apex of example.com, beside the zone's own NS and SOA; use type ALIAS where the DNS host has it, or A and AAAA",
        '1: MX of sub.example.com points to example.com, which is a CNAME; MX needs a name with addresses of its own; point it to x.example.net, or give example.com A and AAAA instead of the CNAME',
      ],
    ],
    [
      'CNAME with two values',
      ['www CNAME a.example.net | b.example.net'],
      [
        '0: CNAME of www.example.com has 2 values; a name has one CNAME; keep one target, or write the addresses as A and AAAA',
      ],
    ],
    [
      'MX to a CNAME',
      ['@ MX 10 ok | 20 mail', 'mail CNAME box.example.net', 'ok A 192.0.2.1'],
      [
        '0: MX of example.com points to mail.example.com, which is a CNAME; MX needs a name with addresses of its own; point it to box.example.net, or give mail.example.com A and AAAA instead of the CNAME',
      ],
    ],
    [
      'NS and SRV to a CNAME',
      ['sub NS ns', '_sip._tcp SRV 1 1 5060 ns', 'ns CNAME x.example.net'],
      [
        '0: NS of sub.example.com points to ns.example.com, which is a CNAME; NS needs a name with addresses of its own; point it to x.example.net, or give ns.example.com A and AAAA instead of the CNAME',
        '1: SRV of _sip._tcp.example.com points to ns.example.com, which is a CNAME; SRV needs a name with addresses of its own; point it to x.example.net, or give ns.example.com A and AAAA instead of the CNAME',
      ],
    ],
    [
      'what stands at a sub-zone and below it',
      [
        'sub NS ns1.sub.example.com.',
        'sub TXT x',
        'sub ALIAS x.example.net',
        'ns1.sub A 192.0.2.1',
        'ns1.sub MX 1 mx.example.net',
        'a.sub NS ns1.example.net.',
      ],
      [
        '1: TXT of sub.example.com stands beside NS of the same name, which hand the name to other nameservers; beside those stand only DS and their own addresses; write the TXT in the zone at those nameservers, or drop the NS',
        '2: ALIAS of sub.example.com stands beside NS of the same name, which hand the name to other nameservers; beside those stand only DS and their own addresses; write the ALIAS in the zone at those nameservers, or drop the NS',
        '4: MX of ns1.sub.example.com lies in the sub-zone sub.example.com, which its NS hand to other nameservers: nobody would be answered it; write it in the zone at those nameservers, or drop the NS of sub.example.com',
        '5: NS of a.sub.example.com lies in the sub-zone sub.example.com, which its NS hand to other nameservers: nobody would be answered it; write it in the zone at those nameservers, or drop the NS of sub.example.com',
      ],
    ],
    [
      'CNAME beside NS, said once',
      ['sub NS ns1.example.net.', 'sub CNAME x.example.net'],
      [
        '1: CNAME of sub.example.com stands beside NS of the same name; a CNAME stands alone; keep the CNAME or the NS, or move one to another name',
      ],
    ],
    [
      'the name of a host with a slash',
      [
        '0/25 A 192.0.2.1',
        '@ MX 1 a/b.example.net.',
        '1/2 TXT x',
        'a/b NS ns1.example.net.',
        '1 CNAME 1.0/25.example.net.',
      ],
      [
        '0: 0/25.example.com is the name of a host in A of 0/25.example.com, and has a slash; write letters, digits and hyphens',
        '1: a/b.example.net is the name of a host in MX of example.com, and has a slash; write letters, digits and hyphens',
      ],
    ],
    [
      'NS at a wildcard',
      ['*.sub NS ns1.example.net.'],
      [
        '0: NS of *.sub.example.com stands at a wildcard, where servers do not agree on what it means; write NS at each name that is a zone of its own',
      ],
    ],
    [
      'a URL redirect beside addresses and a CNAME',
      [
        'a URL 301 https://example.net/',
        'a A 192.0.2.1',
        'b CNAME x.example.net',
        'b URL 301 https://example.net/',
        'c ALIAS x.example.net',
        'c URL 301 https://example.net/',
      ],
      [
        '0: URL of a.example.com stands beside A of the same name; a URL redirect takes the place of addresses; keep the URL or the A, or move one to another name',
        '2: CNAME of b.example.com stands beside URL of the same name; a CNAME stands alone; keep the CNAME or the URL, or move one to another name',
        '4: ALIAS of c.example.com stands beside URL of the same name; an ALIAS takes the place of addresses; keep the ALIAS or the URL, or move one to another name',
      ],
    ],
    [
      'DS without NS',
      [`sub DS 1 13 2 ${digest}`],
      [
        '0: DS of sub.example.com stands without NS of the same name, so nothing is delegated there; add the NS, or drop the DS',
      ],
    ],
    [
      'NS and DS at the apex',
      ['@ NS ns1.example.net.', `@ DS 1 13 2 ${digest}`],
      [
        '0: NS at the apex of example.com belongs to the DNS host; to change the delegation, write nameservers: of the domain',
        '1: DS of example.com stands in the parent zone, not in its own; write dnssec: of the domain',
      ],
    ],
    [
      'null MX beside mail servers',
      ['@ MX 0 . | 10 mail', 'mail A 192.0.2.1'],
      ['0: MX of example.com has "0 ." (takes no mail) beside mail servers; drop "0 .", or all the others'],
    ],
    [
      'two SPF records',
      ['@ TXT v=spf1 -all | V=SPF1 mx -all | other'],
      [
        '0: TXT of example.com has 2 values that begin with "v=spf1"; receivers then take none; join them into one: "v=spf1 include:a.example include:b.example -all"',
      ],
    ],
    [
      'CNAME to itself',
      ['www CNAME www'],
      ['0: CNAME of www.example.com points to itself; write the name it should point to'],
    ],
    [
      'a circle, said once, and not at the name that only leads into it',
      ['x CNAME b', 'c CNAME a', 'b CNAME c', 'a ALIAS b'],
      [
        '3: ALIAS of a.example.com goes in a circle: a.example.com to b.example.com to c.example.com to a.example.com; let one of them point outside the circle',
      ],
    ],
  ])('%s is a problem', (_, lines, problems) => {
    expect(problemsOf(lines)).toEqual(problems);
  });

  it('where the host resolves a CNAME at the apex, it stands beside all but addresses', () => {
    expect(
      problemsOf(['@ CNAME x.example.net', '@ MX 10 mail', '@ TXT x', 'mail A 192.0.2.1', 'www SRV 1 1 1 @'], {
        apexCname: true,
      }),
    ).toEqual([]);
    expect(problemsOf(['@ CNAME x.example.net', '@ A 192.0.2.1'], { apexCname: true })).toEqual([
      '0: CNAME of example.com stands beside A of the same name; at the apex a CNAME takes the place of addresses; keep the CNAME or the A, or move one to another name',
    ]);
  });

  it('where the host answers for a CNAME itself, it stands beside all but addresses, and is a target', () => {
    const rules: Partial<NameRules> = {
      answersForCname: ({ options }) => options?.proxied === true,
      noGlueAtCut: true,
    };
    const beside = (cname: string) =>
      problemsOf([cname, 'w MX 1 @', 'w TXT x', 'w CAA 0 issue "ca.example"', 'w HTTPS 1 .', '@ MX 1 w'], rules);
    expect(beside('w CNAME x.example.net. proxied')).toEqual([]);
    expect(beside('w CNAME x.example.net.')).toHaveLength(2);
    expect(problemsOf(['w CNAME x.example.net. proxied', 'w AAAA 2001:db8::1'], rules)).toEqual([
      '0: CNAME of w.example.com stands beside AAAA of the same name; a CNAME that the host answers for takes the place of addresses; keep the CNAME or the AAAA, or move one to another name',
    ]);
    expect(problemsOf(['w NS w', 'w A 192.0.2.1'], rules)).toHaveLength(1);
  });

  it('follows a chain of thousands of names without stalling', () => {
    const chain = Array.from({ length: 2000 }, (_, i) => `n${i} CNAME n${i + 1}`);
    expect(problemsOf(chain)).toEqual([]);
  });
});
