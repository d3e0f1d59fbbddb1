/** What wire tests share: the API as a mock, calls run against it, errors caught, answers as they were recorded. */
import { expect } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import type { RegistrarError } from '../../../src/registrars/errors.ts';
import type { GandiCall } from '../../../src/registrars/gandi/calls.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';
import { connect, domain, token } from './helpers.ts';

export const zonePath = `/livedns/domains/${domain}`;
export const domainPath = `/domain/domains/${domain}`;
export const firstPage = { page: 1, per_page: 500 };
export const created = { message: 'DNS Record Created' };

/** Every request has to carry the token. */
export function gandiApi(mock: HttpMock) {
  return () =>
    mock.origin('https://api.gandi.net/v5', {
      reqheaders: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
}

export function run(call: CallDraft | GandiCall, waits?: number[]): Promise<void> {
  const client = connect(waits);
  if ('body' in call) return client.execute(call);
  return client.execute({ operation: 'test', domain, covers: [], requests: 1, body: call });
}

export async function failure(promise: Promise<unknown>): Promise<RegistrarError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'RegistrarError', registrar: 'gandi', account: 'main' });
  return error as RegistrarError;
}

/** GET domain/domains/{fqdn} */
export const detail = {
  fqdn: domain,
  status: ['clientTransferProhibited'],
  can_tld_lock: true,
  nameservers: ['ns-58-c.gandi.net', 'NS-25-a.gandi.net'],
  autorenew: { enabled: false, duration: 3, org_id: 'fe0b', dates: ['2027-01-13T09:04:18Z'] },
  dates: { registry_ends_at: '2027-02-13T10:04:18Z' },
  contacts: { owner: { type: 'individual', data_obfuscated: true, mail_obfuscated: true } },
  authinfo: 'let-me-go-4711',
};

/** GET domain/domains, one item. */
export const listItem = (fqdn: string, more: object = {}) => ({
  fqdn,
  autorenew: true,
  status: [],
  nameserver: { current: 'livedns' },
  dates: { registry_ends_at: '2027-02-13T10:04:18Z' },
  ...more,
});
