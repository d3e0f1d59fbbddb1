import { expect, it } from 'vitest';
import { registrableDomain } from '../../../src/schema/domain/registrable.ts';

it.each([
  ['example.com', 'example.com'],
  ['www.example.com', 'example.com'],
  ['example.co.uk', 'example.co.uk'],
  ['dev.example.co.uk', 'example.co.uk'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['example.internal', 'example.internal'],
  ['com', undefined],
  ['co.uk', undefined],
  // Private suffixes: sold below, and registered themselves.
  ['example.uk.com', 'example.uk.com'],
  ['uk.com', 'uk.com'],
  ['dev.example.uk.com', 'uk.com'],
])('%s belongs to %s', (domain, registered) => {
  expect(registrableDomain(domain)).toBe(registered);
});
