/** A (RFC 1035 section 3.4.1): an IPv4 address. Object form `{ address }`. */
import { bad, ok, type Result } from '../../result.ts';
import { addressMistake } from '../address-mistake.ts';
import { readString } from '../fields.ts';
import { readIpv4, readIpv6 } from '../ip-address.ts';
import type { ARdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readPlainText } from '../zone-text.ts';

export const aType: RecordTypeSpec<'A'> = {
  type: 'A',
  source: 'RFC 1035',
  form: 'an IPv4 address, for example "192.0.2.1"',
  parse(text) {
    const address = readPlainText(text, 'A');
    return address.ok ? build(address.value) : address;
  },
  fromObject: (fields) => build(fields.address),
  print: (rdata) => rdata.address,
};

function build(value: unknown): Result<ARdata> {
  const text = readString(value, 'A address');
  if (!text.ok) return text;
  const written = text.value.trim();
  const address = readIpv4(written);
  if (address !== undefined) return ok({ type: 'A', address });
  if (readIpv6(written) !== undefined)
    return bad(`A holds an IPv4 address, and ${seen(written)} is IPv6`, 'use type AAAA');
  return addressMistake('A', written, withoutLeadingZeros(written) ?? '192.0.2.1');
}

/** `192.000.002.001` to `192.0.2.1`, for a suggestion only: whether the zeros meant octal is the writer's to say. */
function withoutLeadingZeros(text: string): string | undefined {
  const parts = text.split('.');
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  return readIpv4(parts.map(Number).join('.'));
}
