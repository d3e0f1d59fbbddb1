/** What Name.com cannot hold is said before anything is sent; what it can hold is not refused. */
import { describe, expect, it } from 'vitest';
import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../../src/schema/dns/record-types.ts';
import { recordSet, txtSet } from '../../conformance/samples.ts';
import { domain } from './mocked.ts';

const { dns } = namecom.descriptor;
const problems = (name: string, type: RecordType, ...values: readonly string[]) =>
  dns.checkRecordSet(recordSet(domain, name, type, values, 300), domain).map(({ message }) => message);
const textProblems = (text: string) =>
  dns.checkRecordSet(txtSet(domain, 'x', text, 300), domain).map(({ message }) => message);

describe('types', () => {
  it('are those that Name.com lists', () => {
    const held = recordTypeNames.filter((type) => dns.types[type].access === 'write');
    expect(held).toEqual(['A', 'AAAA', 'ALIAS', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);
  });
});

describe('a text', () => {
  it.each([
    ['', 'Name.com cannot hold an empty TXT'],
    ['say "hi"', 'Name.com cannot hold double quotes in TXT'],
    ['padded ', 'Name.com cannot hold a TXT that begins or ends with a blank'],
    ['grüße', 'Name.com is only known to hold printable ASCII characters in TXT'],
    ['x'.repeat(508), 'Name.com holds a TXT of up to 507 characters, and this one has 508'],
  ])('%j is refused', (text, message) => {
    expect(textProblems(text)).toEqual([message]);
  });

  it.each(['v=spf1 -all', 'C:\\temp; 100%', 'x'.repeat(507)])('%j is held', (text) => {
    expect(textProblems(text)).toEqual([]);
  });
});

describe('a set', () => {
  it('of NS at the apex belongs to Name.com', () => {
    expect(problems('@', 'NS', 'ns1.example.net.')).toEqual(['Name.com makes the NS records of the apex itself']);
    expect(problems('sub', 'NS', 'ns1.example.net.')).toEqual([]);
  });

  it('without a target is refused', () => {
    expect(problems('@', 'MX', '0 .')).toEqual(['Name.com cannot hold a null MX']);
    expect(problems('_imap._tcp', 'SRV', '0 0 0 .')).toEqual(['Name.com cannot hold an SRV without target']);
  });

  it('that differs in priority alone is refused', () => {
    expect(problems('@', 'MX', '10 mx.example.net.', '20 mx.example.net.')).toEqual([
      'Name.com keeps one MX record for "mx.example.net", and there are two',
    ]);
    expect(problems('_sip._tcp', 'SRV', '10 5 5060 s.example.net.', '20 5 5060 s.example.net.')).toHaveLength(1);
    expect(problems('_sip._tcp', 'SRV', '10 5 5060 s.example.net.', '10 6 5060 s.example.net.')).toEqual([]);
  });
});
