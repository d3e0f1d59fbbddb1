/** The simulator as other clients see it: who may ask, addresses, domains. */
import { describe, expect, it } from 'vitest';
import { foreignClient, said, start } from './foreign-client.ts';
import { domain } from './mocked.ts';

const core = `/core/v1/domains/${domain}`;
const v4 = `/v4/domains/${domain}`;
const day = 24 * 60 * 60 * 1000;
const www = { host: 'www', type: 'A', answer: '192.0.2.1', ttl: 300 };

describe('who may ask', () => {
  it('is told by Basic authorization, and refused in the words of each version', async () => {
    const { ask } = await foreignClient();
    const wrong = { authorization: `Basic ${Buffer.from('alice:wrong').toString('base64')}` };
    expect(ask('GET', '/core/v1/hello').json).toMatchObject({ username: 'alice', serverTime: '2026-11-23T12:00:00Z' });
    expect(said(ask('GET', '/core/v1/hello', undefined, wrong))).toEqual([401, 'Unauthorized']);
    expect(said(ask('GET', '/v4/hello', undefined, wrong))).toEqual([403, 'Permission Denied']);
  });
});

describe('addresses', () => {
  it('other than those of the two versions are web pages', async () => {
    const { ask } = await foreignClient();
    expect(ask('GET', '/api/domains')).toMatchObject({
      status: 404,
      type: 'text/html; charset=UTF-8',
      json: undefined,
    });
  });

  it('need their colon as it is', async () => {
    const { ask } = await foreignClient();
    expect(ask('POST', `${core}:lock`, {}).status).toBe(200);
    expect(ask('POST', `${core}%3Alock`, {}).status).toBe(404);
  });

  it.each([
    ['POST', '/core/v1/hello'],
    ['PATCH', v4],
    ['PUT', `${core}/records`],
    ['POST', `${core}:enableEverything`],
    ['GET', `${core}/nothing`],
  ])('%s %s: there is no such method', async (method, path) => {
    const { ask } = await foreignClient();
    expect(said(ask(method, path, {}))).toEqual([405, 'Method Not Allowed']);
  });

  it('with a body need its type in Core, even where it is empty', async () => {
    const { ask } = await foreignClient();
    const none = { 'content-type': '' };
    expect(said(ask('POST', `${core}:lock`, {}, none))).toEqual([
      415,
      "The 'Content-Type' header must be 'application/json' for this request.",
    ]);
    expect(ask('POST', `${v4}:lock`, {}, none).status).toBe(200);
  });
});

describe('what a domain refuses', () => {
  it('while it is delegated elsewhere: every write of records', async () => {
    const { ask } = await foreignClient(['ns1.example.net.', 'ns2.example.net.']);
    const details = 'The authoritative nameserver for the request domain is not name.com.';
    expect(said(ask('POST', `${core}/records`, www))).toEqual([403, 'Permission denied', details]);
    expect(ask('GET', `${core}/records`).status).toBe(200);
  });

  it('when it has expired: every change', async () => {
    const { ask, pass } = await foreignClient();
    pass(400 * day);
    const refusal = [403, 'Permission Denied. The domain is expired.'];
    expect(said(ask('POST', `${core}/records`, www))).toEqual(refusal);
    expect(said(ask('PATCH', core, { locked: false }))).toEqual(refusal);
    expect(said(ask('POST', `${core}:setNameservers`, { nameservers: ['ns1.example.net'] }))).toEqual(refusal);
  });

  it('when it is not there: everything', async () => {
    const { ask } = await foreignClient();
    const absent = [404, 'Not Found', 'The requested domain does not exist.'];
    expect(said(ask('GET', '/core/v1/domains/example.net'))).toEqual(absent);
    expect(said(ask('GET', '/core/v1/domains/example.net/records'))).toEqual(absent);
  });
});

describe('domains', () => {
  it('are changed by PATCH, all of it or nothing', async () => {
    const { ask } = await foreignClient();
    const before = ask('GET', core).json;
    expect(before).toMatchObject({ autorenewEnabled: true, locked: true, privacyEnabled: true, domainName: domain });
    expect(ask('PATCH', core, { locked: false, privacyEnabled: 'no' }).status).toBe(400);
    expect(ask('PATCH', core, {}).status).toBe(400);
    expect(ask('GET', core).json).toEqual(before);
    expect(ask('PATCH', core, { locked: false, privacyEnabled: false }).json).toMatchObject({
      autorenewEnabled: true,
      locked: false,
      privacyEnabled: false,
      locks: [],
    });
  });

  it('get letters of their own in the nameservers of Name.com', async () => {
    const { ask } = await foreignClient(['ns1.example.net.']);
    const nameservers = ['ns1.name.com', 'NS2.name.com', 'ns1.example.org.'];
    const { json } = ask('POST', `${core}:setNameservers`, { nameservers });
    expect(json.nameservers.join(' ')).toMatch(/^ns1[a-z]{3}\.name\.com ns2[a-z]{3}\.name\.com ns1\.example\.org$/);
    expect(ask('POST', `${core}:setNameservers`, { nameservers: ['not a name'] }).status).toBe(400);
    expect(ask('POST', `${core}:setNameservers`, {}).status).toBe(400);
  });

  it('are listed, all or by what is asked for', async () => {
    const { ask } = await foreignClient();
    const names = (query: string) =>
      ask('GET', `/core/v1/domains${query}`).json.domains.map(({ domainName }: { domainName: string }) => domainName);
    expect(names('')).toEqual([domain]);
    expect(names('?domainName=*.com')).toEqual([domain]);
    expect(names('?domainName=other.com')).toEqual([]);
    expect(names('?locked=false')).toEqual([]);
  });

  it('have DS records, each known by its digest', async () => {
    const { ask } = await foreignClient();
    const ds = { keyTag: 2371, algorithm: 13, digestType: 2, digest: 'ab12' };
    const shown = { domainName: domain, ...ds, digest: 'AB12' };
    expect(ask('POST', `${core}/dnssec`, ds).json).toEqual(shown);
    expect(said(ask('POST', `${core}/dnssec`, { ...ds, keyTag: 1 }))).toEqual([400, 'This resource already exists.']);
    expect(ask('GET', `${core}/dnssec`).json).toEqual({ dnssec: [shown] });
    expect(ask('GET', `${core}/dnssec/AB12`).json).toEqual(shown);
    expect(ask('POST', `${core}/dnssec`, { ...ds, digest: 'xyz' }).status).toBe(400);
    expect(ask('DELETE', `${core}/dnssec/ab12`).status).toBe(204);
    expect(said(ask('DELETE', `${core}/dnssec/AB12`))).toEqual([404, 'Not Found']);
  });
});

describe('the server around it', () => {
  it('says "too many" with the time at which there is room again', async () => {
    const { simulator } = await foreignClient();
    const { status, headers, body } = simulator.tooManyRequests(7);
    expect([status, headers?.['x-ratelimit-reset'], body]).toEqual([
      429,
      String(start / 1000 + 7),
      '{"message":"Rate Limit Exceeded"}',
    ]);
  });

  it('counts everything but GET as a write', async () => {
    const { simulator } = await foreignClient();
    const write = (method: string) =>
      simulator.isWrite({ method, path: core, query: new URLSearchParams(), headers: {}, body: '' });
    expect(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(write)).toEqual([false, true, true, true, true]);
  });
});
