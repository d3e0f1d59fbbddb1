/** What goes over the wire for records and zones. */
import { describe, expect, it } from 'vitest';
import type { GandiCall } from '../../../src/registrars/gandi/calls.ts';
import { compileCreateZone } from '../../../src/registrars/gandi/compile.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { compile, connect, domain, stored, token, wire, zoneOf } from './helpers.ts';
import { created, failure, firstPage, gandiApi, run, zonePath } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('the writes of records', () => {
  it('of one set: PUT, with its TTL', async () => {
    const body = { rrset_ttl: 300, rrset_values: ['"v=spf1 -all"'] };
    api().put(`${zonePath}/records/%40/TXT`, body).reply(201, created);
    for (const call of compile(zoneOf(), '+ @ TXT 300 v=spf1 -all')) await run(call);
  });

  it('of a wildcard: the star is part of the path', async () => {
    api()
      .put(`${zonePath}/records/*.sub/A`, { rrset_ttl: 300, rrset_values: ['192.0.2.1'] })
      .reply(201, created);
    for (const call of compile(zoneOf(), '+ *.sub A 300 192.0.2.1')) await run(call);
  });

  it('that take a set away: DELETE, in the letters that are stored', async () => {
    api().delete(`${zonePath}/records/WWW/A`).reply(204);
    for (const call of compile(zoneOf('WWW A 300 192.0.2.1'), '- www A')) await run(call);
  });

  it('of all types of a name: PUT with the full list', async () => {
    const items = [stored('www TXT 300 "x"'), stored('www CNAME 300 web.example.net.')].map(wire);
    api().put(`${zonePath}/records/www`, { items }).reply(201, created);
    const live = zoneOf('www A 300 192.0.2.1', 'www TXT 300 "x"');
    for (const call of compile(live, '- www A', '+ www CNAME 300 web.example.net.')) await run(call);
  });

  it('that take a whole name away: DELETE of the name', async () => {
    api().delete(`${zonePath}/records/www`).reply(204);
    for (const call of compile(zoneOf('www A 300 192.0.2.1', 'www TXT 300 "x"'), '- www A', '- www TXT'))
      await run(call);
  });

  it('of a whole zone: one read, one write with everything', async () => {
    const live = ['keep CDS 600 1 13 2 AB', 'n1 A 300 192.0.2.1'];
    api().get(`${zonePath}/records`).query(firstPage).reply(200, live.map(stored).map(wire), { 'total-count': '2' });
    const after = [1, 2, 3, 4].map((n) => `n${n} A 600 192.0.2.${n}`);
    const items = ['keep CDS 600 1 13 2 AB', ...after].map(stored).map(wire);
    api().put(`${zonePath}/records`, { items }).reply(201, created);
    for (const call of compile(zoneOf(...live), ...after.map((text) => `+ ${text}`))) await run(call);
  });

  it('that leave nothing of a zone: DELETE of all records', async () => {
    const live = [1, 2, 3, 4].map((n) => `n${n} A 600 192.0.2.${n}`);
    api().get(`${zonePath}/records`).query(firstPage).reply(200, live.map(stored).map(wire), { 'total-count': '4' });
    api().delete(`${zonePath}/records`).reply(204);
    for (const call of compile(zoneOf(...live), ...[1, 2, 3, 4].map((n) => `- n${n} A`))) await run(call);
  });

  it('that find a set gone already are done', async () => {
    const body = {
      code: 404,
      message: "Can't find the DNS record www/A in the zone",
      object: 'dns-record',
      cause: 'Not Found',
    };
    api().delete(`${zonePath}/records/www/A`).reply(404, body);
    await run({ kind: 'delete-set', domain, name: 'www', type: 'A' });
  });

  it('that find no zone fail', async () => {
    const body = { code: 404, message: 'The resource could not be found.', object: 'HTTPNotFound', cause: 'Not Found' };
    api().delete(`${zonePath}/records/www/A`).reply(404, body);
    const error = await failure(run({ kind: 'delete-set', domain, name: 'www', type: 'A' }));
    expect(error).toMatchObject({ code: 'not-found', effect: 'none' });
  });

  it('are in doubt where nobody knows what became of them: not sent again unseen', async () => {
    api().put(`${zonePath}/records/www/A`).reply(502, 'Things caught fire');
    const error = await failure(run({ kind: 'put-set', domain, set: stored('www A 300 192.0.2.1') }));
    expect(error).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('carry the organization, where there is one', async () => {
    api().put(`${zonePath}/records/www/A`).query({ sharing_id: 'org-1' }).reply(201, created);
    await connect([], { token, sharing_id: 'org-1' }).execute({
      operation: 'test',
      domain,
      covers: [],
      requests: 1,
      body: { kind: 'put-set', domain, set: stored('www A 300 192.0.2.1') } satisfies GandiCall,
    });
  });
});

describe('the making of a zone', () => {
  it('is one POST', async () => {
    api().post('/livedns/domains', { fqdn: domain, zone: {} }).reply(201, { message: 'Domain Created' });
    await run(compileCreateZone(domain));
  });

  it('is done where the zone is there', async () => {
    api().post('/livedns/domains').reply(409, { code: 409, message: 'exists', object: 'HTTPConflict' });
    api().get(zonePath).reply(200, { fqdn: domain });
    await run(compileCreateZone(domain));
  });

  it('of a domain that is registered elsewhere says so', async () => {
    api().post('/livedns/domains').reply(404, { code: 404, message: 'The resource could not be found.' });
    const error = await failure(run(compileCreateZone(domain)));
    expect(error.message).toBe(
      'create zone of example.com at main (gandi) failed: HTTP 404, The resource could not be found. ' +
        'Gandi hosts zones only for domains that are registered there and that this token may see: ' +
        'register or transfer the domain, or give it another DNS host.',
    );
  });
});
