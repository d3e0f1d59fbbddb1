/** The requests that compiled calls become, and the answers that they may get. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import type { Batch } from '../../../src/registrars/cloudflare/calls.ts';
import { compileCreateZone } from '../../../src/registrars/cloudflare/compile.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import {
  accountId,
  allRecords,
  allZones,
  connect,
  ok,
  origin,
  page,
  record,
  refused,
  token,
  zone,
  zoneId,
} from './mocked.ts';

const mock = useHttpMock();
const batchPath = `/client/v4/zones/${zoneId}/dns_records/batch`;

function batch(body: Partial<Batch>): CallDraft {
  const full: Batch = { kind: 'batch', domain: 'example.com', zoneId, deletes: [], patches: [], posts: [], ...body };
  return { operation: 'POST dns_records/batch', domain: 'example.com', covers: [], requests: 1, body: full };
}

const post = { type: 'A', name: 'www.example.com', content: '192.0.2.1', ttl: 1, proxied: true };

describe('a batch', () => {
  it('is one POST of the lists that hold something', async () => {
    mock
      .origin(origin, { reqheaders: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
      .post(batchPath, { deletes: [{ id: 'a' }], posts: [post] })
      .reply(200, ok({ deletes: [record({ id: 'a' })], patches: [], puts: [], posts: [record({ ...post, id: 'b' })] }));
    await connect().execute(batch({ deletes: [{ id: 'a' }], posts: [post] }));
  });

  it('is in doubt after a 502, and refused without doubt after a 400', async () => {
    mock.origin(origin).post(batchPath).reply(502, 'bad gateway');
    await expect(connect().execute(batch({ posts: [post] }))).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
    });
    mock.origin(origin).post(batchPath).reply(400, refused(81_058, 'An identical record already exists.'));
    await expect(connect().execute(batch({ posts: [post] }))).rejects.toMatchObject({
      code: 'conflict',
      effect: 'none',
      message:
        'POST dns_records/batch of example.com at cf (cloudflare) failed: HTTP 400, 81058 An identical record already exists.. The record is there already: plan again.',
    });
  });

  it('whose record was written but not proxied is an error', async () => {
    mock
      .origin(origin)
      .post(batchPath)
      .reply(200, ok({ patches: [record({ id: 'p', type: 'A', name: 'www.example.com', proxied: false })] }));
    await expect(connect().execute(batch({ patches: [{ id: 'p', proxied: true }] }))).rejects.toMatchObject({
      code: 'rejected',
      effect: 'unknown',
      seen: 'A www.example.com was written, but not proxied',
    });
  });

  it('for a zone that was not there when it was compiled is not sent', async () => {
    await expect(connect().execute(batch({ zoneId: null }))).rejects.toThrow('before its zone was there');
  });
});

describe('a new zone', () => {
  it('is made in the account, and found by the same client afterwards', async () => {
    mock.origin(origin).get(allZones).reply(200, page([]));
    mock
      .origin(origin)
      .post('/client/v4/zones', { name: 'example.com', account: { id: accountId }, type: 'full' })
      .reply(200, ok(zone({ status: 'pending' })));
    mock.origin(origin).get(allRecords).reply(200, page([]));
    const client = connect();
    await client.execute(compileCreateZone('example.com'));
    const query = { domain: 'example.com', ds: false, nameservers: true };
    expect((await client.dns.readZone(query)).nameservers).toEqual([
      'blakely.ns.cloudflare.com.',
      'vin.ns.cloudflare.com.',
    ]);
  });

  it('needs account_id', async () => {
    await expect(connect({}).execute(compileCreateZone('example.com'))).rejects.toMatchObject({
      code: 'unauthorized',
      advice: expect.stringContaining('Add account_id'),
    });
  });
});

describe('an error', () => {
  const chain = (code: number, message: string) => refused(1004, 'DNS Validation Error', [{ code, message }]);
  it.each([
    [
      400,
      refused(6003, 'Invalid request headers', [{ code: 6111, message: 'Invalid format' }]),
      'unauthorized',
      'api_token',
    ],
    [401, refused(1000, 'Invalid API Token'), 'unauthorized', 'api_token'],
    [403, refused(9109, 'Unauthorized to access requested resource'), 'forbidden', 'Zone:DNS:Edit'],
    [403, refused(10_000, 'Authentication error'), 'forbidden', 'Zone:DNS:Edit'],
    [404, refused(7003, 'Could not route to /zones/x'), 'not-found', 'plan again'],
    [404, refused(81_044, 'Record does not exist.'), 'not-found', 'plan again'],
    [400, refused(81_045, 'The record quota has been exceeded.'), 'forbidden', 'larger plan'],
    [400, refused(81_053, 'An A, AAAA, or CNAME record with that host already exists.'), 'rejected', 'plan again'],
    [400, refused(81_056, 'NS records with that host already exist.'), 'rejected', 'plan again'],
    [400, refused(81_057, 'Record already exists.'), 'conflict', 'plan again'],
    [400, chain(9021, 'TTL must be between 60 and 86400 seconds, or 1 for Automatic.'), 'rejected', '60 to 86400'],
    [400, chain(9300, 'DNS record has 1 tags, exceeding the quota of 0.'), 'rejected', 'tags'],
    [400, chain(9003, 'Target 1.1.1.1 is not allowed for a proxied record.'), 'rejected', 'without proxied'],
    [400, chain(81_058, 'An identical record already exists.'), 'conflict', 'plan again'],
    [400, chain(12_345, 'Something new'), 'rejected', 'Look the code up'],
    [403, refused(1038, 'You cannot use this API for domains with a .tk TLD'), 'forbidden', 'dashboard'],
    [409, { success: false, errors: [] }, 'conflict', 'Look the code up'],
    [200, refused(1004, 'DNS Validation Error'), 'unexpected-response', 'Look the code up'],
  ])('with HTTP %i %j is %s', async (status, body, code, advice) => {
    mock.origin(origin).post(batchPath).reply(status, body);
    const error = await connect()
      .execute(batch({ posts: [post] }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, effect: 'none', advice: expect.stringContaining(advice) });
    // Every message of the chain is shown.
    for (const text of JSON.stringify(body).match(/(?<="message":")[^"]+/g) ?? []) {
      expect((error as Error).message).toContain(text);
    }
  });

  it('does not show the token that it quotes', async () => {
    mock
      .origin(origin)
      .post(batchPath)
      .reply(403, refused(9109, `Bad token ${token}`));
    const error = await connect()
      .execute(batch({ posts: [post] }))
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain('Bad token [secret]');
  });

  it.each([
    [{ 'retry-after': '37' }, 'Retry-After'],
    [{ ratelimit: '"default";r=0;t=37' }, 'Ratelimit'],
  ])('of too many requests tells how long to wait by %j (%s)', async (headers: Record<string, string>, _name) => {
    mock.origin(origin).post(batchPath).reply(429, refused(10_100, 'More than 1200 requests'), headers);
    const error = await connect()
      .execute(batch({ posts: [post] }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rate-limited', effect: 'none' });
  });
});
