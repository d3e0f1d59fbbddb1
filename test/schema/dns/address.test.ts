import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, recordSetAddress, settingAddress, zoneAddress } from '../../../src/schema/dns/address.ts';
import { recordTypeNames } from '../../../src/schema/dns/record-types.ts';
import { settingFields } from '../../../src/schema/domain/settings.ts';
import { fqdn } from './arbitraries.ts';
import { accepted, refusal } from './helpers.ts';

const domain = 'example.com';

describe('schema/dns/address', () => {
  it('prints sets, settings and the zone', () => {
    expect(recordSetAddress(domain, 'www.example.com.', 'A')).toBe('example.com/www/A');
    expect(recordSetAddress(domain, 'example.com.', 'MX')).toBe('example.com/@/MX');
    expect(settingAddress(domain, 'auto_renew')).toBe('example.com:auto_renew');
    expect(zoneAddress(domain)).toBe('example.com:zone');
  });

  it.each([
    ['example.com', { kind: 'domain', domain }],
    ['Example.COM', { kind: 'domain', domain }],
    ['example.com/www', { kind: 'name', domain, name: 'www.example.com.' }],
    ['example.com/@', { kind: 'name', domain, name: 'example.com.' }],
    ['example.com/www/A', { kind: 'record_set', domain, name: 'www.example.com.', type: 'A' }],
    ['example.com/*/aaaa', { kind: 'record_set', domain, name: '*.example.com.', type: 'AAAA' }],
    ['example.com/www.example.com/A', { kind: 'record_set', domain, name: 'www.example.com.', type: 'A' }],
    ['münchen.de/@/TXT', { kind: 'record_set', domain: 'xn--mnchen-3ya.de', name: 'xn--mnchen-3ya.de.', type: 'TXT' }],
    ['example.com/0/25/NS', { kind: 'record_set', domain, name: '0/25.example.com.', type: 'NS' }],
    ['example.com/1.0/25', { kind: 'name', domain, name: '1.0/25.example.com.' }],
    ['example.com:auto_renew', { kind: 'setting', domain, field: 'auto_renew' }],
    ['example.com:zone', { kind: 'zone', domain }],
  ])('%s is %j', (text, address) => {
    expect(accepted(parseAddress(text))).toEqual(address);
  });

  it.each([
    ['', 'the domain is empty'],
    ['com', 'is not a full domain name'],
    [
      'example.com/www/SOA',
      '"SOA" in "example.com/www/SOA" is not a record type that can be managed; write one of A, AAAA',
    ],
    ['example.com/www/A/1', 'has more than domain, name and type; write it like "example.com/www/A"'],
    ['example.com//A', 'the name is empty; for the apex write "@"'],
    ['example.com:renew', '"renew" in "example.com:renew" is not a setting; write one of auto_renew, transfer_lock'],
    ['https://example.com/www', 'is a web address, not a domain; write "example.com"'],
    ['example.com/www.example.org./A', 'lies outside example.com'],
  ])('%j is refused: %s', (text, problem) => {
    expect(refusal(parseAddress(text))).toContain(problem);
  });

  it('parsed back is what was printed', () => {
    fc.assert(
      fc.property(
        fqdn,
        fqdn,
        fc.constantFrom(...recordTypeNames),
        fc.constantFrom(...settingFields),
        (front, zone, type, field) => {
          const owner = zone.slice(0, -1);
          for (const name of [zone, front + zone]) {
            const address = { kind: 'record_set', domain: owner, name, type };
            fc.pre(parseAddress(owner).ok);
            expect(accepted(parseAddress(recordSetAddress(owner, name, type)))).toEqual(address);
          }
          expect(accepted(parseAddress(settingAddress(owner, field)))).toEqual({
            kind: 'setting',
            domain: owner,
            field,
          });
        },
      ),
    );
  });
});
