/** Credentials and lists: who we are, what the account holds. */
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/registrars/http/transport.ts';
import type { Registrar, RegistrarClient } from '../../src/registrars/registrar.ts';
import { isHolder, isHost } from '../helpers/halves.ts';
import { type Simulated, sandboxCredentials, simulate } from '../helpers/simulated.ts';
import { rewritten } from './rewritten.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';

export function accountTests({ registrar, domain, applies }: Conformance<Registrar>): void {
  const { descriptor } = registrar;
  const unicode = 'xn--bcher-kva.com';

  describe('the account', () => {
    const open = withSimulated(() => simulate(registrar, { domains: [domain, unicode] }));

    it('is reached with the right credentials', async () => {
      await (await open()).client.verify();
    });

    if (applies('wrong-credentials')) {
      const accepted = sandboxCredentials(registrar);
      const secrets = descriptor.credentials.filter(({ key, secret }) => secret && accepted[key] !== undefined);
      it.each(secrets.map(({ key }) => key))('is not reached with a wrong %s', async (key) => {
        const simulated = await open();
        const right = accepted[key] ?? '';
        const wrong = `${right.slice(0, -4)}${right.endsWith('0000') ? '1111' : '0000'}`;
        const error = await simulated
          .reconnect({ ...accepted, [key]: wrong })
          .verify()
          .catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: 'RegistrarError', effect: 'none' });
        expect(error).toMatchObject({ code: expect.stringMatching(/^(unauthorized|forbidden)$/) });
        expect((error as Error).message).not.toContain(wrong);
      });
    }

    it('has the halves that its descriptor speaks of, and fakes none', async () => {
      const { client } = await open();
      for (const half of ['registration', 'dns'] as const) {
        const isThere = descriptor[half] !== undefined;
        expect([registrar[half] !== undefined, client[half] !== undefined], half).toEqual([isThere, isThere]);
      }
      const makesZones = descriptor.dns?.createZone.access === 'write';
      expect(registrar.dns?.compileCreateZone !== undefined).toBe(makesZones);
    });

    it.skipIf(!isHolder(registrar))('lists its registrations with what the list tells', async () => {
      const listed = (await (await open()).client.registration?.listRegistrations()) ?? [];
      expect(listed.map((registration) => registration.domain).sort()).toEqual([domain, unicode].sort());
      for (const registration of listed) {
        expect(Date.parse(registration.expiresAt ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
        expect(registration.status).not.toBe('');
      }
    });

    it.skipIf(!isHost(registrar))('lists its zones', async () => {
      const zones = (await (await open()).client.dns?.listZones()) ?? [];
      expect([...zones].sort()).toEqual([domain, unicode].sort());
    });

    it.skipIf(!isHost(registrar))('reads a domain with a Unicode name', async () => {
      const zone = await (await open()).client.dns?.readZone({ domain: unicode, ds: false, nameservers: true });
      expect(zone).toMatchObject({ domain: unicode, status: 'present' });
      for (const set of zone?.recordSets ?? []) expect(`.${set.name}`.endsWith(`.${unicode}.`)).toBe(true);
    });

    it('sends its secrets along by `authorize` alone', async () => {
      const sent: HttpRequest[] = [];
      const client = rewritten(registrar, await open(), (response, request) => {
        sent.push(request);
        return response;
      });
      await client.verify();
      await client.registration?.listRegistrations();
      await client.dns?.readZone({ domain, ds: false, nameservers: true });
      expect(sent.filter(({ authorize }) => authorize === undefined)).toEqual([]);
      const accepted = sandboxCredentials(registrar);
      for (const { key, secret } of descriptor.credentials) {
        if (secret && accepted[key]) expect(JSON.stringify(sent), key).not.toContain(accepted[key]);
      }
    });

    it('shows its secrets nowhere', async () => {
      const simulated = await open();
      await everyKindOfTrouble(simulated, domain);
      const shown = JSON.stringify(simulated.events);
      const accepted = sandboxCredentials(registrar);
      for (const { key, secret } of descriptor.credentials) {
        const value = accepted[key];
        if (secret && value !== undefined) expect(shown).not.toContain(value);
      }
    });
  });
}

async function everyKindOfTrouble(simulated: Simulated<RegistrarClient>, domain: string): Promise<void> {
  await simulated.client.registration?.listRegistrations();
  simulated.faults({ kinds: ['500', 'cut-before', '429'], rate: 0.5 });
  const client = simulated.reconnect();
  await client.dns?.readZone({ domain, ds: false, nameservers: true }).catch(() => undefined);
  await client.registration?.listRegistrations().catch(() => undefined);
}
