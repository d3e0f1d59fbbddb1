/** Zones: new ones, empty ones, foreign content, domains that are not ours. */
import { describe, expect, it } from 'vitest';
import { RegistrarError } from '../../src/registrars/errors.ts';
import type { DnsClient } from '../../src/registrars/registrar.ts';
import { zoneAddress } from '../../src/schema/dns/address.ts';
import { isWhole } from '../helpers/halves.ts';
import { type Simulated, simulate } from '../helpers/simulated.ts';
import { recordSet, twoTtls, txtSet } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, converge, readZone } from './zone-under-test.ts';

export function zoneTests(suite: Conformance): void {
  const { registrar, domain, applies, writeUnknownType, rawRecords, newZone } = suite;
  const { dns } = registrar.descriptor;
  const [ttl] = twoTtls(dns);
  const zoneWith = (simulated: Simulated<DnsClient>) => ({
    registrar,
    domain,
    simulated,
    exactRequests: false,
  });

  describe('a new zone', () => {
    const open = withSimulated(() => simulate(registrar, { domains: [domain] }));

    it('holds nothing but what the host says it puts there', async () => {
      const zone = await readZone(zoneWith(await open()));
      expect(zone.status).toBe('present');
      expect(zone.unsupported).toEqual([]);
      const unexplained = zone.recordSets.filter(
        (set) => set.system === undefined && !dns.isDefaultRecordSet(set, domain),
      );
      expect(unexplained).toEqual([]);
    });

    it('tells the nameservers to delegate to, sorted', async () => {
      const { nameservers } = await readZone(zoneWith(await open()));
      expect(nameservers.length).toBeGreaterThanOrEqual(2);
      expect(nameservers).toEqual([...nameservers].sort());
      for (const name of nameservers) expect(name).toMatch(/^[a-z0-9.-]+\.$/);
    });

    it('reads the same twice, with sets in their canonical form', async () => {
      const zone = zoneWith(await open());
      await apply(zone, [recordSet(domain, 'x', 'A', ['192.0.2.2', '192.0.2.1'], ttl)]);
      const first = await readZone(zone);
      expect(await readZone(zone)).toEqual(first);
      for (const set of first.recordSets) {
        const { name, type, ttlSeconds, values, options } = set;
        const plain = { name, type, ttlSeconds, values, options };
        expect(dns.canonicalRecordSet(plain, domain)).toEqual(plain);
      }
      expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    });
  });

  if (applies('empty-zone')) {
    describe('an empty zone', () => {
      const open = withSimulated(() =>
        simulate(registrar, { domains: [{ domain, registered: false, zone: 'empty' }] }),
      );

      it('has no record sets but those of the host', async () => {
        const zone = zoneWith(await open());
        const { status, recordSets } = await readZone(zone);
        expect(status).toBe('present');
        expect(recordSets.filter((set) => set.system === undefined)).toEqual([]);
        await converge(zone, [txtSet(domain, '@', 'first', ttl)]);
      });
    });
  }

  describe('a domain without a zone', () => {
    const open = withSimulated(() =>
      simulate(registrar, {
        domains: [{ domain: 'elsewhere.com', registered: false, zone: 'empty' }, ...(newZone ? [newZone] : [])],
      }),
    );

    if (dns.createZone.access === 'write') {
      it('gets one by one call, and then its records', async () => {
        const simulated = await open();
        const client = simulated.client;
        const query = { domain, ds: false, nameservers: true };
        expect((await client.dns.readZone(query)).status).toBe('absent');
        const call = registrar.dns.compileCreateZone?.(domain);
        if (call === undefined) throw new Error('the descriptor says that it makes zones');
        expect(call).toMatchObject({ domain, covers: [zoneAddress(domain)] });
        const { writes } = simulated.stats();
        await client.execute(call);
        expect(simulated.stats().writes - writes).toBe(1);
        // Read by the same client, as an apply does, and by another.
        for (const zone of [await client.dns.readZone(query), await readZone(zoneWith(simulated))]) {
          expect(zone.status).toBe('present');
          expect(zone.nameservers.length).toBeGreaterThanOrEqual(2);
        }
        await converge(zoneWith(simulated), [recordSet(domain, '@', 'A', ['192.0.2.1'], ttl)]);
      });
    } else if (applies('domain-not-in-account')) {
      it('is not found', async () => {
        await expect(readZone(zoneWith(await open()))).rejects.toMatchObject({
          name: 'RegistrarError',
          code: 'not-found',
        });
      });
    }

    if (applies('domain-not-in-account') && isWhole(registrar)) {
      it('and without a registration here maps to an error, beside those that are here', async () => {
        const simulated = await simulate(registrar, { domains: [domain] });
        const queries = [domain, 'stranger.com'].map((name) => ({ domain: name, fields: ['auto_renew' as const] }));
        const read = await simulated.client.registration.readRegistrations(queries);
        await simulated.close();
        expect(read.get(domain)).toMatchObject({ domain });
        expect(read.get('stranger.com')).toBeInstanceOf(RegistrarError);
        expect(read.get('stranger.com')).toMatchObject({ code: 'not-found' });
      });
    }
  });

  if (rawRecords !== undefined) {
    describe('what is not ours', () => {
      const open = withSimulated(() => simulate(registrar, { domains: [domain] }));

      it('stays byte for byte as it was, whatever is changed beside it', async () => {
        const simulated = await open();
        const zone = zoneWith(simulated);
        const foreign = [
          recordSet(domain, 'foreign', 'A', ['192.0.2.50', '192.0.2.51'], ttl),
          txtSet(domain, 'foreign', `long "quoted" text ${'x'.repeat(300)}`, ttl),
          recordSet(domain, 'foreign', 'MX', ['10 mx.example.net.'], ttl),
        ].filter((set) => dns.checkRecordSet(set, domain).length === 0);
        await converge(zone, foreign);
        await writeUnknownType?.(simulated, domain);
        const before = rawRecords(simulated, domain);
        const ours = recordSet(domain, 'ours', 'A', ['192.0.2.1', '192.0.2.2'], ttl);
        await converge(zone, [ours]);
        await converge(zone, [recordSet(domain, 'ours', 'A', ['192.0.2.3'], ttl)]);
        await converge(zone, [], [ours]);
        expect(rawRecords(simulated, domain)).toEqual(before);
      });
    });
  }

  if (writeUnknownType !== undefined) {
    describe('a record of a type that we do not know', () => {
      const open = withSimulated(() => simulate(registrar, { domains: [domain] }));

      it('is shown, and never touched', async () => {
        const simulated = await open();
        const written = await writeUnknownType(simulated, domain);
        const zone = zoneWith(simulated);
        const { unsupported } = await readZone(zone);
        expect(unsupported).toMatchObject([written]);
        expect(unsupported[0]?.text).not.toBe('');
        await converge(zone, [recordSet(domain, 'ours', 'A', ['192.0.2.1'], ttl)]);
      });
    });
  }
}
