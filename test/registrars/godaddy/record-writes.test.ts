/** What goes over the wire when records are written. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { allRows, compile, failure, godaddyApi, recordsPath, run, type WireRow, zoneOf } from './helpers.ts';

const api = godaddyApi(useHttpMock());
const invalidTtl = {
  code: 'INVALID_BODY',
  fields: [{ code: 'UNKNOWN_RESTRICTION', message: 'must have a minimum value of 600', path: 'records[0].ttl' }],
  message: "Request body doesn't fulfill schema, see details in `fields`",
};
const duplicate = { code: 'DUPLICATE_RECORD', message: 'Another record with the same attributes already exists' };
const busy = { code: 'CONFLICT', message: 'The zone is being updated' };

describe('the addition of records', () => {
  it('is one PATCH with full records of all types', async () => {
    const changes = [
      '+ @ MX 3600 10 mx.example.net.',
      '+ _imaps._tcp.mail SRV 3600 0 1 993 imap.example.net.',
      '+ _sip._tcp SRV 3600 10 5 5060 sip.example.net.',
      '+ www CNAME 3600 example.com.',
      '+ xn--bcher-kva AAAA 600 2001:db8::1',
    ];
    const added = allRows(
      '@ MX 3600 10 mx.example.net',
      '_imaps._tcp.mail SRV 3600 0 1 993 imap.example.net',
      '_sip._tcp SRV 3600 10 5 5060 sip.example.net',
      'www CNAME 3600 example.com',
      'xn--bcher-kva AAAA 600 2001:db8::1',
    );
    let sent: unknown;
    api()
      .patch(recordsPath, (body) => {
        sent = body;
        return true;
      })
      .matchHeader('content-type', 'application/json')
      .reply(200, '');
    await run(compile(zoneOf(), ...changes));
    const sorted = (all: unknown) =>
      (all as WireRow[]).map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
    expect(sorted(sent)).toEqual(sorted(added));
  });

  it('is not repeated after an answer that was lost', async () => {
    api()
      .patch(recordsPath)
      .replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    expect(await failure(run(compile(zoneOf(), '+ www A 3600 192.0.2.1')))).toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
    });
  });

  it('that times out behind the gateway may have been made', async () => {
    api().patch(recordsPath).reply(504, { code: 'GATEWAY_TIMEOUT', message: 'Gateway timeout' });
    expect((await failure(run(compile(zoneOf(), '+ www A 3600 192.0.2.1')))).effect).toBe('unknown');
  });

  it('of one record that is there has no effect', async () => {
    api().patch(recordsPath).reply(422, duplicate);
    const error = await failure(run(compile(zoneOf(), '+ www A 3600 192.0.2.1')));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.message).toBe(
      'add records of example.com at main (godaddy) failed: HTTP 422, DUPLICATE_RECORD: Another record with the same attributes already exists. ' +
        'A record of that name is there already, or a CNAME stands beside another record: plan again to see what is live.',
    );
  });

  it('of several of which one is refused may have been made in part', async () => {
    api().patch(recordsPath).reply(422, duplicate);
    const calls = compile(zoneOf(), '+ www A 3600 192.0.2.1', '+ web A 3600 192.0.2.1');
    expect(await failure(run(calls))).toMatchObject({ code: 'rejected', effect: 'unknown' });
  });

  it('of several that are of a wrong form has no effect, and names the field', async () => {
    api().patch(recordsPath).reply(422, invalidTtl);
    const calls = compile(zoneOf(), '+ www A 3600 192.0.2.1', '+ web A 3600 192.0.2.1');
    const error = await failure(run(calls));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.seen).toBe(
      "HTTP 422, INVALID_BODY: Request body doesn't fulfill schema, see details in `fields`; records[0].ttl must have a minimum value of 600",
    );
  });

  it('waits for the zone to be ready', async () => {
    api().patch(recordsPath).reply(409, busy);
    api().patch(recordsPath).reply(200, '');
    const waits: number[] = [];
    await run(compile(zoneOf(), '+ www A 3600 192.0.2.1'), waits);
    expect(waits).toEqual([1000]);
  });

  it('that a web page answers in place of the API is in doubt', async () => {
    api().patch(recordsPath).reply(200, '<!DOCTYPE html><title>Sign in</title>', { 'content-type': 'text/html' });
    expect(await failure(run(compile(zoneOf(), '+ www A 3600 192.0.2.1')))).toMatchObject({
      code: 'unexpected-response',
      effect: 'unknown',
    });
  });
});

describe('the replacement of a set', () => {
  it('is PUT of the type and name, with the whole set', async () => {
    const after = allRows('@ MX 3600 10 mx1.example.net | 20 mx2.example.net');
    api()
      .put(`${recordsPath}/MX/@`, [...after])
      .reply(200, '');
    await run(compile(zoneOf('@ MX 3600 10 old.example.net'), '+ @ MX 3600 10 mx1.example.net. | 20 mx2.example.net.'));
  });

  it('keeps the letters in which the name is stored, and the star', async () => {
    api()
      .put(`${recordsPath}/A/WWW`, [...allRows('WWW A 7200 192.0.2.1')])
      .reply(200, '');
    api()
      .put(`${recordsPath}/A/*.sub`, [...allRows('*.sub A 7200 192.0.2.1')])
      .reply(200, '');
    await run(compile(zoneOf('WWW A 3600 192.0.2.1'), '+ www A 7200 192.0.2.1'));
    await run(compile(zoneOf('*.sub A 3600 192.0.2.1'), '+ *.sub A 7200 192.0.2.1'));
  });

  it('is in doubt after an answer that was lost: not sent again unseen', async () => {
    api().put(`${recordsPath}/A/www`).reply(500, { code: 'ERROR', message: 'Internal error' });
    const done = run(compile(zoneOf('www A 3600 192.0.2.1'), '+ www A 7200 192.0.2.1'));
    expect(await failure(done)).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('of a domain that may not be changed says why, at once', async () => {
    const message = 'The given domain is not eligible to have its records changed';
    api().put(`${recordsPath}/A/www`).reply(409, { code: 'INVALID_STATUS', message });
    const waits: number[] = [];
    const error = await failure(run(compile(zoneOf('www A 3600 192.0.2.1'), '+ www A 7200 192.0.2.1'), waits));
    expect(error).toMatchObject({ code: 'conflict', effect: 'none' });
    expect(error.advice).toContain('may be expired, on hold, being transferred, or protected by a second factor');
    expect(waits).toEqual([]);
  });
});

describe('the deletion of a set', () => {
  it.each([
    ['is DELETE of the type and name', 204, ''],
    ['that is gone already is done', 404, { code: 'NOT_FOUND', message: 'No records found' }],
  ])('%s', async (_case, status, body) => {
    api().delete(`${recordsPath}/A/www`).reply(status, body);
    await run(compile(zoneOf('www A 3600 192.0.2.1'), '- www A'));
  });

  it.each([
    { code: 'NOT_FOUND', message: 'Domain example.com not found for shopper' },
    { code: 'UNKNOWN_DOMAIN', message: 'The given domain is not registered, or does not have a zone file' },
  ])('in a domain that is not there fails: $code', async (body) => {
    api().delete(`${recordsPath}/A/www`).reply(404, body);
    expect((await failure(run(compile(zoneOf('www A 3600 192.0.2.1'), '- www A')))).code).toBe('not-found');
  });
});

describe('a call that the plan refused', () => {
  it('is not sent', async () => {
    const live = zoneOf({ data: 'mail', name: '@', ttl: 3600, type: 'MX', priority: 10 });
    const error = await failure(run(compile(live, '+ @ MX 3600 10 mx.example.net.')));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
  });
});
