/** Registration settings: each that can be written goes there and back; each that can be read is seen. */
import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../src/planner/inputs.ts';
import type { CallDraft, SettingChange } from '../../src/planner/plan.ts';
import type { RegistrationHolder, RegistrationHolderClient } from '../../src/registrars/registrar.ts';
import { settingAddress } from '../../src/schema/dns/address.ts';
import { type SettingField, type SettingValues, settingFields } from '../../src/schema/domain/settings.ts';
import { simulate } from '../helpers/simulated.ts';
import { recordSet, samples } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';

export function settingTests({ registrar, domain, applies }: Conformance<RegistrationHolder>): void {
  const { settings } = registrar.descriptor.registration;
  const readable = settingFields.filter((field) => settings[field].access !== 'none');
  const second = 'example.net';

  async function read(
    client: RegistrationHolderClient,
    fields: readonly SettingField[],
    name = domain,
  ): Promise<LiveRegistration> {
    const found = (await client.registration.readRegistrations([{ domain: name, fields }])).get(name);
    if (found === undefined || found instanceof Error) throw found ?? new Error(`${name} was not read`);
    return found;
  }

  /** Two values, neither of which is the one that is there. */
  function otherValues(field: SettingField, live: LiveRegistration): readonly SettingValues[SettingField][] {
    switch (field) {
      case 'nameservers':
        return [
          ['ns1.example.org.', 'ns2.example.org.'],
          ['ns2.example.org.', 'ns3.example.org.', 'ns4.example.org.'],
        ];
      case 'dnssec': {
        const ds = recordSet('example.com', 'x', 'DS', [samples.DS.one], 300).values;
        return [ds as SettingValues['dnssec'], []];
      }
      default:
        return [live.settings[field] !== true, live.settings[field] === true];
    }
  }

  function change<F extends SettingField>(
    field: F,
    live: LiveRegistration,
    after: SettingValues[SettingField],
  ): SettingChange {
    const before = live.settings[field] ?? null;
    return {
      address: settingAddress(live.domain, field),
      domain: live.domain,
      field,
      before,
      after,
      live,
    } as SettingChange;
  }

  describe('a setting', () => {
    const open = withSimulated(() => simulate(registrar, { domains: [domain, second] }));

    for (const field of settingFields) {
      const support = settings[field];
      if (support.access !== 'write') {
        it(`${field} cannot be changed, and the descriptor says why`, () => {
          expect(support.reason).toMatch(/\S+ \S+.*[^.]$/);
        });
      }
    }

    it('is read where it can be read', async () => {
      const { settings: live, domain: name, expiresAt } = await read((await open()).client, readable);
      expect(name).toBe(domain);
      expect(expiresAt).not.toBeNull();
      expect(Object.keys(live).sort()).toEqual([...readable].sort());
    });

    it.each(settingFields.filter((field) => settings[field].access === 'write'))(
      '%s goes there and back',
      async (field) => {
        const simulated = await open();
        const others = await read(simulated.reconnect(), readable, second);
        const first = await read(simulated.reconnect(), [field]);
        for (const after of otherValues(field, first)) {
          const client = simulated.reconnect();
          const live = await read(client, [field]);
          const calls = registrar.registration.compileSettings([change(field, live, after)]);
          expect(calls.flatMap(({ covers }) => covers)).toEqual([settingAddress(domain, field)]);
          for (const call of calls) {
            const { writes } = simulated.stats();
            await client.execute(JSON.parse(JSON.stringify(call)) as CallDraft);
            const sent = simulated.stats().writes - writes;
            if (applies('exact-requests')) expect(sent).toBeLessThanOrEqual(call.requests);
          }
          expect((await read(simulated.reconnect(), [field])).settings[field]).toEqual(after);
        }
        expect(await read(simulated.reconnect(), readable, second), 'another domain').toEqual(others);
      },
    );

    it('of several domains and fields is changed by calls that cover each once', async () => {
      const simulated = await open();
      const fields = (['auto_renew', 'transfer_lock', 'privacy'] as const).filter(
        (field) => settings[field].access === 'write',
      );
      const client = simulated.reconnect();
      const changes: SettingChange[] = [];
      for (const name of [domain, second]) {
        const live = await read(client, fields, name);
        for (const field of fields) changes.push(change(field, live, live.settings[field] !== true));
      }
      const calls = registrar.registration.compileSettings(changes);
      expect(calls.flatMap(({ covers }) => covers).sort()).toEqual(changes.map(({ address }) => address).sort());
      for (const call of calls) await client.execute(call);
      for (const { domain: name, field, after } of changes) {
        expect((await read(simulated.reconnect(), [field], name)).settings[field]).toEqual(after);
      }
    });

    it('is not changed by no changes', () => {
      expect(registrar.registration.compileSettings([])).toEqual([]);
    });
  });
}
