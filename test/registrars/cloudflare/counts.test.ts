/** How many requests things take, counted at the simulator. */
import { describe, expect, it } from 'vitest';
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet } from '../../conformance/samples.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { apply, converge } from '../../conformance/zone-under-test.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { changeZone, storedRecords } from './stored.ts';

const domain = 'example.com';
const names = Array.from({ length: 120 }, (_, n) => `domain${n}.com`);
const open = withSimulated(() => simulate(cloudflare, { domains: [domain] }));
const openMany = withSimulated(() => simulate(cloudflare, { domains: names }));

const a = (name: string, ...values: readonly string[]) => recordSet(domain, name, 'A', values, 300);
const zone = (simulated: Simulated) => ({ registrar: cloudflare, domain, simulated, exactRequests: true });

describe('reading', () => {
  it('120 zones and registrations takes three pages each, and one page per zone', async () => {
    const simulated = await openMany();
    const { client } = simulated;
    const queries = names.map((name) => ({ domain: name, fields: ['auto_renew', 'nameservers'] as const }));
    const [registrations] = await Promise.all([
      client.registration.readRegistrations(queries),
      ...names.map((name) => client.dns.readZone({ domain: name, ds: false, nameservers: true })),
    ]);
    expect(registrations.size).toBe(120);
    expect(simulated.stats()).toMatchObject({ reads: 3 + 3 + 120, writes: 0, rejected: 0 });
  });

  it('within the limits is never refused', async () => {
    const simulated = await simulate(cloudflare, { domains: names.slice(0, 30), rateLimits: true });
    await Promise.all(
      names.slice(0, 30).map((name) => simulated.client.dns.readZone({ domain: name, ds: true, nameservers: false })),
    );
    expect(simulated.stats()).toMatchObject({ reads: 61, rejected: 0 });
    await simulated.close();
  });
});

describe('writing', () => {
  /** Converges and answers with the writes that it took. */
  async function writes(simulated: Simulated, desired: readonly RecordSet[], leaving: readonly RecordSet[] = []) {
    const before = simulated.stats().writes;
    await converge(zone(simulated), desired, leaving);
    return simulated.stats().writes - before;
  }

  it('takes one batch for each kind of change, and for all of them at once', async () => {
    const simulated = await open();
    expect(await writes(simulated, [a('one', '192.0.2.1')])).toBe(1);
    expect(await writes(simulated, [a('one', '192.0.2.2')])).toBe(1);
    expect(await writes(simulated, [a('one', '192.0.2.2', '192.0.2.3', '192.0.2.4')])).toBe(1);
    expect(
      await writes(simulated, [recordSet(domain, 'one', 'CNAME', ['x.example.net.'], 300)], [a('one', '192.0.2.1')]),
    ).toBe(1);
    const many = Array.from({ length: 500 }, (_, n) => a(`n${n}`, '192.0.2.1', '192.0.2.2'));
    expect(await writes(simulated, many)).toBe(1);
    expect(await writes(simulated, many.slice(250), many.slice(0, 250))).toBe(1);
  });

  it('keeps the ids, comments and settings of records that are edited', async () => {
    const simulated = await open();
    await converge(zone(simulated), [a('four', '192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4')]);
    const before = storedRecords(simulated, domain);
    changeZone(simulated, domain, {
      records: before.map((record) => ({ ...record, comment: `about ${record.content}` })),
    });
    await converge(zone(simulated), [a('four', '192.0.2.1', '192.0.2.2', '192.0.2.4', '192.0.2.9')]);
    const after = storedRecords(simulated, domain);
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(after.map(({ content, comment }) => `${content}: ${comment}`).sort()).toEqual([
      '192.0.2.1: about 192.0.2.1',
      '192.0.2.2: about 192.0.2.2',
      '192.0.2.4: about 192.0.2.4',
      '192.0.2.9: about 192.0.2.3',
    ]);
  });

  it('on the Free plan takes a batch per 200 operations', async () => {
    const simulated = await open();
    const old = Array.from({ length: 190 }, (_, n) => a(`old${n}`, '192.0.2.1'));
    await apply(zone(simulated), old);
    changeZone(simulated, domain, { plan: 'free' });
    // 380 operations in a zone that has room for 200 records.
    const fresh = Array.from({ length: 190 }, (_, n) => a(`new${n}`, '192.0.2.1'));
    expect(await writes(simulated, fresh, old)).toBe(2);
  });

  it('options: proxied, comment and tags come, change and go by one batch each', async () => {
    const simulated = await open();
    const wanted = {
      ...a('edge', '192.0.2.1', '192.0.2.2'),
      options: { proxied: true, comment: 'edge', tags: ['env:prod'] },
    };
    expect(await writes(simulated, [wanted])).toBe(1);
    expect(await writes(simulated, [{ ...wanted, options: { proxied: false, comment: '', tags: [] } }])).toBe(1);
  });

  it('puts records that differ in TTL right with one edit', async () => {
    const simulated = await open();
    await converge(zone(simulated), [a('www', '192.0.2.1', '192.0.2.2')]);
    const [first, second] = storedRecords(simulated, domain);
    if (first === undefined || second === undefined) throw new Error('two records were written');
    changeZone(simulated, domain, { records: [first, { ...second, ttl: 1 }] });
    expect(await writes(simulated, [a('www', '192.0.2.1', '192.0.2.2')])).toBe(1);
  });
});
