/** The exact requests of record writes, and what their answers become. */
import { describe, expect, it } from 'vitest';
import type { NamecomCall } from '../../../src/registrars/namecom/calls.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { api, connect, domain, failure, record, run } from './mocked.ts';

const mock = useHttpMock();
const records = `/domains/${domain}/records`;

const www = { host: 'www', type: 'A', answer: '192.0.2.1', ttl: 300 };
const mx = { host: '@', type: 'MX', answer: 'mx.example.net', ttl: 3600, priority: 0 };
const create: NamecomCall = { kind: 'create', domain, row: www };
const update: NamecomCall = { kind: 'update', domain, id: 7, row: www, was: 'A' };

describe('credentials', () => {
  it('are checked by the greeting', async () => {
    api(mock)
      .get('/hello')
      .reply(200, { serverName: 'api01', motd: '', username: 'alice', serverTime: '2026-11-23T12:00:00Z' });
    await connect().verify();
  });

  it('that are greeted by something else are not taken for right', async () => {
    api(mock).get('/hello').reply(200, { ok: true });
    expect(await failure(connect().verify())).toMatchObject({ code: 'unexpected-response' });
  });
});

describe('records', () => {
  it('are made by POST, with the apex as @ and a priority of 0', async () => {
    api(mock)
      .post(records, mx)
      .matchHeader('content-type', 'application/json')
      .reply(200, record(9, '', 'MX', 'mx.example.net', { ttl: 3600 }));
    await run({ kind: 'create', domain, row: mx });
  });

  it('are changed by PUT with all their fields', async () => {
    api(mock)
      .put(`${records}/7`, www)
      .reply(200, record(7, 'www', 'A', '192.0.2.1'));
    await run(update);
  });

  it('are deleted by DELETE without a body, answered with none, or as the older API does', async () => {
    api(mock).delete(`${records}/7`, '').reply(204);
    await run({ kind: 'delete', domain, id: 7 });
    api(mock).delete(`${records}/7`, '').reply(200, {});
    await run({ kind: 'delete', domain, id: 7 });
  });

  it('that are gone already are deleted; a domain that is gone is an error', async () => {
    for (const details of [undefined, 'Domain or DNS record not found.']) {
      api(mock).delete(`${records}/7`).reply(404, { message: 'Not Found', details });
      await run({ kind: 'delete', domain, id: 7 });
    }
    const absent = { message: 'Not Found', details: 'The requested domain does not exist.' };
    api(mock).delete(`${records}/7`).reply(404, absent);
    expect(await failure(run({ kind: 'delete', domain, id: 7 }))).toMatchObject({ code: 'not-found', effect: 'none' });
  });

  it.each([
    ['a POST', create, 'post', records],
    ['a PUT', update, 'put', `${records}/7`],
    ['a DELETE', { kind: 'delete', domain, id: 7 }, 'delete', `${records}/7`],
  ] as const)('%s that a web page answers may have had an effect', async (_case, call, method, path) => {
    api(mock)[method](path).reply(200, '<!DOCTYPE html><html></html>');
    expect(await failure(run(call))).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
  });

  it('whose answer is of another shape may have been written', async () => {
    api(mock).post(records).reply(200, { surprise: true });
    expect(await failure(run(create))).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
  });
});

describe('a record that is stored otherwise than it was sent', () => {
  it.each<[string, object]>([
    ['with another TTL', { ttl: 86_400 }],
    ['with another answer', { answer: '192.0.2.2' }],
    ['as another type', { type: 'TXT' }],
  ])('%s is no success', async (_case, otherwise) => {
    api(mock)
      .post(records)
      .reply(200, record(9, 'www', 'A', '192.0.2.1', otherwise));
    const error = await failure(run(create));
    expect(error).toMatchObject({ code: 'rejected', effect: 'unknown' });
    expect(error.message).toContain('it was stored as');
  });

  it('in another spelling alone is one', async () => {
    const row = { host: 'www', type: 'AAAA', answer: '2001:db8::1', ttl: 300 };
    api(mock)
      .post(records)
      .reply(200, record(9, 'www', 'AAAA', '2001:0DB8:0:0:0:0:0:1'));
    await run({ kind: 'create', domain, row });
    api(mock)
      .post(records)
      .reply(200, record(9, 'www', 'CNAME', 'Target.example.net.'));
    await run({ kind: 'create', domain, row: { host: 'www', type: 'CNAME', answer: 'target.example.net', ttl: 300 } });
  });
});

describe('a record that is to change its type', () => {
  const toCname: NamecomCall = {
    kind: 'update',
    domain,
    id: 7,
    row: { host: 'www', type: 'CNAME', answer: 'target.example.net', ttl: 300 },
    was: 'A',
  };
  const toText: NamecomCall = { ...toCname, row: { host: 'www', type: 'TXT', answer: 'text', ttl: 300 } };
  const refusal = { message: 'Bad Request', details: "'type' cannot be changed" };
  const written = record(8, 'www', 'CNAME', 'target.example.net');

  it('takes one request', async () => {
    api(mock)
      .put(`${records}/7`, { ...toCname.row })
      .reply(200, { ...written, id: 7 });
    await run(toCname);
  });

  it('goes and comes as another where its type is refused: a CNAME alone', async () => {
    const order: string[] = [];
    const note = (step: string, status: number, body?: object) => () => {
      order.push(step);
      return [status, body] as [number, object];
    };
    api(mock)
      .put(`${records}/7`)
      .reply(note('PUT', 400, refusal));
    api(mock).delete(`${records}/7`).reply(note('DELETE', 204));
    api(mock)
      .post(records, { ...toCname.row })
      .reply(note('POST', 200, written));
    await run(toCname);
    expect(order.splice(0)).toEqual(['PUT', 'DELETE', 'POST']);

    api(mock)
      .put(`${records}/7`)
      .reply(note('PUT', 400, refusal));
    api(mock)
      .post(records, { ...toText.row })
      .reply(note('POST', 200, record(8, 'www', 'TXT', 'text')));
    api(mock).delete(`${records}/7`).reply(note('DELETE', 204));
    await run(toText);
    expect(order).toEqual(['PUT', 'POST', 'DELETE']);
  });

  it('stays as it is where something else is refused', async () => {
    api(mock)
      .put(`${records}/7`)
      .reply(400, { message: 'Bad Request', details: 'Parameter Value Error - Invalid Answer' });
    expect(await failure(run(toCname))).toMatchObject({ code: 'rejected', effect: 'none' });
  });

  it('may be half done where the second request fails, and says so', async () => {
    api(mock).put(`${records}/7`).reply(400, refusal);
    api(mock).delete(`${records}/7`).reply(204);
    api(mock).post(records).reply(400, { message: 'Bad Request', details: 'Parameter Value Error - Invalid Answer' });
    const error = await failure(run(toCname));
    expect(error).toMatchObject({ code: 'rejected', effect: 'unknown' });
    expect(error.message).toContain('1 of 2 requests were carried out, and the next failed: HTTP 400');
  });
});
