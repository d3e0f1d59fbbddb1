/** What a refused write of a record turns out to be, once the zone was looked at. */
import { describe, expect, it } from 'vitest';
import type { RecordWrite } from '../../../src/registrars/namesilo/calls.ts';
import type { StoredRow } from '../../../src/registrars/namesilo/convert.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, domain, ok, reply, row, xml } from './helpers.ts';

const answers = answersOf(useHttpMock());
const duplicate = 'could not add resource record to domain since it already exists (duplicate)';

const before = row('www A 192.0.2.1', { id: 'old' });
const after = row('www A 192.0.2.2', { ttlSeconds: 7207 });
const written = { rrhost: 'www', rrvalue: '192.0.2.2', rrttl: 7207 };
const add = { write: { kind: 'add', domain, row: after }, parameters: { domain, rrtype: 'A', ...written } } as const;
const update = {
  write: { kind: 'update', domain, before, row: after },
  parameters: { domain, rrid: 'old', ...written },
} as const;
const remove = { write: { kind: 'delete', domain, before }, parameters: { domain, rrid: 'old' } } as const;
const operations = { add: 'dnsAddRecord', update: 'dnsUpdateRecord', delete: 'dnsDeleteRecord' } as const;

interface Write {
  readonly write: RecordWrite;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** Sends the write, which is refused with 280, and shows the zone. */
async function refused({ write, parameters }: Write, zone: readonly StoredRow[], detail = duplicate): Promise<unknown> {
  answers(operations[write.kind], parameters, reply('280', detail));
  answers('dnsListRecords', { domain }, ok(zone.map(xml).join('')));
  return await client()
    .execute(call(write))
    .then(
      () => 'done',
      (reason: unknown) => reason,
    );
}

let ids = 0;
const here = (text: string, rest: Partial<StoredRow> = {}) => row(text, { id: `other${++ids}`, ...rest });

describe('code 280 is as good as done', () => {
  it.each<readonly [string, Write, readonly StoredRow[]]>([
    ['for an addition, where the record is there', add, [here('www A 192.0.2.2', { ttlSeconds: 7207 })]],
    ['with the other automatic TTL', add, [here('www A 192.0.2.2', { ttlSeconds: 3603 })]],
    ['for an update, where the new record is there', update, [here('www A 192.0.2.2', { ttlSeconds: 7207 })]],
    ['for a deletion, where the record is gone', remove, [here('www A 192.0.2.9')]],
    ['for a deletion, where the zone is empty', remove, []],
  ])('%s', async (_case, write, zone) => {
    expect(await refused(write, zone)).toBe('done');
  });

  it('in answers with full names', async () => {
    const full = here('www A 192.0.2.2', { host: 'www.example.com', ttlSeconds: 7207 });
    expect(await refused(add, [full, here('@ A 192.0.2.3', { host: 'example.com' })])).toBe('done');
  });
});

describe('code 280 is a conflict, which the run settles by reading', () => {
  it.each<readonly [string, Write, readonly StoredRow[]]>([
    ['for an addition, where the record is there with another TTL', add, [here('www A 192.0.2.2')]],
    ['for an update, where neither old nor new record is there', update, []],
    ['for an update, where the old record has another id', update, [here('www A 192.0.2.1')]],
    ['for a deletion, where the record has another id', remove, [here('www A 192.0.2.1')]],
    ['for a deletion, where it has another TTL by now', remove, [here('www A 192.0.2.1', { ttlSeconds: 86_400 })]],
    [
      'for an update, where the old record has another TTL by now, beside the new one',
      update,
      [here('www A 192.0.2.1', { ttlSeconds: 86_400 }), here('www A 192.0.2.2', { ttlSeconds: 7207 })],
    ],
  ])('%s', async (_case, write, zone) => {
    expect(await refused(write, zone)).toMatchObject({
      code: 'conflict',
      object: 'example.com/www/A',
      seen: `280 ${duplicate}`,
      advice: expect.stringContaining('plan again'),
      effect: 'unknown',
    });
  });

  it('for an MX that is there with another preference', async () => {
    const mx = row('@ MX 10 mx.example.net');
    const parameters = {
      domain,
      rrtype: 'MX',
      rrhost: '',
      rrvalue: 'mx.example.net',
      rrdistance: 10,
      rrttl: 3600,
    };
    const write = { write: { kind: 'add', domain, row: mx }, parameters } as const;
    expect(await refused(write, [here('@ MX 20 mx.example.net')])).toMatchObject({
      code: 'conflict',
      object: 'example.com/@/MX',
    });
  });
});

describe('code 280 is a refusal without effect', () => {
  const detail = 'www..example.com is not a valid host';
  it.each<readonly [string, Write, readonly StoredRow[]]>([
    ['for an addition, where no such record is there', add, [here('www A 192.0.2.9')]],
    ['for an update, where the old record is still there', update, [before]],
    ['for a deletion, where the record is still there', remove, [before]],
  ])('%s', async (_case, write, zone) => {
    expect(await refused(write, zone, detail)).toMatchObject({
      code: 'rejected',
      seen: `280 ${detail}`,
      advice: 'Correct the record in the config; NameSilo did not change it.',
      effect: 'none',
    });
  });
});

it('of a TTL alone is done where the record has it', async () => {
  const slower = row('www A 192.0.2.1', { ttlSeconds: 7200 });
  const parameters = { domain, rrid: 'old', rrhost: 'www', rrvalue: '192.0.2.1', rrttl: 7200 };
  const write = { write: { kind: 'update', domain, before, row: slower }, parameters } as const;
  expect(await refused(write, [here('www A 192.0.2.1', { ttlSeconds: 7200 })])).toBe('done');
});

it('stays in doubt where the zone cannot be looked at', async () => {
  answers('dnsAddRecord', add.parameters, reply('280', duplicate));
  answers('dnsListRecords', { domain }, '<html>502</html>', { status: 502, times: 2 });
  await expect(client().execute(call(add.write))).rejects.toMatchObject({
    operation: 'read records',
    code: 'unavailable',
    effect: 'unknown',
  });
});

it('any other code is an error at once', async () => {
  answers('dnsAddRecord', add.parameters, reply('200', 'Domain is not active, or does not belong to this user'));
  await expect(client().execute(call(add.write))).rejects.toMatchObject({ code: 'not-found', effect: 'none' });
});

it('an answer that was lost is asked for again, and then found done', async () => {
  answers('dnsAddRecord', add.parameters, '<html>502</html>', { status: 502 });
  answers('dnsAddRecord', add.parameters, reply('280', duplicate));
  answers('dnsListRecords', { domain }, ok(xml(here('www A 192.0.2.2', { ttlSeconds: 7207 }))));
  await client().execute(call(add.write));
});
