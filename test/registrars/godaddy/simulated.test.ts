/** Our client where the documents leave open how the API behaves: it has to do right in every case. */
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/registrars/godaddy/client.ts';
import { godaddy } from '../../../src/registrars/godaddy/index.ts';
import { simulatorWith } from '../../../src/registrars/godaddy/simulator/index.ts';
import type { GoDaddyOptions } from '../../../src/registrars/godaddy/simulator/options.ts';
import type { WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { recordSet } from '../../conformance/samples.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { apply, converge, readZone } from '../../conformance/zone-under-test.ts';
import { simulate } from '../../helpers/simulated.ts';
import { domain } from './helpers.ts';

/** With a clock of its own: waiting moves it on. */
function registrarWith(options: Partial<GoDaddyOptions>): WholeRegistrar {
  let nowMs = Date.parse('2026-11-23');
  const wait = async (ms: number) => {
    nowMs += ms;
  };
  return {
    ...godaddy,
    connect: (account, transport) => connect(account, transport, wait),
    loadSimulator: async () => (context) => simulatorWith(options)({ ...context, now: () => new Date(nowMs) }),
  };
}

const openWith = (registrar: WholeRegistrar) => {
  const open = withSimulated(() => simulate(registrar, { domains: [domain] }));
  return async () => ({ registrar, domain, simulated: await open(), exactRequests: false });
};
const a = (name: string, ...values: string[]) => recordSet(domain, name, 'A', values, 3600);
const srv = (name: string, port: number, host = 'sip.example.net.') =>
  recordSet(domain, name, 'SRV', [`1 1 ${port} ${host}`], 3600);
const many = (count: number, ...values: string[]) => Array.from({ length: count }, (_, n) => a(`n${n}`, ...values));

describe.each(['pages', 'rows'] as const)('where the offset counts %s', (offset) => {
  const open = openWith(registrarWith({ offset }));

  // The zone of a new domain has six records.
  it.each([493, 494, 495, 994, 1100])('a zone of six and %i records is read whole', async (count) => {
    const zone = await open();
    await apply(zone, many(count, '192.0.2.1'));
    const { recordSets } = await readZone(zone);
    expect(recordSets.filter(({ name }) => /^n\d/.test(name))).toHaveLength(count);
  });
});

describe.each(['name', 'service'] as const)('where the path of an SRV is its %s', (srvPath) => {
  const open = openWith(registrarWith({ srvPath }));

  it('services are made, changed and taken away beside each other', async () => {
    const zone = await open();
    const rest = [srv('_xmpp._tcp', 5222), srv('_sip._tcp.host', 5060)];
    await converge(zone, [...rest, srv('_sip._tcp', 5060)]);
    await converge(zone, [...rest, srv('_sip._tcp', 5061)]);
    await converge(zone, rest, [srv('_sip._tcp', 5061)]);
  });

  it('the last one goes, and so do the last two', async () => {
    const zone = await open();
    await converge(zone, [srv('_sip._tcp', 5060)]);
    await converge(zone, [], [srv('_sip._tcp', 5060)]);
    const two = [srv('_sip._tcp.host', 5060), srv('_xmpp._tcp', 5222)];
    await converge(zone, two);
    await converge(zone, [], two);
  });
});

describe('where a refused addition leaves what came before', () => {
  const open = openWith(registrarWith({ partialAdd: true }));

  it('it is in doubt, and converging again settles it', async () => {
    const zone = await open();
    const { simulated, registrar } = zone;
    const sets = [a('a', '192.0.2.1'), a('b', '192.0.2.2'), a('c', '192.0.2.3')];
    const stale = await readZone(zone);
    await apply(zone, [a('b', '192.0.2.2')]);
    const fresh = {
      ...zone,
      simulated: {
        ...simulated,
        reconnect: () => {
          const client = simulated.reconnect();
          return { ...client, dns: { ...client.dns, readZone: async () => stale } };
        },
      },
    };
    await expect(apply({ ...fresh, registrar }, sets)).rejects.toMatchObject({ code: 'rejected', effect: 'unknown' });
    await converge(zone, sets);
  });
});

describe('where a zone is busy for some seconds after a write', () => {
  const open = openWith(registrarWith({ busyMs: 3000 }));

  it('changes in several requests go through', async () => {
    const zone = await open();
    await converge(zone, [a('swap', '192.0.2.1'), ...many(9, '192.0.2.1')]);
    const alias = recordSet(domain, 'swap', 'CNAME', ['target.example.net.'], 3600);
    await converge(zone, [alias, ...many(5, '192.0.2.9')], [a('swap', '192.0.2.1')]);
  });
});

describe('where every fifth answer is lost', () => {
  const open = openWith(registrarWith({}));

  it('a plan ends in what was wanted, with nothing twice', { timeout: 30_000 }, async () => {
    const zone = await open();
    const wanted = many(30, '192.0.2.1', '192.0.2.2');
    zone.simulated.faults({ rate: 0.2, kinds: ['cut-after', '500', 'cut-before'] });
    for (let round = 0; round < 20; round++) await apply(zone, wanted).catch(() => undefined);
    zone.simulated.faults({ rate: 0 });
    await converge(zone, wanted);
    expect((await readZone(zone)).recordSets.filter(({ irregular }) => irregular)).toEqual([]);
  });
});

describe('an account that GoDaddy does not let in', () => {
  it.each([
    [{ gate: 'closed' } as const, 'forbidden', 'It asks for a minimum of domains'],
    [{ quota: 'used' } as const, 'rate-limited', 'monthly number of requests'],
  ])('is told why: %j', async (options, code, advice) => {
    const simulated = await simulate(registrarWith(options), { domains: [domain] });
    const error = await simulated.client.verify().catch((reason: unknown) => reason);
    await simulated.close();
    expect(error).toMatchObject({ code, effect: 'none', advice: expect.stringContaining(advice) });
    expect(simulated.counters.retries).toBe(0);
  });
});

describe('limits', () => {
  it('are 60 requests in a minute, and the answer says how long to wait', async () => {
    const simulated = await simulate(godaddy, { domains: [domain], rateLimits: true });
    const { key, secret } = Object.fromEntries(godaddy.descriptor.credentials.map((one) => [one.key, one.sandbox]));
    const path = `/v1/domains/${domain}/records`;
    const ask = () =>
      simulated.request({ method: 'GET', path, headers: { authorization: `sso-key ${key}:${secret}` } });
    for (let i = 0; i < 60; i++) expect((await ask()).status).toBe(200);
    const { status, text, headers } = await ask();
    await simulated.close();
    expect(status).toBe(429);
    expect(JSON.parse(text)).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfterSec: Number(headers['retry-after']),
    });
  });
});
