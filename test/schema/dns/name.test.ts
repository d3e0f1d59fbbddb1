import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apexOf,
  displayName,
  isWithin,
  parseDomain,
  parseFqdn,
  parseOwnerName,
  relativeName,
} from '../../../src/schema/dns/name.ts';
import { fqdn, textOf, unicode } from './arbitraries.ts';
import { accepted, refusal } from './helpers.ts';

const longLabel = 'a'.repeat(63);

describe('schema/dns/name: parseFqdn', () => {
  it.each([
    ['example.com', 'example.com.'],
    ['WWW.Example.COM.', 'www.example.com.'],
    ['.', '.'],
    ['com', 'com.'],
    ['_sip._tcp.example.com', '_sip._tcp.example.com.'],
    ['*.example.com', '*.example.com.'],
    ['*', '*.'],
    ['münchen.de', 'xn--mnchen-3ya.de.'],
    ['MÜNCHEN.de', 'xn--mnchen-3ya.de.'],
    ['mu\u0308nchen.de', 'xn--mnchen-3ya.de.'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de.'],
    ['*.münchen.de', '*.xn--mnchen-3ya.de.'],
    ['_dmarc.日本。jp', '_dmarc.xn--wgv71a.jp.'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah.'],
    ['①.example.com', '1.example.com.'],
    ['STRAẞE.de', 'xn--strae-oqa.de.'],
    ['straße.de', 'xn--strae-oqa.de.'],
    ['faß.xn--mnchen-3ya.de', 'xn--fa-hia.xn--mnchen-3ya.de.'],
    ['נקודה.example', 'xn--7dbcb7b9a.example.'],
    ['ab--cd.münchen.de', 'ab--cd.xn--mnchen-3ya.de.'],
    ['4.3.2.1.in-addr.arpa', '4.3.2.1.in-addr.arpa.'],
    [`${longLabel}.com`, `${longLabel}.com.`],
    ['ab--cd.com', 'ab--cd.com.'],
  ])('%s is %s', (text, name) => {
    expect(accepted(parseFqdn(text))).toBe(name);
  });

  it.each([
    ['', 'the name is empty'],
    ['..', '".." has an empty label'],
    ['a..b', '"a..b" has an empty label: two dots in a row, or a dot in front'],
    ['.example.com', 'has an empty label'],
    [`${longLabel}a.com`, 'has 64 characters; a label has at most 63'],
    [`${`${longLabel}.`.repeat(4)}com`, 'makes a name of 259 characters; a name has at most 253'],
    ['-a.com', 'the label "-a" begins or ends with a hyphen'],
    ['a-.com', 'the label "a-" begins or ends with a hyphen'],
    ['a b.com', '"a b.com" is not a domain name: " " is not allowed in one'],
    ['a/b.com', '"/" is not allowed in one'],
    ['a.*.com', '"a.*.com" has "*" inside; a wildcard is the whole leftmost label; write "*" or "*.sub"'],
    ['*a.com', 'has "*" inside'],
    ['@', '"@" has "@" inside; "@" stands alone, for the apex'],
    ['192.0.2.1', '"192.0.2.1" ends in a number, which no domain name does; write a name, not an IP address'],
    ['ü%61.com', '"ü%61" cannot be encoded as IDNA'],
    ['a\u2488b.com', 'cannot be encoded as IDNA'],
    ['ü/x.com', 'cannot be encoded as IDNA'],
    ['-é.com', '"-é" cannot be encoded as IDNA'],
    ['é-.com', '"é-" cannot be encoded as IDNA'],
    ['ab--é.com', '"ab--é" cannot be encoded as IDNA'],
    ['٠١.com', '"٠١" cannot be encoded as IDNA'],
    ['www.٠١', 'cannot be encoded as IDNA'],
    ['ا٠۱.com', 'cannot be encoded as IDNA'],
    ['אa.com', 'cannot be encoded as IDNA'],
    ['1א.com', 'cannot be encoded as IDNA'],
    ['\u0301a.com', 'cannot be encoded as IDNA'],
    ['a\u200db.com', 'cannot be encoded as IDNA'],
    ['_é.com', 'cannot be encoded as IDNA'],
    ['xn--é.com', 'cannot be encoded as IDNA'],
    ['\u00ad.com', 'cannot be encoded as IDNA'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(parseFqdn(text))).toContain(problem);
  });

  it('takes a name of 253 characters and refuses one of 254', () => {
    const name = `${`${longLabel}.`.repeat(3)}${'b'.repeat(61)}`;
    expect(name).toHaveLength(253);
    expect(accepted(parseFqdn(name))).toBe(`${name}.`);
    expect(refusal(parseFqdn(`${name}b`))).toContain('254 characters');
  });

  it('reads back what it returned, in any case, with and without the dot', () => {
    fc.assert(
      fc.property(fqdn, (name) => {
        expect(accepted(parseFqdn(name))).toBe(name);
        expect(accepted(parseFqdn(name.slice(0, -1).toUpperCase()))).toBe(name);
      }),
    );
  });

  it('never throws, and never returns a name that it would not take', () => {
    fc.assert(
      fc.property(fc.oneof(unicode, fc.domain(), textOf('abx019.*@_ü-', 0, 12)), (text) => {
        const name = parseFqdn(text);
        if (name.ok) {
          expect(name.value).toMatch(/^(\.|(\*\.)?([a-z0-9_-]{1,63}\.)*)$/);
          expect(parseFqdn(name.value)).toEqual(name);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('schema/dns/name: parseDomain', () => {
  it.each([
    ['example.com', 'example.com'],
    ['Example.CO.UK.', 'example.co.uk'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['_tenant.example.com', '_tenant.example.com'],
  ])('%s is %s', (text, domain) => {
    expect(accepted(parseDomain(text))).toBe(domain);
  });

  it.each([
    ['com', '"com" is not a full domain name; write at least two labels, for example "example.com"'],
    ['.', 'is not a full domain name'],
    ['', 'the domain is empty; write it like "example.com"'],
    ['*.example.com', '"*.example.com" is a wildcard, not a domain; write "example.com"'],
    ['my_shop.com', 'has an underscore, which no registered domain has'],
    ['https://example.com/path', 'is a web address, not a domain; write "example.com"'],
    ['192.0.2.1', 'ends in a number'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(parseDomain(text))).toContain(problem);
  });
});

describe('schema/dns/name: parseOwnerName in example.com', () => {
  it.each([
    ['@', 'example.com.'],
    ['www', 'www.example.com.'],
    ['WWW', 'www.example.com.'],
    ['*', '*.example.com.'],
    ['*.sub', '*.sub.example.com.'],
    ['_sip._tcp', '_sip._tcp.example.com.'],
    ['bücher', 'xn--bcher-kva.example.com.'],
    ['10', '10.example.com.'],
    ['1.10', '1.10.example.com.'],
    ['1.0/25', '1.0/25.example.com.'],
    ['example.com', 'example.com.'],
    ['www.example.com', 'www.example.com.'],
    ['WWW.Example.Com.', 'www.example.com.'],
    ['myexample.com', 'myexample.com.example.com.'],
    ['example.org._report._dmarc', 'example.org._report._dmarc.example.com.'],
  ])('%s is %s', (text, name) => {
    expect(accepted(parseOwnerName(text, 'example.com'))).toBe(name);
  });

  it('reads a Unicode name that ends in the Unicode form of the domain', () => {
    expect(accepted(parseOwnerName('www.münchen.de', 'xn--mnchen-3ya.de'))).toBe('www.xn--mnchen-3ya.de.');
  });

  it.each([
    ['', 'the name is empty; for the apex write "@"'],
    ['.', '"." is not a name in a domain'],
    ['www.', 'it lies outside example.com; move it to the domain it belongs to, or write "www" for www.example.com'],
    ['www.example.org.', 'ends in a dot, so it is absolute, but it lies outside example.com'],
    ['@.example.com', '"@" stands alone'],
    ['www.*', 'has "*" inside'],
    ['a'.repeat(64), 'at most 63'],
    [`${`${longLabel}.`.repeat(3)}${'b'.repeat(61)}`, 'makes a name of 265 characters'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(parseOwnerName(text, 'example.com'))).toContain(problem);
  });

  it('is the inverse of relativeName for every name of the domain', () => {
    fc.assert(
      fc.property(fqdn, fqdn, (front, zone) => {
        const domain = zone.slice(0, -1);
        for (const name of [apexOf(domain), front + zone, front + zone + zone]) {
          expect(accepted(parseOwnerName(relativeName(name, domain), domain))).toBe(name);
          expect(accepted(parseOwnerName(name, domain))).toBe(name);
          expect(isWithin(name, domain)).toBe(true);
        }
      }),
    );
  });
});

describe('schema/dns/name: relations and display', () => {
  it.each([
    ['example.com.', 'example.com', '@', true],
    ['www.example.com.', 'example.com', 'www', true],
    ['a.b.example.com.', 'example.com', 'a.b', true],
    ['www.example.com.example.com.', 'example.com', 'www.example.com.example.com.', true],
    ['example.com.example.com.', 'example.com', 'example.com.example.com.', true],
    ['myexample.com.', 'example.com', 'myexample.com.', false],
    ['example.net.', 'example.com', 'example.net.', false],
    ['com.', 'example.com', 'com.', false],
  ])('%s in %s is %s', (name, domain, relative, within) => {
    expect(relativeName(name, domain)).toBe(relative);
    expect(isWithin(name, domain)).toBe(within);
  });

  it.each([
    ['www.example.com.', 'www.example.com'],
    ['example.com', 'example.com'],
    ['.', '.'],
    ['*.xn--mnchen-3ya.de.', '*.münchen.de'],
    ['xn--n3h.com.', '☃.com'],
    ['xn--a.com.', 'xn--a.com'],
    ['xn--zz--.com.', 'xn--zz--.com'],
  ])('%s is shown as %s', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });

  it('what is shown reads back as the same name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fqdn,
          textOf('abcdefghijklmnopqrstuvwxyz0123456789', 1, 10).map((tail) => `xn--${tail}.com.`),
        ),
        (name) => {
          expect(accepted(parseFqdn(displayName(name)))).toBe(name);
        },
      ),
    );
  });
});
