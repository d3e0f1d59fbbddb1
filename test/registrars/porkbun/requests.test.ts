import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import type { CallBody } from '../../../src/registrars/porkbun/calls.ts';
import { looksAfterMs } from '../../../src/registrars/porkbun/execute.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, credentials, domain, row } from './helpers.ts';

const mock = useHttpMock();
const uuid = /^[0-9a-f-]{36}$/;

/** The API as it has to be asked: credentials in headers alone. */
function api() {
  return mock.origin('https://api.porkbun.com', {
    reqheaders: { 'x-api-key': credentials.api_key, 'x-secret-api-key': credentials.secret_api_key },
  });
}

const base = '/api/json/v3';
const success = (fields: object = {}) => ({ status: 'SUCCESS', ...fields });
const refusal = (message: string, code?: string) => ({ status: 'ERROR', message, ...(code && { code }) });

function call(body: CallBody, ...covers: readonly string[]): CallDraft {
  const name = 'domain' in body ? body.domain : null;
  return { operation: 'test', domain: name, covers, requests: 1, body };
}

function execute(body: CallBody, covers = [`${domain}/x/A`]) {
  return connect().client.execute(call(body, ...covers));
}

const record = { name: 'x', type: 'A', content: '192.0.2.1', ttl: '600' };
const other = { name: 'x', type: 'CNAME', content: 'y.example.net', ttl: '600' };
const ds = { type: 'DS', keyTag: 2371, algorithm: 13, digestType: 2, digest: 'AB' } as const;

describe('a call sends', () => {
  it.each<[string, CallBody, string, object]>([
    ['a creation', { kind: 'create', domain, record }, '/dns/create/example.com', record],
    ['an edit', { kind: 'edit', domain, id: '7', record }, '/dns/edit/example.com/7', record],
    ['a type swap', { kind: 'swap', domain, id: '7', before: record, record: other }, '/dns/edit/example.com/7', other],
    ['a deletion', { kind: 'delete', domain, id: '7' }, '/dns/delete/example.com/7', {}],
    [
      'a deletion by name and type',
      { kind: 'delete-set', domain, type: 'A', name: 'a.b' },
      '/dns/deleteByNameType/example.com/A/a.b',
      {},
    ],
    [
      'a DS record',
      { kind: 'dnssec', domain, steps: [{ kind: 'create', ds }] },
      '/dns/createDnssecRecord/example.com',
      { keyTag: '2371', alg: '13', digestType: '2', digest: 'AB' },
    ],
    [
      'the deletion of a DS record',
      { kind: 'dnssec', domain, steps: [{ kind: 'delete', keyTag: 2371 }] },
      '/dns/deleteDnssecRecord/example.com/2371',
      {},
    ],
  ])('for %s', async (_case, body, path, json) => {
    api()
      .post(`${base}${path}`, json as Record<string, string>)
      .matchHeader('idempotency-key', uuid)
      .reply(200, success());
    await execute(body);
  });

  it('for many domains one request, and takes each at its word', async () => {
    const results = { 'a.com': success(), 'b.com': success(), 'c.com': success() };
    api()
      .post(`${base}/domain/updateAutoRenew/a.com`, { status: 'on', domains: ['b.com', 'c.com'] })
      .reply(200, success({ results }));
    await execute({ kind: 'auto-renew', enabled: true, domains: ['a.com', 'b.com', 'c.com'] });
  });

  it('for one domain no list', async () => {
    api()
      .post(`${base}/domain/updateAutoRenew/a.com`, { status: 'off' })
      .reply(200, success({ results: { 'a.com': success() } }));
    await execute({ kind: 'auto-renew', enabled: false, domains: ['a.com'] });
  });
});

describe('a write whose answer was lost', () => {
  it('is sent again under the same key', async () => {
    const keys: string[] = [];
    const noted = (key: string) => keys.push(key) > 0;
    api().post(`${base}/dns/create/example.com`).matchHeader('idempotency-key', noted).replyWithError('socket hang up');
    api()
      .post(`${base}/dns/create/example.com`)
      .matchHeader('idempotency-key', noted)
      .reply(200, success({ id: 1 }));
    await execute({ kind: 'create', domain, record });
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    ['an edit', { kind: 'edit', domain, id: '7', record }, '/dns/edit/example.com/7'],
    ['a deletion', { kind: 'delete', domain, id: '7' }, '/dns/delete/example.com/7'],
    [
      'a deletion of a set',
      { kind: 'delete-set', domain, type: 'A', name: 'www' },
      '/dns/deleteByNameType/example.com/A/www',
    ],
  ] as const)(
    'of %s is left for a read to settle: somebody may have written there meanwhile',
    async (_what, body, path) => {
      api().post(`${base}${path}`).replyWithError('socket hang up');
      await expect(execute(body)).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
    },
  );

  it('and that was carried out under another key is in doubt, for a read to settle', async () => {
    const duplicate = { ...refusal('Create error: The record already exists.', 'DUPLICATE_RECORD'), existingId: '7' };
    api().post(`${base}/dns/create/example.com`).reply(400, duplicate);
    await expect(execute({ kind: 'create', domain, record })).rejects.toMatchObject({
      code: 'conflict',
      effect: 'unknown',
    });
  });

  it('of a deletion that finds nothing any more is done', async () => {
    api().post(`${base}/dns/delete/example.com/7`).reply(400, refusal('Invalid record ID.', 'INVALID_RECORD_ID'));
    await execute({ kind: 'delete', domain, id: '7' });
  });
});

describe('a type swap that is refused', () => {
  const swap: CallBody = { kind: 'swap', domain, id: '7', before: record, record: other };
  const unable = refusal('Edit error: We were unable to edit the DNS record.');

  it('is made in two steps', async () => {
    api().post(`${base}/dns/edit/example.com/7`, other).reply(400, unable);
    api().post(`${base}/dns/delete/example.com/7`).reply(200, success());
    api()
      .post(`${base}/dns/create/example.com`, other)
      .reply(200, success({ id: 8 }));
    await execute(swap);
  });

  it('and then cannot be made either, leaves the old record back in its place, in doubt', async () => {
    api().post(`${base}/dns/edit/example.com/7`, other).reply(400, unable);
    api().post(`${base}/dns/delete/example.com/7`).reply(200, success());
    api()
      .post(`${base}/dns/create/example.com`, other)
      .reply(400, refusal('Create error: We were unable to create the DNS record.'));
    api()
      .post(`${base}/dns/create/example.com`, record)
      .reply(200, success({ id: 8 }));
    await expect(execute(swap)).rejects.toMatchObject({ code: 'conflict', effect: 'unknown' });
  });

  it('for another reason deletes nothing', async () => {
    api().post(`${base}/dns/edit/example.com/7`).reply(400, refusal('Invalid record ID.', 'INVALID_RECORD_ID'));
    await expect(execute(swap)).rejects.toMatchObject({ code: 'not-found', effect: 'none' });
  });
});

describe('auto-renew of several domains', () => {
  const body: CallBody = { kind: 'auto-renew', enabled: true, domains: ['a.com', 'b.com'] };
  const off = refusal('Domain is not opted in to API access.', 'API_ACCESS_DISABLED');

  it.each([
    [
      'one of which is refused is in doubt',
      { 'a.com': success(), 'b.com': off },
      'unknown',
      'b.com: API_ACCESS_DISABLED',
    ],
    ['all of which are refused is not', { 'a.com': off, 'b.com': off }, 'none', 'a.com: API_ACCESS_DISABLED'],
    ['one of which is not answered is in doubt', { 'a.com': success() }, 'unknown', 'b.com: no result'],
    ['none of which is answered is in doubt', [], 'unknown', 'a.com: no result; b.com: no result'],
  ])('%s', async (_case, results, effect, seen) => {
    api().post(`${base}/domain/updateAutoRenew/a.com`).reply(200, success({ results }));
    await expect(execute(body)).rejects.toMatchObject({ effect, seen: expect.stringContaining(seen) });
  });
});

describe('nameservers', () => {
  const wanted = ['ns1.example.net.', 'ns2.example.net.'];
  const body: CallBody = { kind: 'nameservers', domain, nameservers: wanted };
  const update = () =>
    api().post(`${base}/domain/updateNs/example.com`, { ns: ['ns1.example.net', 'ns2.example.net'] });
  const look = (...ns: string[]) => api().get(`${base}/domain/getNs/example.com`).reply(200, success({ ns }));

  it('are set when the registry shows them, in whatever form', async () => {
    update().reply(200, success());
    look('maceio.ns.porkbun.com');
    look('NS2.example.net.', 'ns1.example.net.');
    const { client, waits } = connect();
    await client.execute(call(body, `${domain}:nameservers`));
    expect(waits).toEqual(looksAfterMs.slice(0, 2));
  });

  it('that are refused with HTTP 200 are refused', async () => {
    update().reply(200, refusal('Could not update the name servers.', 'UPDATE_NS_ERROR'));
    await expect(execute(body)).rejects.toMatchObject({
      code: 'rejected',
      effect: 'none',
      seen: 'HTTP 200, UPDATE_NS_ERROR Could not update the name servers',
    });
  });

  it('that do not show after two minutes are in doubt', async () => {
    update().reply(200, success());
    for (const _ of looksAfterMs) look('maceio.ns.porkbun.com');
    await expect(execute(body)).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('that cannot be looked at are in doubt', async () => {
    update().reply(200, success());
    api().get(`${base}/domain/getNs/example.com`).times(2).reply(500, '<html></html>');
    await expect(execute(body)).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });
});

it('DS records that were changed in part are in doubt', async () => {
  api().post(`${base}/dns/createDnssecRecord/example.com`).reply(200, success());
  api()
    .post(`${base}/dns/deleteDnssecRecord/example.com/1`)
    .reply(400, refusal('The registry said no.', 'REGISTRY_ERROR'));
  const steps = [
    { kind: 'create', ds },
    { kind: 'delete', keyTag: 1 },
  ] as const;
  await expect(execute({ kind: 'dnssec', domain, steps })).rejects.toMatchObject({
    code: 'rejected',
    effect: 'unknown',
  });
});

describe('credentials', () => {
  it.each([
    ['where the ping says so', { credentialsValid: true }],
    ['where it says nothing about them, as in recordings of 2024', {}],
  ])('serve %s', async (_case, said) => {
    api()
      .get(`${base}/ping`)
      .reply(200, success({ yourIp: '203.0.113.9', ...said }));
    await connect().client.verify();
  });

  it('do not where it says that they are not valid', async () => {
    api()
      .get(`${base}/ping`)
      .reply(200, success({ yourIp: '203.0.113.9', credentialsValid: false }));
    await expect(connect().client.verify()).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('a zone', () => {
  const query = { domain, ds: false, nameservers: true };

  it('is read in one request, and tells the nameservers that Porkbun gives every domain', async () => {
    const records = [row('7 www A 600 192.0.2.1')];
    api()
      .get(`${base}/dns/retrieve/example.com`)
      .reply(200, success({ cloudflare: 'enabled', records }));
    const zone = await connect().client.dns.readZone(query);
    expect(zone.recordSets).toMatchObject([{ name: 'www.example.com.', values: [{ address: '192.0.2.1' }] }]);
    expect(zone.nameservers).toEqual([
      'curitiba.ns.porkbun.com.',
      'fortaleza.ns.porkbun.com.',
      'maceio.ns.porkbun.com.',
      'salvador.ns.porkbun.com.',
    ]);
  });

  it.each([
    ['no list of records', success(), 'records is nothing'],
    ['another list', success({ records: { '7': {} } }), 'where a list was expected'],
    ['no status', { records: [] }, 'no status'],
    ['HTTP 404 with success', success({ records: [] }), 'HTTP 404 with status SUCCESS', 404],
  ])('is not read from %s', async (_case, body, seen, status = 200) => {
    api().get(`${base}/dns/retrieve/example.com`).reply(status, body);
    await expect(connect().client.dns.readZone(query)).rejects.toMatchObject({
      code: 'unexpected-response',
      seen: expect.stringContaining(seen),
    });
  });
});
