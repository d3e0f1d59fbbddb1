/** Name.com's client over nock, and answers as its documents show them. */
import { expect } from 'vitest';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { NamecomCall } from '../../../src/registrars/namecom/calls.ts';
import { connect as connectClient } from '../../../src/registrars/namecom/client.ts';
import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';

export const domain = 'example.com';
export const token = 'made-up-token-0123456789-0123456789-0123';
export const now = Date.parse('2026-11-23T12:00:00Z');

/** Sends everything once. */
export function connect() {
  const transport = createTransport({
    registrar: 'namecom',
    account: 'main',
    endpoint: namecom.descriptor.endpoint,
    limits: [],
    maxConcurrent: 4,
    secrets: [token],
    retry: { attempts: 1 },
    ...(namecom.judge && { judge: namecom.judge }),
  });
  const source = { file: 'domains.yaml', line: 1, column: 1 };
  const credentials = { username: 'alice', token };
  return connectClient({ name: 'main', registrar: 'namecom', credentials, source }, transport, () => now);
}

export function run(body: NamecomCall): Promise<void> {
  return connect().execute({ operation: 'test', domain, covers: [], requests: 1, body });
}

/** Every request has to carry the credentials. */
export function api(mock: HttpMock) {
  const authorization = `Basic ${Buffer.from(`alice:${token}`).toString('base64')}`;
  return mock.origin('https://api.name.com/core/v1', { reqheaders: { authorization, accept: 'application/json' } });
}

export async function failure(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'RegistrarError', registrar: 'namecom', account: 'main' });
  return error as Error;
}

export const firstPage = { perPage: 1000, page: 1 };

/** A record as it is answered. */
export function record(id: number, host: string, type: string, answer: string, more: object = {}) {
  const fqdn = host === '' ? `${domain}.` : `${host}.${domain}.`;
  return { id, domainName: domain, host, fqdn, type, answer, ttl: 300, ...more };
}

export function recordsPage(records: readonly object[], more: object = {}) {
  return { records, totalCount: records.length, from: 1, to: records.length, ...more };
}

/** A domain as it is answered: by the detail, and by the list. */
export function detail(domainName = domain, more: object = {}) {
  return {
    domainName,
    createDate: '2023-01-15T14:30:00Z',
    expireDate: '2027-01-15T14:30:00Z',
    autorenewEnabled: true,
    locked: true,
    privacyEnabled: false,
    locks: ['clientTransferProhibited'],
    nameservers: ['ns2kqz.name.com', 'ns1dhl.name.com', 'NS3jwx.name.com', 'ns4kpx.name.com'],
    renewalPrice: 12.99,
    contacts: { registrant: { firstName: 'A', email: 'a@example.net' } },
    ...more,
  };
}

export function domainsPage(domains: readonly object[], more: object = {}) {
  return { domains, totalCount: domains.length, from: 1, to: domains.length, ...more };
}
