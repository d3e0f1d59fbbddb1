/** Our client against the simulator: counts, and both forms of hosts. */
import { describe, expect, it } from 'vitest';
import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import { createSimulator } from '../../../src/registrars/namesilo/simulator/index.ts';
import type { SimulatorFactory } from '../../../src/registrars/simulator/simulator.ts';
import { converge } from '../../conformance/zone-under-test.ts';
import { simulate } from '../../helpers/simulated.ts';
import { domain, set } from './helpers.ts';

const fullHosts: SimulatorFactory = (context) => createSimulator(context, { hosts: 'full' });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('requests, counted at the simulator', () => {
  it('reading three domains with all settings and zones takes nine', async () => {
    const names = ['a.com', 'b.com', 'c.com'];
    const simulated = await simulate(namesilo, { domains: names });
    const fields = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers', 'dnssec'] as const;
    await simulated.client.registration.readRegistrations(names.map((name) => ({ domain: name, fields })));
    for (const name of names) await simulated.client.dns.readZone({ domain: name, ds: false, nameservers: true });
    expect(simulated.stats()).toEqual({
      reads: 9,
      writes: 0,
      rejected: 0,
      by_path: {
        'GET /apibatch/dnsListRecords': 3,
        'GET /apibatch/dnsSecListRecords': 3,
        'GET /apibatch/getDomainInfo': 3,
      },
    });
    await simulated.close();
  });

  it('60 changes over 20 names take 60 writes', async () => {
    const simulated = await simulate(namesilo, { domains: [domain] });
    const zone = { registrar: namesilo, domain, simulated, exactRequests: true };
    const texts = range(1, 20).map((n) => set(`n${n} TXT old`));
    await converge(zone, [...range(1, 20).map((n) => set(`n${n} A 192.0.2.1`)), ...texts]);
    simulated.resetStats();
    const desired = range(1, 20).flatMap((n) => [set(`n${n} A 192.0.2.2`), set(`n${n} AAAA 2001:db8::1`)]);
    await converge(zone, desired, texts);
    expect(simulated.stats().writes).toBe(60);
    expect(simulated.stats().by_path).toMatchObject({
      'GET /apibatch/dnsAddRecord': 20,
      'GET /apibatch/dnsUpdateRecord': 20,
      'GET /apibatch/dnsDeleteRecord': 20,
    });
    await simulated.close();
  });
});

it('a zone whose answers have full host names converges just the same', async () => {
  const registrar = { ...namesilo, loadSimulator: async () => fullHosts };
  const simulated = await simulate(registrar, { domains: [domain] });
  const zone = { registrar, domain, simulated, exactRequests: true };
  const first = [
    set('@ A 192.0.2.1'),
    set('www A 192.0.2.1 | 192.0.2.2'),
    set('*.dev TXT x'),
    set('@ MX 5 mx.example.net.'),
  ];
  await converge(zone, first, [set('www CNAME parking.namesilo.com.')]);
  await converge(zone, [set('www A 192.0.2.2 | 192.0.2.3'), set('@ MX 7 mx.example.net.')], [set('*.dev TXT x')]);
  await simulated.close();
});

it('a run with every fourth request failing ends where it should', async () => {
  const simulated = await simulate(namesilo, { domains: [domain], retry: { attempts: 8 } });
  const zone = { registrar: namesilo, domain, simulated, exactRequests: false };
  simulated.faults({ kinds: ['429', '500', 'cut-before', 'cut-after', 'html'], rate: 0.25 });
  await converge(
    zone,
    range(1, 30).map((n) => set(`n${n} A 192.0.2.1 | 192.0.2.2`)),
  );
  const changed = range(1, 30).map((n) => set(`n${n} A 192.0.2.2 | 192.0.2.3`, 7200));
  await converge(zone, changed.slice(10), changed.slice(0, 10));
  await simulated.close();
}, 30_000);
