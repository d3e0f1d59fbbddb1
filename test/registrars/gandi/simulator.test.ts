/** The simulator: what holds for every request. Other clients of Gandi rely on it where ours would not notice. */
import { describe, expect, it } from 'vitest';
import { domain, records, token, useSimulatedApi, zone } from './simulated-api.ts';

const { ask, put, simulator } = useSimulatedApi();

describe('authorization', () => {
  it.each(['Bearer', 'Apikey', 'bearer'])('takes %s', (scheme) => {
    expect(ask('GET', zone, undefined, { headers: { authorization: `${scheme} ${token}` } }).status).toBe(200);
  });

  it.each([
    ['', 'You must provide an access token or an API Key.'],
    ['Bearer wrong', 'The server could not verify'],
    [`Basic ${token}`, 'The server could not verify'],
  ])('refuses "%s"', (authorization, text) => {
    const { status, json } = ask('GET', zone, undefined, { headers: { authorization } });
    expect(status).toBe(401);
    expect(json).toMatchObject({ code: 401, object: 'HTTPUnauthorized', cause: 'Unauthorized' });
    expect(json.message).toContain(text);
  });

  it('is not asked for where nameservers are computed', () => {
    const { status, json } = ask('GET', '/livedns/nameservers/any.org', undefined, { headers: { authorization: '' } });
    expect(status).toBe(200);
    expect(json).toHaveLength(3);
    for (const name of json) expect(name).toMatch(/^ns-\d+-[abc]\.gandi\.net$/);
  });

  it('of another organization shows empty lists, without an error', () => {
    expect(ask('GET', '/domain/domains?sharing_id=org-1').json).toHaveLength(1);
    expect(ask('GET', '/domain/domains?sharing_id=other')).toMatchObject({ status: 200, json: [] });
    expect(ask('GET', '/livedns/domains?sharing_id=other')).toMatchObject({ status: 200, json: [] });
  });
});

describe('a request', () => {
  it.each([
    ['GET', '/livedns/nothing', 404, 'HTTPNotFound'],
    ['GET', '/livedns/domains/stranger.org', 404, 'HTTPNotFound'],
    ['GET', `${records}/%zz`, 404, 'HTTPNotFound'],
    ['POST', `${zone}/nameservers`, 405, 'HTTPMethodNotAllowed'],
    ['DELETE', domain, 403, 'HTTPForbidden'],
  ])('%s %s is answered with %i', (method, path, status, object) => {
    expect(ask(method, path)).toMatchObject({ status, json: { code: status, object } });
  });

  it.each([
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, text: 'a=b' }, 415],
    ['broken JSON', { text: '{"rrset_values":' }, 400],
    ['a list', { text: '[]' }, 400],
  ])('with %s for a body is refused', (_case, extra, status) => {
    expect(ask('PUT', `${records}/www/A`, undefined, extra).status).toBe(status);
    expect(ask('GET', records).json).toEqual([]);
  });

  it('that does not change anything may have a body', () => {
    expect(ask('GET', zone, {}).status).toBe(200);
  });

  it('is known to write by its method', () => {
    const request = { path: '', query: new URLSearchParams(), headers: {}, body: '' };
    const writes = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      simulator().isWrite({ ...request, method }),
    );
    expect(writes).toEqual([false, false, true, true, true, true]);
  });

  it('too many is 429 with Retry-After', () => {
    expect(simulator().tooManyRequests(7)).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  });
});

describe('a list', () => {
  const fill = (count: number) => {
    const items = Array.from({ length: count }, (_, i) => ({
      rrset_name: `n${String(i).padStart(3, '0')}`,
      rrset_type: 'A',
      rrset_values: ['192.0.2.1'],
    }));
    expect(ask('PUT', records, { items }).status).toBe(201);
  };

  it('has pages of 100, with counts and links', () => {
    fill(250);
    const first = ask('GET', records);
    expect(first.json).toHaveLength(100);
    expect(first.headers).toMatchObject({
      'total-count': '250',
      'filtered-count': '100',
      link: '<http://127.0.0.1:8080/v5/livedns/domains/example.com/records?page=2>; rel="next", <http://127.0.0.1:8080/v5/livedns/domains/example.com/records?page=3>; rel="last"',
    });
    const last = ask('GET', `${records}?page=3`);
    expect(last.json.map((set: { rrset_name: string }) => set.rrset_name)).toContain('n249');
    expect(last.headers).not.toHaveProperty('link');
    expect(ask('GET', `${records}?page=4`)).toMatchObject({ status: 200, json: [] });
  });

  it('has no links where everything fits', () => {
    fill(250);
    const { json, headers } = ask('GET', `${records}?per_page=500`);
    expect(json).toHaveLength(250);
    expect(headers).not.toHaveProperty('link');
  });

  it.each(['page=0', 'per_page=0', 'page=x'])('refuses %s', (query) => {
    expect(ask('GET', `${records}?${query}`).status).toBe(400);
  });

  it('of records is sorted by name, and can be of one type', () => {
    put('b', 'A', '192.0.2.1');
    put('a', 'MX', '10 mx.example.net.');
    put('a', 'A', '192.0.2.1');
    const shown = (path: string) =>
      ask('GET', path).json.map((set: Record<string, string>) => `${set.rrset_name} ${set.rrset_type}`);
    expect(shown(records)).toEqual(['a A', 'a MX', 'b A']);
    expect(shown(`${records}?rrset_type=MX`)).toEqual(['a MX']);
  });
});
