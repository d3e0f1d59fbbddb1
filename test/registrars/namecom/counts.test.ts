/** How many requests things take, counted at the simulator. */
import { describe, expect, it } from 'vitest';
import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { DomainDocument } from '../../../src/registrars/namecom/simulator/documents.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet } from '../../conformance/samples.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { converge } from '../../conformance/zone-under-test.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { domain } from './mocked.ts';

const many = Array.from({ length: 1200 }, (_, n) => `domain${n}.com`);
const open = withSimulated(() => simulate(namecom, { domains: [domain] }));
const openMany = withSimulated(() => simulate(namecom, { domains: many }));

const a = (name: string, ...values: readonly string[]) => recordSet(domain, name, 'A', values, 300);
const zone = (simulated: Simulated) => ({ registrar: namecom, domain, simulated, exactRequests: true });
const stored = ({ store }: Simulated) => store.get(`domain/${domain}`) as DomainDocument;

describe('reading', () => {
  it('1,200 registrations takes two pages, and a zone one', async () => {
    const simulated = await openMany();
    const fields = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'] as const;
    const read = await simulated.client.registration.readRegistrations(many.map((name) => ({ domain: name, fields })));
    expect(read.size).toBe(1200);
    await simulated.client.dns.readZone({ domain: 'domain7.com', ds: true, nameservers: true });
    expect(simulated.stats()).toMatchObject({ reads: 2 + 1, writes: 0 });
  });
});

describe('writing', () => {
  /** Converges and answers with the writes that it took. */
  async function writes(simulated: Simulated, desired: readonly RecordSet[], leaving: readonly RecordSet[] = []) {
    const before = simulated.stats().writes;
    await converge(zone(simulated), desired, leaving);
    return simulated.stats().writes - before;
  }

  it('takes one request for each row that changes', async () => {
    const simulated = await open();
    const four = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];
    expect(await writes(simulated, [a('www', ...four)])).toBe(4);
    expect(await writes(simulated, [a('www', ...four)])).toBe(0);
    expect(await writes(simulated, [a('www', '192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.9')])).toBe(1);
    expect(await writes(simulated, [{ ...a('www', ...four), ttlSeconds: 600 }])).toBe(4);
    expect(await writes(simulated, [a('www', '192.0.2.7')], [])).toBe(4);
    const alias = recordSet(domain, 'www', 'CNAME', ['target.example.net.'], 300);
    expect(await writes(simulated, [alias], [a('www', '192.0.2.7')])).toBe(1);
    expect(await writes(simulated, [a('www', '192.0.2.7', '192.0.2.8')], [alias])).toBe(2);
  });

  it('keeps the ids of rows that are written over', async () => {
    const simulated = await open();
    await converge(zone(simulated), [a('www', '192.0.2.1', '192.0.2.2')]);
    const before = stored(simulated).records.map(({ id }) => id);
    await converge(zone(simulated), [a('www', '192.0.2.2', '192.0.2.9')]);
    expect(stored(simulated).records.map(({ id, answer }) => [id, answer])).toEqual([
      [before[0], '192.0.2.9'],
      [before[1], '192.0.2.2'],
    ]);
  });

  it('puts preferences in another order without a duplicate on the way', async () => {
    const simulated = await open();
    const mx = (...values: readonly string[]) => recordSet(domain, '@', 'MX', values, 300);
    expect(await writes(simulated, [mx('10 mx1.example.net.', '20 mx2.example.net.')])).toBe(2);
    expect(await writes(simulated, [mx('20 mx1.example.net.', '10 mx2.example.net.')])).toBe(2);
    expect(await writes(simulated, [mx('10 mx2.example.net.', '20 mx3.example.net.')])).toBe(1);
    expect(await writes(simulated, [mx('10 mx3.example.net.', '20 mx4.example.net.')])).toBe(2);
  });
});
