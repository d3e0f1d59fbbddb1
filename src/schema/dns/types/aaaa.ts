/** AAAA (RFC 3596): an IPv6 address, kept in RFC 5952 form. Object form `{ address }`. */
import { bad, ok, type Result } from '../../result.ts';
import { addressMistake } from '../address-mistake.ts';
import { readString } from '../fields.ts';
import { readIpv4, readIpv6 } from '../ip-address.ts';
import type { AaaaRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readPlainText } from '../zone-text.ts';

export const aaaaType: RecordTypeSpec<'AAAA'> = {
  type: 'AAAA',
  source: 'RFC 3596',
  form: 'an IPv6 address, for example "2001:db8::1"',
  parse(text) {
    const address = readPlainText(text, 'AAAA');
    return address.ok ? build(address.value) : address;
  },
  fromObject: (fields) => build(fields.address),
  print: (rdata) => rdata.address,
};

function build(value: unknown): Result<AaaaRdata> {
  const text = readString(value, 'AAAA address');
  if (!text.ok) return text;
  const written = text.value.trim();
  const address = readIpv6(written);
  if (address !== undefined) return ok({ type: 'AAAA', address });
  if (readIpv4(written) !== undefined)
    return bad(`AAAA holds an IPv6 address, and ${seen(written)} is IPv4`, 'use type A');
  const zone = written.indexOf('%');
  if (zone > 0 && readIpv6(written.slice(0, zone)) !== undefined) {
    return bad(
      `${seen(written)} names a network interface, which DNS cannot hold`,
      `write "${written.slice(0, zone)}"`,
    );
  }
  return addressMistake('AAAA', written, '2001:db8::1');
}
