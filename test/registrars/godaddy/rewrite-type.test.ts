/** The write of a whole type: what goes over the wire, and when it does not. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { allRows, compile, failure, godaddyApi, recordsPath, run, type WireRow, zoneOf } from './helpers.ts';

const api = godaddyApi(useHttpMock());
const hosts = (from: number, to: number, ttl = 3600) =>
  Array.from({ length: to - from + 1 }, (_, i) => `n${from + i} A ${ttl} 192.0.2.${from + i}`);
const gone = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `- n${from + i} A`);
const typePath = `${recordsPath}/A`;
const answers = (path: string, given: readonly WireRow[]) => api().get(path).reply(200, given);
const takes = (path: string, given: readonly WireRow[]) =>
  api()
    .put(path, [...given])
    .reply(200, '');

describe('the write of a type', () => {
  it('sends back what is not its own as it was read', async () => {
    const foreign = { data: '198.51.100.1', name: 'Foreign', note: 'unknown field', ttl: 7200, type: 'A' };
    const live = zoneOf(...hosts(1, 6), foreign);
    answers(typePath, [foreign, ...allRows(...hosts(1, 6))]);
    takes(typePath, [foreign, ...allRows(...hosts(5, 6))]);
    await run(compile(live, ...gone(1, 4)));
  });

  it('makes changes, additions and deletions at once', async () => {
    answers(typePath, allRows(...hosts(1, 6)));
    takes(typePath, allRows(...hosts(6, 6), ...hosts(1, 3, 7200), ...hosts(9, 9)));
    const calls = compile(
      zoneOf(...hosts(1, 6)),
      ...hosts(1, 3, 7200).map((text) => `+ ${text}`),
      ...gone(4, 5),
      `+ ${hosts(9, 9)[0]}`,
    );
    await run(calls);
  });

  it('leaves blank texts behind that are no records', async () => {
    const texts = Array.from({ length: 6 }, (_, i) => `t${i} TXT 3600 text ${i}`);
    answers(`${recordsPath}/TXT`, [{ data: '', name: 'ghost', ttl: 600, type: 'TXT' }, ...allRows(...texts)]);
    takes(`${recordsPath}/TXT`, allRows(...texts.slice(4)));
    await run(compile(zoneOf(...texts), ...[0, 1, 2, 3].map((n) => `- t${n} TXT`)));
  });

  it('that would leave none writes one and deletes it', async () => {
    answers(typePath, allRows(...hosts(1, 4)));
    takes(typePath, allRows(...hosts(1, 1)));
    api().delete(`${typePath}/n1`).reply(204);
    await run(compile(zoneOf(...hosts(1, 4)), ...gone(1, 4)));
  });

  it('waits for what was written a moment ago to show', async () => {
    answers(typePath, allRows(...hosts(1, 5)));
    answers(typePath, allRows(...hosts(1, 6)));
    takes(typePath, allRows(...hosts(5, 6)));
    const waits: number[] = [];
    await run(compile(zoneOf(...hosts(1, 6)), ...gone(1, 4)), waits);
    expect(waits).toEqual([1000]);
  });

  it.each([
    ['a record is gone', allRows(...hosts(1, 5))],
    ['a record has come', allRows(...hosts(1, 7))],
    ['a record is another', allRows(...hosts(1, 5), 'n6 A 3600 198.51.100.6')],
    ['nothing is there', []],
  ])('is not made where, of what is to stay, %s', async (_case, found) => {
    for (let i = 0; i < 4; i++) answers(typePath, found);
    const waits: number[] = [];
    const error = await failure(run(compile(zoneOf(...hosts(1, 6)), ...gone(1, 4)), waits));
    expect(error).toMatchObject({ code: 'conflict', effect: 'none', advice: 'Plan again to see what has changed.' });
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it('is not repeated after an answer that was lost', async () => {
    answers(typePath, allRows(...hosts(1, 6)));
    api().put(typePath).reply(504, { code: 'GATEWAY_TIMEOUT', message: 'Gateway timeout' });
    expect((await failure(run(compile(zoneOf(...hosts(1, 6)), ...gone(1, 4))))).effect).toBe('unknown');
  });

  it('of which only the first half was made is in doubt', async () => {
    answers(typePath, allRows(...hosts(1, 4)));
    takes(typePath, allRows(...hosts(1, 1)));
    api().delete(`${typePath}/n1`).reply(422, { code: 'ERROR', message: 'No' });
    expect(await failure(run(compile(zoneOf(...hosts(1, 4)), ...gone(1, 4))))).toMatchObject({
      code: 'rejected',
      effect: 'unknown',
    });
  });
});

describe('services', () => {
  const sip = '_sip._tcp SRV 3600 10 5 5060 sip.example.net';
  const xmpp = '_xmpp._tcp SRV 3600 10 5 5222 xmpp.example.net';
  const path = `${recordsPath}/SRV`;

  it('are changed by a write of all of them', async () => {
    answers(path, allRows(sip, xmpp));
    takes(path, allRows(xmpp, sip.replace('5060 ', '5061 ')));
    await run(compile(zoneOf(sip, xmpp), `+ ${sip.replace('5060 ', '5061 ')}.`));
  });

  it('of which the last is deleted are read until it is gone', async () => {
    answers(path, allRows(sip));
    api().delete(`${path}/@`).reply(204);
    answers(path, allRows(sip));
    answers(path, []);
    const waits: number[] = [];
    await run(compile(zoneOf(sip), '- _sip._tcp SRV'), waits);
    expect(waits).toEqual([1000]);
  });

  it('that stay are deleted by the other name that the path may mean, and told if they still stay', async () => {
    answers(path, allRows(sip));
    for (const name of ['@', '_sip._tcp']) {
      api().delete(`${path}/${name}`).reply(404, { code: 'NOT_FOUND', message: 'No records found' });
      for (let i = 0; i < 4; i++) answers(path, allRows(sip));
    }
    expect(await failure(run(compile(zoneOf(sip), '- _sip._tcp SRV')))).toMatchObject({
      code: 'rejected',
      effect: 'unknown',
      seen: 'GoDaddy has accepted the deletion, but still shows the records',
      advice: "Delete them on GoDaddy's website, and plan again.",
    });
  });
});
