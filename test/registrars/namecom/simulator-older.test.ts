/** The older API of the simulator, which dns-lexicon, lego and acme.sh still speak. */
import { describe, expect, it } from 'vitest';
import { foreignClient } from './foreign-client.ts';
import { domain } from './mocked.ts';

const core = `/core/v1/domains/${domain}`;
const v4 = `/v4/domains/${domain}`;

describe('the older API', () => {
  it('calls its JSON a web page, and leaves out what is false, zero or empty', async () => {
    const { ask } = await foreignClient();
    ask('PATCH', core, { locked: false });
    const list = ask('GET', '/v4/domains');
    expect(list.type).toBe('text/html; charset=UTF-8');
    expect(Object.keys(list.json.domains[0])).toEqual(['domainName', 'autorenewEnabled', 'expireDate', 'createDate']);
    const made = ask('POST', `${v4}/records`, {
      host: '',
      type: 'MX',
      answer: 'mx.example.net',
      ttl: '300',
      priority: 0,
    });
    expect(Object.keys(made.json)).toEqual(['id', 'domainName', 'fqdn', 'type', 'answer', 'ttl']);
    expect(ask('DELETE', `${v4}/records/${made.json.id}`)).toMatchObject({ status: 200, json: {} });
    expect(ask('GET', `${v4}/dnssec`).json).toEqual({});
  });

  it('lists no NS records of the apex', async () => {
    const { ask } = await foreignClient();
    const types = (path: string) =>
      (ask('GET', `${path}/records`).json.records ?? []).map(({ type }: { readonly type: string }) => type);
    expect(types(core)).toContain('NS');
    expect(types(v4)).not.toContain('NS');
  });

  it('changes its settings one by one', async () => {
    const { ask } = await foreignClient();
    expect(ask('POST', `${v4}:unlock`, {}).json).not.toHaveProperty('locked');
    expect(ask('POST', `${v4}:lock`, {}).json).toMatchObject({ locked: true });
    expect(ask('POST', `${v4}:disableAutorenew`, {}).json).not.toHaveProperty('autorenewEnabled');
    expect(ask('POST', `${v4}:disableWhoisPrivacy`, {}).json).not.toHaveProperty('privacyEnabled');
  });

  /**
   * What dns-lexicon's provider does (3.25, read and run against this simulator 2026-11-23). It looks for the next page
   * under `next_page`, which is not its name: it stops after the first; and it takes for granted that an empty list is
   * there, which this API leaves out.
   */
  it('serves what dns-lexicon does: authenticate, create, create again, list, update, delete', async () => {
    const { ask } = await foreignClient();
    const domains = ask('GET', '/v4/domains?page=1').json.domains as readonly { domainName: string }[];
    expect(domains.some(({ domainName }) => domainName === domain)).toBe(true);

    const create = (type: string, host: string, answer: string) =>
      ask('POST', `${v4}/records`, { type, host, answer, ttl: 3600 });
    const address = create('A', 'localhost', '127.0.0.1').json.id as number;
    create('CNAME', 'docs', 'docs.example.com');
    const text = create('TXT', '_acme-challenge.fqdn', 'challengetoken').json.id as number;
    const again = create('TXT', '_acme-challenge.fqdn', 'challengetoken');
    expect(again.status).toBe(400);
    expect(again.json).toEqual({ message: 'Invalid Argument', details: 'Parameter Value Error - Duplicate Record' });

    const list = () => {
      const { records } = ask('GET', `${v4}/records?page=1`).json as { records: readonly Record<string, unknown>[] };
      return records
        .filter(({ type }) => type !== 'NS')
        .map(({ fqdn, type, answer, ttl }) => [fqdn, type, answer, ttl]);
    };
    expect(list()).toEqual([
      ['localhost.example.com.', 'A', '127.0.0.1', 3600],
      ['docs.example.com.', 'CNAME', 'docs.example.com', 3600],
      ['_acme-challenge.fqdn.example.com.', 'TXT', 'challengetoken', 3600],
    ]);

    // A part of the fields is enough here.
    expect(ask('PUT', `${v4}/records/${text}`, { ttl: 600 }).json).toMatchObject({
      id: text,
      answer: 'challengetoken',
    });
    expect(ask('PUT', `${v4}/records/${text}`, { ttl: 600, host: 'renamed' }).json).toMatchObject({
      id: text,
      host: 'renamed',
    });
    for (const id of [address, text]) expect(ask('DELETE', `${v4}/records/${id}`).json).toEqual({});
    expect(list()).toEqual([['docs.example.com.', 'CNAME', 'docs.example.com', 3600]]);
  });
});
