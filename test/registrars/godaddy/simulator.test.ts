/** What the simulator answers to clients that are not ours. */
import { describe, expect, it } from 'vitest';
import { godaddy } from '../../../src/registrars/godaddy/index.ts';
import { simulatorWith } from '../../../src/registrars/godaddy/simulator/index.ts';
import type { GoDaddyOptions } from '../../../src/registrars/godaddy/simulator/options.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { type Simulated, sandboxCredentials, simulate } from '../../helpers/simulated.ts';
import { domain, domainPath, recordsPath } from './helpers.ts';

const { key, secret } = sandboxCredentials(godaddy);
const authorization = `sso-key ${key}:${secret}`;
const openWith = (options: Partial<GoDaddyOptions>) =>
  withSimulated(() =>
    simulate({ ...godaddy, loadSimulator: async () => simulatorWith(options) }, { domains: [domain] }),
  );

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
}

async function ask(
  simulated: Simulated,
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await simulated.request({ method, path, headers: { authorization, ...type, ...headers }, ...json });
  return { ...response, body: response.text === '' ? undefined : JSON.parse(response.text) };
}

const record = (type: string, name: string, data: string, more: object = {}) => ({
  type,
  name,
  data,
  ttl: 3600,
  ...more,
});

describe('the API', () => {
  const open = openWith({});

  it.each([
    ['no credentials', '', 'MALFORMED_CREDENTIALS'],
    ['another scheme', `Bearer ${key}`, 'MALFORMED_CREDENTIALS'],
    ['a wrong secret', `sso-key ${key}:wrong`, 'UNABLE_TO_AUTHENTICATE'],
  ])('refuses %s', async (_case, wrong, code) => {
    const answer = await ask(await open(), 'GET', '/v1/domains', undefined, { authorization: wrong });
    expect(answer).toMatchObject({ status: 401, body: { code } });
  });

  it.each([
    ['GET', '/v1/domain', 404],
    ['GET', `${domainPath}/record`, 404],
    ['GET', `${recordsPath}/A/www/more`, 404],
    ['GET', '/v2/domains', 404],
    ['POST', '/v1/domains', 405],
    ['DELETE', domainPath, 405],
    ['POST', recordsPath, 405],
    ['DELETE', recordsPath, 405],
    ['DELETE', `${recordsPath}/A`, 405],
    ['PATCH', `${recordsPath}/A`, 405],
  ] as const)('answers %s %s with %i', async (method, path, status) => {
    const answer = await ask(await open(), method, path);
    expect(answer).toMatchObject({ status, body: { code: expect.any(String), message: expect.any(String) } });
  });

  it('takes JSON only', async () => {
    const simulated = await open();
    const headers = { 'content-type': 'text/plain' };
    expect((await ask(simulated, 'PATCH', recordsPath, [], headers)).status).toBe(415);
    const cut = await simulated.request({
      method: 'PATCH',
      path: recordsPath,
      headers: { authorization, 'content-type': 'application/json' },
      body: '[{',
    });
    expect(cut.status).toBe(400);
  });

  it('ends bodies with a line feed, and answers writes without one', async () => {
    const simulated = await open();
    const list = await ask(simulated, 'GET', recordsPath);
    expect(list.text).toMatch(/\]\n$/);
    expect(list.headers['x-request-id']).toMatch(/^\S{22}$/);
    const put = await ask(simulated, 'PUT', `${recordsPath}/A/www2`, [{ data: '192.0.2.1' }]);
    expect(put).toMatchObject({ status: 200, text: '' });
    expect(put.headers['content-type']).toBeUndefined();
    expect(await ask(simulated, 'DELETE', `${recordsPath}/A/www2`)).toMatchObject({ status: 204, text: '' });
  });

  it('says 429 with the time to wait in header and body', async () => {
    const simulated = await open();
    simulated.faults({ kinds: ['429'] });
    expect(await ask(simulated, 'GET', recordsPath)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'TOO_MANY_REQUESTS', retryAfterSec: 1 },
    });
  });
});

describe('records', () => {
  const open = openWith({});

  it('of a new domain are those that were recorded', async () => {
    const { body } = await ask(await open(), 'GET', recordsPath);
    const rows = body as { type: string; name: string; data: string; ttl: number }[];
    expect(rows.map(({ type, name, ttl }) => `${name} ${type} ${ttl}`)).toEqual([
      '@ A 600',
      '@ A 600',
      '@ NS 3600',
      '@ NS 3600',
      'www CNAME 3600',
      '_domainconnect CNAME 3600',
    ]);
    expect(rows[4]?.data).toBe('@');
  });

  it('are listed by type, by name, and as none', async () => {
    const simulated = await open();
    expect((await ask(simulated, 'GET', `${recordsPath}/CNAME`)).body).toHaveLength(2);
    expect((await ask(simulated, 'GET', `${recordsPath}/CNAME/WWW`)).body).toMatchObject([{ name: 'www' }]);
    expect(await ask(simulated, 'GET', `${recordsPath}/TXT/none`)).toMatchObject({ status: 200, body: [] });
  });

  it('are echoed without trailing dot, the apex as @, the TTL as 3600', async () => {
    const simulated = await open();
    await ask(simulated, 'PATCH', recordsPath, [
      { type: 'CNAME', name: 'A', data: 'Host.Example.NET.' },
      { type: 'CNAME', name: 'b', data: 'example.com' },
    ]);
    expect((await ask(simulated, 'GET', `${recordsPath}/CNAME/a`)).body).toEqual([
      record('CNAME', 'a', 'host.example.net'),
    ]);
    expect((await ask(simulated, 'GET', `${recordsPath}/CNAME/b`)).body).toEqual([record('CNAME', 'b', '@')]);
  });

  it.each([
    ['ttl', record('A', 'x', '192.0.2.1', { ttl: 599 }), 'must have a minimum value of 600'],
    [
      'type',
      record('CAA', 'x', '0 issue "x"'),
      'is not one of enum values: "A", "AAAA", "CNAME", "MX", "NS", "SRV", "TXT"',
    ],
    ['type', record('SOA', '@', 'x'), 'is not one of enum values: "A", "AAAA", "CNAME", "MX", "NS", "SRV", "TXT"'],
    ['data', record('A', 'x', '2001:db8::1'), 'is not a valid IPv4 address'],
    ['data', record('TXT', 'x', 'x'.repeat(513)), 'must have a maximum length of 512'],
    ['data', record('TXT', 'x', ''), 'is not a string'],
    ['data', record('CNAME', 'x', 'not a host'), 'is not a valid host name'],
    ['name', record('A', 'x.', '192.0.2.1'), 'is not a valid host name'],
    ['priority', record('MX', '@', 'mx.example.net'), 'is required'],
    [
      'service',
      record('SRV', '@', 'x.example.net', { port: 1, priority: 1, weight: 1, protocol: '_tcp' }),
      'is required',
    ],
    ['port', record('SRV', '@', 'x.example.net', { port: 0, priority: 1 }), 'must have a minimum value of 1'],
  ])('are refused for their %s: %j', async (field, wrong, message) => {
    const simulated = await open();
    const before = (await ask(simulated, 'GET', recordsPath)).text;
    const answer = await ask(simulated, 'PATCH', recordsPath, [record('A', 'fine', '192.0.2.1'), wrong]);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'INVALID_BODY', fields: [{ message, path: `records[1].${field}` }] },
    });
    expect((await ask(simulated, 'GET', recordsPath)).text).toBe(before);
  });

  it.each([
    ['twice in one request', [record('A', 'x', '192.0.2.1'), record('A', 'x', '192.0.2.1', { ttl: 600 })]],
    ['that is there', [record('A', '@', '3.33.152.147')]],
    ['beside a CNAME', [record('TXT', 'www', 'x')]],
    ['a CNAME beside others', [record('A', 'x', '192.0.2.1'), record('CNAME', 'x', 'y.example.net')]],
    ['a second CNAME', [record('CNAME', 'www', 'y.example.net')]],
  ])('are refused %s', async (_case, rows) => {
    expect(await ask(await open(), 'PATCH', recordsPath, rows)).toMatchObject({
      status: 422,
      body: { code: 'DUPLICATE_RECORD' },
    });
  });

  it('of a type and name are replaced, of a type too, and nothing by an empty list', async () => {
    const simulated = await open();
    await ask(simulated, 'PUT', `${recordsPath}/TXT/a`, [{ data: 'one' }, { data: 'two' }]);
    await ask(simulated, 'PUT', `${recordsPath}/TXT/b`, [{ data: 'three', type: 'TXT', name: 'b' }]);
    expect((await ask(simulated, 'GET', `${recordsPath}/TXT`)).body).toHaveLength(3);
    expect((await ask(simulated, 'PUT', `${recordsPath}/TXT/a`, [])).status).toBe(200);
    expect((await ask(simulated, 'GET', `${recordsPath}/TXT`)).body).toHaveLength(3);
    await ask(simulated, 'PUT', `${recordsPath}/TXT`, [{ name: 'c', data: 'four' }]);
    expect((await ask(simulated, 'GET', `${recordsPath}/TXT`)).body).toEqual([record('TXT', 'c', 'four')]);
    expect((await ask(simulated, 'GET', `${recordsPath}/A`)).body).toHaveLength(2);
  });

  it('of the whole zone need the nameservers as they are', async () => {
    const simulated = await open();
    const ns = (await ask(simulated, 'GET', `${recordsPath}/NS`)).body as { data: string }[];
    const rest = [record('A', 'x', '192.0.2.1')];
    expect((await ask(simulated, 'PUT', recordsPath, rest)).body).toMatchObject({ code: 'MISSING_NAME_SERVER' });
    const others = ns.map((row) => ({ ...row, data: `x${row.data}` }));
    expect((await ask(simulated, 'PUT', recordsPath, [...others, ...rest])).body).toMatchObject({
      code: 'FAILED_NAME_SERVER_VALIDATION',
    });
    expect((await ask(simulated, 'PUT', recordsPath, [...ns, ...rest])).status).toBe(200);
    expect((await ask(simulated, 'GET', recordsPath)).body).toHaveLength(3);
  });

  it('of NS are not deleted, and what is not there is not found', async () => {
    const simulated = await open();
    expect((await ask(simulated, 'DELETE', `${recordsPath}/NS/@`)).status).toBe(422);
    expect(await ask(simulated, 'DELETE', `${recordsPath}/A/none`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    expect((await ask(simulated, 'GET', '/v1/domains/stranger.com/records')).body).toMatchObject({
      code: 'NOT_FOUND',
      message: 'Domain stranger.com not found for shopper',
    });
  });
});

describe('domains', () => {
  const open = withSimulated(() => simulate(godaddy, { domains: ['a.com', 'b.com', 'c.com'] }));

  it('are listed after a marker, up to a limit, with nameservers on demand', async () => {
    const simulated = await open();
    const names = async (query: string) =>
      ((await ask(simulated, 'GET', `/v1/domains?${query}`)).body as { domain: string }[]).map(
        ({ domain: name }) => name,
      );
    expect(await names('')).toEqual(['a.com', 'b.com', 'c.com']);
    expect(await names('limit=2&marker=a.com')).toEqual(['b.com', 'c.com']);
    expect(await names('statuses=CANCELLED')).toEqual([]);
    const [plain] = (await ask(simulated, 'GET', '/v1/domains?limit=1')).body as object[];
    expect(plain).toMatchObject({ nameServers: null });
    expect(plain).not.toHaveProperty('authCode');
    const [full] = (await ask(simulated, 'GET', '/v1/domains?limit=1&includes=nameServers')).body as object[];
    expect(full).toMatchObject({ nameServers: [expect.stringContaining('domaincontrol.com'), expect.any(String)] });
    expect((await ask(simulated, 'GET', '/v1/domains?limit=1001')).status).toBe(422);
  });

  it('refuse what they cannot be, and then change nothing', async () => {
    const simulated = await open();
    const change = (body: unknown) => ask(simulated, 'PATCH', '/v1/domains/a.com', body);
    const { nameServers } = (await ask(simulated, 'GET', '/v1/domains/a.com')).body as { nameServers: string[] };
    for (const body of [
      { locked: 'yes' },
      { renewAuto: false, exposeWhois: true },
      { renewAuto: false, nameServers: ['ns1.example.net'] },
      { renewAuto: false, nameServers: ['ns1.example.net', 'not a host'] },
      { renewAuto: false, nameServers },
      [],
    ]) {
      expect((await change(body)).status).toBe(422);
    }
    expect((await ask(simulated, 'GET', '/v1/domains/a.com')).body).toMatchObject({ renewAuto: true, locked: true });
    expect((await change({ renewAuto: false })).status).toBe(200);
    expect((await ask(simulated, 'GET', '/v1/domains/a.com')).body).toMatchObject({ renewAuto: false });
  });
});
