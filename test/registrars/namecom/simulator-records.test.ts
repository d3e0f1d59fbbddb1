/** The records of the simulator as other clients see them. */
import { describe, expect, it } from 'vitest';
import { foreignClient, said } from './foreign-client.ts';
import { domain } from './mocked.ts';

const core = `/core/v1/domains/${domain}`;
const www = { host: 'www', type: 'A', answer: '192.0.2.1', ttl: 300 };

describe('records of the Core API', () => {
  it('are made, shown, changed and deleted by their id', async () => {
    const { ask } = await foreignClient();
    const made = ask('POST', `${core}/records`, { ...www, answer: '192.0.2.1' });
    const shown = { id: made.json.id, domainName: domain, fqdn: 'www.example.com.', ...www };
    expect(made).toMatchObject({ status: 200, type: 'application/json', json: shown });
    expect(ask('GET', `${core}/records/${made.json.id}`).json).toEqual(shown);
    const changed = { host: '@', type: 'MX', answer: 'mx.example.net.', ttl: 600, priority: 0 };
    expect(ask('PUT', `${core}/records/${made.json.id}`, changed).json).toEqual({
      id: made.json.id,
      domainName: domain,
      host: '',
      fqdn: 'example.com.',
      type: 'MX',
      answer: 'mx.example.net',
      ttl: 600,
      priority: 0,
    });
    expect(ask('DELETE', `${core}/records/${made.json.id}`)).toMatchObject({ status: 204, json: undefined });
    expect(said(ask('DELETE', `${core}/records/${made.json.id}`))).toEqual([404, 'Not Found']);
  });

  it('lose what a change leaves out', async () => {
    const { ask } = await foreignClient();
    const { id } = ask('POST', `${core}/records`, { ...www, ttl: 600 }).json;
    expect(said(ask('PUT', `${core}/records/${id}`, { ttl: 900 }))).toEqual([
      400,
      'Bad Request',
      "'type' can't be null",
    ]);
    expect(ask('PUT', `${core}/records/${id}`, { host: 'www', type: 'A', answer: '192.0.2.2' }).json.ttl).toBe(300);
  });

  it.each<[string, object, string]>([
    [
      'another type',
      { type: 'CAA' },
      "Invalid value 'CAA' for 'type', must be one of 'A', 'AAAA', 'ANAME', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'.",
    ],
    ['no answer', { answer: undefined }, "'answer' can't be null"],
    ['a bad address', { answer: '192.0.2.300' }, 'Parameter Value Error - Invalid IPv4 Address'],
    ['a bad host', { host: 'a b' }, 'Parameter Value Error - Invalid Host'],
    ['a short TTL', { ttl: 60 }, 'Parameter Value Error - Invalid TTL'],
    ['a null SRV', { type: 'SRV', answer: '0 0 .' }, 'Parameter Value Error - Invalid Srv Format'],
    ['quotes in TXT', { type: 'TXT', answer: '"x"' }, 'Parameter Value Error - Invalid Answer'],
    [
      'CNAME at the apex',
      { type: 'CNAME', host: '@', answer: 'x.example.net' },
      'Parameter Value Error - Invalid Host',
    ],
    ['NS at the apex', { type: 'NS', host: '', answer: 'ns.example.net' }, 'Parameter Value Error - Invalid Host'],
  ])('refuse %s', async (_case, change, details) => {
    const { ask } = await foreignClient();
    expect(said(ask('POST', `${core}/records`, { ...www, ...change }))).toEqual([400, 'Bad Request', details]);
  });

  it('refuse the same once more: 400 for a new one, 409 for a change into one; and others beside a CNAME', async () => {
    const { ask } = await foreignClient();
    ask('POST', `${core}/records`, www);
    const { id } = ask('POST', `${core}/records`, { ...www, answer: '192.0.2.2' }).json;
    const again = said(ask('POST', `${core}/records`, { ...www, host: 'WWW' }));
    expect(again).toEqual([400, 'Bad Request', 'Parameter Value Error - Record already exists']);
    expect(ask('PUT', `${core}/records/${id}`, www).status).toBe(409);
    expect(ask('POST', `${core}/records`, { ...www, type: 'CNAME', answer: 'x.example.net' }).status).toBe(400);
  });

  it('are listed with the NS records of the apex, which cannot be written', async () => {
    const { ask } = await foreignClient();
    const { records } = ask('GET', `${core}/records`).json;
    expect(records.map(({ fqdn, type }: Record<string, string>) => `${fqdn} ${type}`)).toEqual(
      Array(4).fill('example.com. NS'),
    );
    expect(ask('DELETE', `${core}/records/${records[0].id}`).status).toBe(400);
    expect(ask('PUT', `${core}/records/${records[0].id}`, www).status).toBe(400);
  });

  it('come in pages, with the next one named where there is one', async () => {
    const { ask } = await foreignClient();
    for (const n of [1, 2, 3]) ask('POST', `${core}/records`, { ...www, answer: `192.0.2.${n}` });
    const first = ask('GET', `${core}/records?perPage=5&page=1`);
    expect(first.json).toMatchObject({ totalCount: 7, from: 1, to: 5, nextPage: 2, lastPage: 2 });
    expect(first.headers.link).toContain('rel="next"');
    const last = ask('GET', `${core}/records?perPage=5&page=2`).json;
    expect(last.records).toHaveLength(2);
    expect(last).not.toHaveProperty('nextPage');
    expect(ask('GET', `${core}/records?perPage=0`).status).toBe(400);
  });

  it('are kept as they are: TXT as it was written, names without their trailing dot', async () => {
    const { ask } = await foreignClient();
    const answers = [
      ['TXT', 'C:\\x; y', 'C:\\x; y'],
      ['TXT', 'end ', 'end'],
      ['ANAME', 'x.example.net.', 'x.example.net'],
      ['SRV', '1 5061 sip.example.net.', '1 5061 sip.example.net'],
    ];
    for (const [type, answer, shown] of answers) {
      expect(ask('POST', `${core}/records`, { ...www, type, answer }).json.answer).toBe(shown);
    }
  });
});
