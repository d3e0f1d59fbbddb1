import { expect, it } from 'vitest';
import { canonicalNameservers, parseNameserver } from '../../../src/schema/domain/nameservers.ts';

it.each([
  ['ns1.example.net', 'ns1.example.net.'],
  ['NS1.Example.NET.', 'ns1.example.net.'],
  ['ns.bücher.example', 'ns.xn--bcher-kva.example.'],
])('%s is %s', (text, expected) => {
  expect(parseNameserver(text)).toEqual({ ok: true, value: expected });
});

it.each([
  ['192.0.2.1', '"192.0.2.1" is an IP address, but a nameserver is a name'],
  ['2001:db8::1', '"2001:db8::1" is an IP address, but a nameserver is a name'],
  ['ns1', '"ns1" is not the full name of a nameserver'],
  ['.', '"." is not the full name of a nameserver'],
  ['*.example.net', '"*.example.net" is not the name of a host'],
  ['ns_1.example.net', '"ns_1.example.net" is not the name of a host'],
])('%s is refused: %s', (text, message) => {
  expect(parseNameserver(text)).toMatchObject({ ok: false, problem: { message } });
});

it('a list is unique and sorted', () => {
  expect(canonicalNameservers(['b.', 'a.', 'b.'])).toEqual(['a.', 'b.']);
});
