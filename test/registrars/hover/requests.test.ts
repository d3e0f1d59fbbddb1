/** The exact requests of reads and calls, and what comes of the answers. */
import { describe, expect, it } from 'vitest';
import type { CallBody } from '../../../src/registrars/hover/calls.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { domain, listOf, row } from './helpers.ts';
import { connect, cookie, domainItem, failure, list, origin } from './mocked.ts';

const mock = useHttpMock();
const api = () => mock.origin(`${origin}/api`, { reqheaders: { cookie } });
const panel = '/control_panel/dns';
const run = (body: CallBody) => {
  const { client, waits } = connect({ cookie });
  const covers = ['example.com/www/A'];
  return { waits, done: client.execute({ operation: 'test', domain, covers, requests: 1, body }) };
};

const record = { name: 'www', type: 'A', content: '192.0.2.1', ttl: '900' };
const created = (id: string, text: string, more: Record<string, unknown> = {}) => ({
  succeeded: true,
  dns_record: row(`${id} ${text}`, more),
});
const deleted = (...ids: readonly string[]) => ({
  succeeded: true,
  domains: [{ id: `domain-${domain}`, name: domain, dns_records: ids }],
});
const deletion = (...ids: readonly string[]) => ({ domains: [{ id: `domain-${domain}`, dns_records: ids }] });
const creation = (dns_record: Record<string, string>) => ({ id: `domain-${domain}`, dns_record });
const refused = { succeeded: false, error: 'Record is invalid.' };

describe('reading a zone', () => {
  it('is the list, once, and the records, without a body', async () => {
    const { client } = connect({ cookie });
    const noBody = (body: unknown) => body === '';
    api().get('/domains', noBody).reply(200, list());
    api()
      .get(`${panel}/${domain}`, noBody)
      .reply(200, listOf(['dns1 www A 900 192.0.2.1']));
    api().get(`${panel}/${domain}`, noBody).reply(200, listOf([]));
    const query = { domain, ds: false, nameservers: true };
    const zone = await client.dns.readZone(query);
    expect(zone).toMatchObject({
      status: 'present',
      nameservers: ['ns1.hover.com.', 'ns2.hover.com.'],
      unsupported: [],
    });
    expect(zone.recordSets).toMatchObject([{ name: 'www.example.com.', type: 'A', ttlSeconds: 900 }]);
    expect((await client.dns.readZone(query)).recordSets).toEqual([]);
  });

  it('that is not among the domains is left to what Hover says', async () => {
    api().get('/domains').reply(200, list());
    api().get(`${panel}/example.net`).reply(404, { succeeded: false, error: 'Not found.' });
    const error = await failure(
      connect({ cookie }).client.dns.readZone({ domain: 'example.net', ds: false, nameservers: true }),
    );
    expect(error).toMatchObject({ code: 'not-found', effect: 'none' });
    expect(error.message).toContain('Hover hosts no zones of domains that are registered elsewhere');
  });
});

describe('a creation', () => {
  const create: CallBody = { kind: 'create', domain, record };

  it('sends the TTL as text, and is done where it is stored as it was sent', async () => {
    api().post(panel, creation(record)).reply(200, created('dns7', 'www A 900 192.0.2.1'));
    await run(create).done;
  });

  it.each([
    [
      'a dot at the end',
      { name: 'www', type: 'CNAME', content: 'h.example.net', ttl: '900' },
      'www CNAME 900 h.example.net.',
    ],
    [
      'letters of another case',
      { name: 'www', type: 'CNAME', content: 'h.example.net', ttl: '900' },
      'WWW CNAME 900 H.Example.NET',
    ],
    [
      'another form of an address',
      { name: 'www', type: 'AAAA', content: '2001:db8::1', ttl: '900' },
      'www AAAA 900 2001:0db8:0:0:0:0:0:1',
    ],
  ])('with %s in the answer is the same', async (_case, sent, stored) => {
    api().post(panel, creation(sent)).reply(200, created('dns7', stored));
    await run({ ...create, record: sent }).done;
  });

  it.each([
    ['TTL', 'www A 3600 192.0.2.1', {}, 'TTL 3600 instead of 900'],
    ['content', 'www A 900 192.0.2.2', {}, '"192.0.2.2" instead of "192.0.2.1"'],
    ['name', 'www.example.com A 900 192.0.2.1', {}, 'www.example.com A instead of www A'],
  ])('that is stored with another %s is taken back, and told', async (_case, stored, more, difference) => {
    api()
      .post(panel)
      .reply(200, created('dns7', stored, more));
    api().delete(panel, deletion('dns7')).reply(200, deleted('dns7'));
    const error = await failure(run(create).done);
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.message).toContain(
      `Hover stored the record otherwise than it was sent: ${difference}. It was taken back: correct the config to what Hover takes.`,
    );
  });

  it('that cannot be taken back is in doubt', async () => {
    api().post(panel).reply(200, created('dns7', 'www A 3600 192.0.2.1'));
    api().delete(panel).reply(200, refused);
    const error = await failure(run(create).done);
    expect(error).toMatchObject({ code: 'rejected', effect: 'unknown' });
    expect(error.message).toContain('It is there as it was stored: plan again to see it.');
  });

  it('whose answer shows no record is in doubt', async () => {
    api().post(panel).reply(200, { succeeded: true });
    const error = await failure(run(create).done);
    expect(error).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
  });

  it('that nobody answered is not sent again', async () => {
    api().post(panel).replyWithError('socket hang up');
    expect(await failure(run(create).done)).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });
});

describe('a deletion', () => {
  const remove: CallBody = { kind: 'delete', domain, ids: ['dns1', 'dns2'] };

  it('names all ids in one request', async () => {
    api().delete(panel, deletion('dns1', 'dns2')).reply(200, deleted('dns2', 'dns1'));
    await run(remove).done;
  });

  it('is believed where the answer names none', async () => {
    api().delete(panel).reply(200, { succeeded: true });
    await run(remove).done;
  });

  it('of which the answer names a part is in doubt', async () => {
    api().delete(panel).reply(200, deleted('dns1'));
    const error = await failure(run(remove).done);
    expect(error).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
    expect(error.message).toContain('1 of 2 records are not among those that were deleted');
  });

  it('that is refused is in doubt: an id may be gone, and others may have gone', async () => {
    api().delete(panel).reply(422, { succeeded: false, error: 'Record not found.' });
    expect(await failure(run(remove).done)).toMatchObject({
      code: 'rejected',
      effect: 'unknown',
      seen: 'HTTP 422, Record not found',
    });
  });
});

describe('a rewrite', () => {
  const old = { name: 'www', type: 'CNAME', content: 'old.example.net', ttl: '900' };
  const fresh = { ...old, content: 'new.example.net' };
  const rewrite: CallBody = { kind: 'rewrite', domain, leaving: [{ id: 'dns1', record: old }], coming: [fresh] };
  const isNew = created('dns8', 'www CNAME 900 new.example.net');
  const isOld = created('dns9', 'www CNAME 900 old.example.net');
  const begin = () => api().delete(panel, deletion('dns1')).reply(200, deleted('dns1'));

  it('deletes, then creates', async () => {
    begin();
    api().post(panel, creation(fresh)).reply(200, isNew);
    const { done, waits } = run(rewrite);
    await done;
    expect(waits).toEqual([]);
  });

  it('gives the deleted record five seconds to be out of the way', async () => {
    begin();
    api().post(panel, creation(fresh)).reply(200, { succeeded: false, error: 'Record already exists.' });
    api().post(panel, creation(fresh)).reply(200, isNew);
    const { done, waits } = run(rewrite);
    await done;
    expect(waits).toEqual([5000]);
  });

  it('puts back what was there where the new record is refused', async () => {
    begin();
    api().post(panel, creation(fresh)).twice().reply(422, refused);
    api().post(panel, creation(old)).reply(200, isOld);
    const error = await failure(run(rewrite).done);
    expect(error).toMatchObject({ code: 'rejected', effect: 'none', seen: 'HTTP 422, Record is invalid' });
  });

  it('says so where that fails too', async () => {
    begin();
    api().post(panel, creation(fresh)).twice().reply(422, refused);
    api().post(panel, creation(old)).twice().reply(422, refused);
    const error = await failure(run(rewrite).done);
    expect(error).toMatchObject({ code: 'rejected', effect: 'unknown' });
    expect(error.message).toContain('What was there before is deleted and could not be put back: plan again at once.');
  });

  it('that is cut off between the two is in doubt, and nothing is put back twice', async () => {
    begin();
    api().post(panel, creation(fresh)).replyWithError('socket hang up');
    expect(await failure(run(rewrite).done)).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('of which a part is made is in doubt', async () => {
    begin();
    api().post(panel, creation(fresh)).reply(200, isNew);
    api().post(panel, creation(old)).twice().reply(422, refused);
    const error = await failure(run({ ...rewrite, coming: [fresh, old] }).done);
    expect(error).toMatchObject({ code: 'rejected', effect: 'unknown' });
  });

  it('whose deletion is refused creates nothing', async () => {
    api().delete(panel).reply(422, { succeeded: false, error: 'Record not found.' });
    expect(await failure(run(rewrite).done)).toMatchObject({ effect: 'unknown' });
  });
});

describe('a setting', () => {
  const path = '/control_panel/domains/domain-example.com';
  const set = (field: 'autorenew' | 'locked' | 'whois_privacy' | 'nameservers', value: boolean | readonly string[]) =>
    run({ kind: 'setting', domain, field, value }).done;

  it.each([
    ['autorenew', false],
    ['locked', true],
    ['whois_privacy', false],
    ['nameservers', ['ns1.example.net', 'ns2.example.net']],
  ] as const)('%s is one request', async (field, value) => {
    api().put(path, { field, value }).reply(200, { succeeded: true });
    await set(field, value);
  });

  it('autorenew is looked at once it is on', async () => {
    api().put(path, { field: 'autorenew', value: true }).reply(200, { succeeded: true });
    api()
      .get('/domains')
      .reply(200, list(domainItem(domain, { auto_renew: true })));
    await set('autorenew', true);
  });

  it('autorenew that stays off is told, not believed', async () => {
    api().put(path).reply(200, { succeeded: true });
    api().get('/domains').reply(200, list());
    const error = await failure(set('autorenew', true));
    expect(error).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
    expect(error.message).toContain(
      'Hover has accepted it, but does not show auto-renew as on. Switch it on at https://www.hover.com/control_panel/domain/example.com',
    );
  });

  it('autorenew that could not be looked at is in doubt', async () => {
    api().put(path).reply(200, { succeeded: true });
    api().get('/domains').reply(503, 'maintenance');
    expect(await failure(set('autorenew', true))).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('that is refused has no effect', async () => {
    api()
      .put(path)
      .reply(200, { succeeded: false, errors: { nameservers: ['must resolve.', 'are too few.'] } });
    const error = await failure(set('nameservers', ['ns1.example.net']));
    expect(error).toMatchObject({
      code: 'rejected',
      effect: 'none',
      seen: 'HTTP 200, nameservers: must resolve, nameservers: are too few',
    });
  });
});

it('what was written is read anew', async () => {
  const { client } = connect({ cookie });
  const query = [{ domain, fields: ['transfer_lock'] as const }];
  api().get('/domains').reply(200, list());
  api().put('/control_panel/domains/domain-example.com').reply(200, { succeeded: true });
  api()
    .get('/domains')
    .reply(200, list(domainItem(domain, { locked: false })));
  expect((await client.registration.readRegistrations(query)).get(domain)).toMatchObject({
    settings: { transfer_lock: true },
  });
  const body: CallBody = { kind: 'setting', domain, field: 'locked', value: false };
  await client.execute({ operation: 'test', domain, covers: [], requests: 1, body });
  expect((await client.registration.readRegistrations(query)).get(domain)).toMatchObject({
    settings: { transfer_lock: false },
  });
});
