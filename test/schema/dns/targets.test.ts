import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteTarget, configTarget, zoneFileTarget } from '../../../src/schema/dns/targets.ts';
import { fqdn } from './arbitraries.ts';
import { accepted, refusal } from './helpers.ts';

const config = configTarget('example.com');
const zoneFile = zoneFileTarget('example.com');

describe('schema/dns/targets: in a config of example.com', () => {
  it.each([
    ['@', 'example.com.'],
    ['.', '.'],
    ['www', 'www.example.com.'],
    ['MAIL', 'mail.example.com.'],
    ['bücher', 'xn--bcher-kva.example.com.'],
    ['10', '10.example.com.'],
    ['com', 'com.example.com.'],
    ['sip.example.com', 'sip.example.com.'],
    ['example.com', 'example.com.'],
    ['mail.example.co.uk', 'mail.example.co.uk.'],
    ['example.net', 'example.net.'],
    ['münchen.de', 'xn--mnchen-3ya.de.'],
    ['shop.пример.рф', 'shop.xn--e1afmkfd.xn--p1ai.'],
    ['shop.xn--e1afmkfd.xn--p1ai', 'shop.xn--e1afmkfd.xn--p1ai.'],
    ['user.github.io', 'user.github.io.'],
    ['host.internal.', 'host.internal.'],
    ['co.uk.', 'co.uk.'],
    ['s1._domainkey.example.net', 's1._domainkey.example.net.'],
  ])('%s is %s', (text, name) => {
    expect(accepted(config(text))).toBe(name);
  });

  it.each([
    [
      'foo.internal',
      'can be read in two ways: as a full name, or as a name inside example.com; write "foo.internal." or "foo.internal.example.com."',
    ],
    ['a.b', 'write "a.b." or "a.b.example.com."'],
    ['s1._domainkey', 'write "s1._domainkey." or "s1._domainkey.example.com."'],
    ['co.uk', 'write "co.uk." or "co.uk.example.com."'],
    ['', 'the target is empty'],
    ['192.0.2.1', 'is an IP address, but a target is a name; give the address to a name with A or AAAA'],
    ['2001:db8::1', 'is an IP address'],
    ['192.0.2.1.', 'ends in a number'],
    ['*.example.net', 'is a wildcard; a target is one name'],
    ['mail example.net', '" " is not allowed'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(config(text))).toContain(problem);
  });

  it('takes names of a domain that is under no public suffix, in that domain', () => {
    expect(accepted(configTarget('corp.internal')('db.corp.internal'))).toBe('db.corp.internal.');
  });
});

describe('schema/dns/targets: in a zone file of example.com', () => {
  it.each([
    ['@', 'example.com.'],
    ['.', '.'],
    ['www', 'www.example.com.'],
    ['www.example.net', 'www.example.net.example.com.'],
    ['www.example.net.', 'www.example.net.'],
  ])('%s is %s', (text, name) => {
    expect(accepted(zoneFile(text))).toBe(name);
  });

  it.each([
    ['', 'the target is empty'],
    ['192.0.2.1', 'is an IP address'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(zoneFile(text))).toContain(problem);
  });
});

describe('schema/dns/targets: from an API that sends full names', () => {
  it('takes a name with and without its dot', () => {
    fc.assert(
      fc.property(fqdn, (name) => {
        expect(accepted(absoluteTarget(name))).toBe(name);
        expect(accepted(absoluteTarget(name.slice(0, -1)))).toBe(name);
      }),
    );
  });

  it('refuses an address and the config word for the apex', () => {
    expect(refusal(absoluteTarget('192.0.2.1'))).toContain('is an IP address');
    expect(refusal(absoluteTarget('@'))).toContain('"@"');
  });
});

it('a trailing dot means the same to all three', () => {
  fc.assert(
    fc.property(fqdn, (name) => {
      expect([config(name), zoneFile(name), absoluteTarget(name)].map(accepted)).toEqual([name, name, name]);
    }),
  );
});
