import { describe, expect, it } from 'vitest';
import { readOnly } from '../../src/schema/capabilities.ts';
import { fakeCompiler, planScene, printed, type Scene } from '../helpers/planning.ts';

const acmeServers = ['ns1.acme.example.', 'ns2.acme.example.'];
const registered = (settings: object) => ({ registration: { settings } });

/** The three-way table for settings; what `auto` means; what a registrar cannot change. */
const cases: Readonly<Record<string, { scene: Scene; plan: readonly string[]; summary?: object }>> = {
  'not recorded, live equal: adopt': {
    scene: { desiredDomain: { settings: { auto_renew: true } }, ...registered({ auto_renew: true }) },
    plan: ['= auto_renew on'],
    summary: { adopt: 1, calls: 0 },
  },
  'not recorded, live different: update that takes over': {
    scene: { desiredDomain: { settings: { auto_renew: true } }, ...registered({ auto_renew: false }) },
    plan: ['~ auto_renew off -> on takes over'],
    summary: { update: 1, calls: 1 },
  },
  'recorded, live equal: nothing': {
    scene: {
      desiredDomain: { settings: { transfer_lock: true } },
      recordedSettings: { transfer_lock: true },
      ...registered({ transfer_lock: true }),
    },
    plan: [],
    summary: { no_op: 1 },
  },
  'changed outside: drift, put back': {
    scene: {
      desiredDomain: { settings: { transfer_lock: true } },
      recordedSettings: { transfer_lock: true },
      ...registered({ transfer_lock: false }),
    },
    plan: ['! transfer_lock off -> on changed outside, was on by run 41 (2026-11-20, 3f2c1ab)'],
    summary: { update: 1, drift: 1 },
  },
  'no longer in the config: forgotten, and left as it is': {
    scene: { recordedSettings: { privacy: true }, ...registered({ privacy: true }) },
    plan: ['. privacy on (no longer in the config)'],
    summary: { forget: 1, calls: 0 },
  },
  'no longer in the config, and changed outside: forgotten, as drift': {
    scene: { recordedSettings: { privacy: true }, ...registered({ privacy: false }) },
    plan: ['! privacy off changed outside, was on by run 41 (2026-11-20, 3f2c1ab); will be forgotten'],
    summary: { forget: 1, drift: 1, calls: 0 },
  },
  'a setting that can only be read is an error where it differs': {
    scene: {
      desiredDomain: { settings: { auto_renew: true } },
      settings: { auto_renew: readOnly('its API has no command for it') },
      ...registered({ auto_renew: false }),
    },
    plan: [
      'Error: example.com at acme: example.com:auto_renew is off and cannot be changed to on at Acme: its API has no command for it. Change it there by hand, or remove it from the config.',
    ],
    summary: { update: 0, errors: 1, calls: 0 },
  },
  'a setting that can only be read is adopted where it is equal': {
    scene: {
      desiredDomain: { settings: { auto_renew: true } },
      settings: { auto_renew: readOnly('its API has no command for it') },
      ...registered({ auto_renew: true }),
    },
    plan: ['= auto_renew on'],
  },
  'a setting that the registrar does not tell is an error': {
    scene: { desiredDomain: { settings: { privacy: true } }, ...registered({}) },
    plan: [
      'Error: example.com at acme: Acme did not tell example.com:privacy, so nothing is changed there. Try again; if it stays so, remove the setting from the config.',
    ],
  },
  'nameservers: auto are those of the zone': {
    scene: { desiredDomain: { settings: { nameservers: 'auto' } }, ...registered({ nameservers: acmeServers }) },
    plan: ['= nameservers ns1.acme.example., ns2.acme.example.'],
  },
  'nameservers: auto of a zone that is still to be made are known after apply': {
    scene: {
      desired: ['www A 192.0.2.1'],
      desiredDomain: { settings: { nameservers: 'auto' } },
      zone: { status: 'absent', nameservers: [] },
      ...registered({ nameservers: [] }),
    },
    plan: [
      '~ nameservers none -> (known after apply) takes over (those of the zone that is still to be made)',
      '+ zone at acme',
      '+ www A 192.0.2.1 ttl 3600',
    ],
    summary: { create: 2, update: 1, calls: 3 },
  },
  'protect: on is recorded': {
    scene: { desiredDomain: { protect: true } },
    plan: ['= domain protect: on'],
  },
  'a protected domain stays protected where the config no longer says so': {
    scene: { recordedProtect: true },
    plan: [],
  },
  'protect: false lifts the protection of a domain': {
    scene: { desiredDomain: { protect: false }, recordedProtect: true },
    plan: ['= domain protect: off'],
    summary: { adopt: 1, calls: 0 },
  },
  'protection from going away is recorded as that': {
    scene: { desiredDomain: { protect: 'delete' }, recordedProtect: true },
    plan: ['= domain protect: delete'],
  },
  'settings of a fully protected domain do not change without consent': {
    scene: {
      desiredDomain: { settings: { auto_renew: true, transfer_lock: true }, protect: false },
      registration: { settings: { auto_renew: false, transfer_lock: true } },
      recordedProtect: true,
    },
    plan: [
      '= domain protect: off',
      '~ auto_renew off -> on takes over',
      '= transfer_lock on',
      'Refused: example.com (protected): example.com:auto_renew is protected; to lift that, set `protect: false` and apply, or run `domctl state unprotect example.com`',
      'To consent: --consent protected:example.com',
    ],
  },
  'settings of a domain that is protected from going away do': {
    scene: {
      desiredDomain: { settings: { auto_renew: true } },
      registration: { settings: { auto_renew: false } },
      recordedProtect: 'delete',
    },
    plan: ['~ auto_renew off -> on takes over'],
  },
  'the zone of a fully protected domain is not made anew without consent': {
    scene: { desired: ['www A 192.0.2.1'], zone: { status: 'absent' }, recordedProtect: true },
    plan: [
      '+ zone at acme',
      '+ www A 192.0.2.1 ttl 3600',
      'Refused: example.com (protected): example.com:zone is protected; to lift that, set `protect: false` and apply, or run `domctl state unprotect example.com`',
      'To consent: --consent protected:example.com',
    ],
  },
  'a domain that left the config is forgotten; nothing is deleted': {
    scene: { departed: true, recorded: ['www A 192.0.2.1'], recordedSettings: { auto_renew: true } },
    plan: [
      '. domain left the config; its 1 record set and 1 setting stay as they are',
      'Note: example.com: if another file declares it, pass that file with -f as well, or keep the two configs apart with --workspace',
    ],
    summary: { forget: 1, delete: 0, calls: 0 },
  },
  'a protected domain does not leave the config without consent': {
    scene: { departed: true, recorded: ['www A 192.0.2.1'], recordedProtect: true },
    plan: [
      '. domain left the config; its 1 record set and 0 settings stay as they are',
      'Refused: example.com (protected): example.com is protected; to lift that, run `domctl state unprotect example.com`',
      'To consent: --consent protected:example.com',
      'Note: example.com: if another file declares it, pass that file with -f as well, or keep the two configs apart with --workspace',
    ],
  },
};

describe('the plan of settings and domains', () => {
  it.each(Object.entries(cases))('%s', (_, { scene, plan, summary }) => {
    const made = planScene(scene).plan;
    expect(printed(made)).toEqual(plan);
    if (summary !== undefined) expect(made.summary).toMatchObject(summary);
  });

  it('orders the calls of a domain: zone, records, then the delegation', () => {
    const { plan } = planScene({
      desired: ['www A 192.0.2.1'],
      desiredDomain: { settings: { nameservers: 'auto', auto_renew: true } },
      zone: { status: 'absent', nameservers: [] },
      ...registered({ nameservers: [], auto_renew: false }),
    });
    expect(plan.calls.map((call) => [call.stage, call.operation, call.deferred])).toEqual([
      ['settings', 'set auto_renew', false],
      ['zone', 'make zone', false],
      ['records', 'create', true],
      ['delegation', 'set nameservers', true],
    ]);
  });

  it('a read that failed freezes the domain: its error, and nothing else', () => {
    const problem = { problem: { code: 'unavailable', message: 'read records of example.com failed.' } };
    const { plan } = planScene({
      desired: ['www A 192.0.2.1'],
      desiredDomain: { settings: { auto_renew: true }, protect: true },
      ...registered({ auto_renew: false }),
      input: { zones: new Map([['example.com', problem]]) },
    });
    expect(plan.changes).toEqual([]);
    expect(plan.calls).toEqual([]);
    expect(plan.errors).toEqual([
      { account: 'acme', domain: 'example.com', code: 'unavailable', message: 'read records of example.com failed.' },
    ]);
    expect(plan.domains[0]?.frozen).toBe(true);
  });

  it('a change that its compiler refuses is an error and no change; the others go on', () => {
    const { plan, work } = planScene({ desired: ['www A 192.0.2.1', 'home A 192.0.2.2'], refuse: 'home' });
    expect(plan.changes.map(({ address }) => address)).toEqual(['example.com/www/A']);
    expect(plan.calls.flatMap(({ covers }) => covers)).toEqual(['example.com/www/A']);
    expect(work.get('example.com')?.recordSetChanges).toHaveLength(1);
    expect(plan.errors).toEqual([
      {
        account: 'acme',
        domain: 'example.com',
        code: 'refused',
        message: 'example.com/home/A: it would be lost. Do that.',
      },
    ]);
  });

  it('with refresh-only, recorded takes on what is live and nothing is sent', () => {
    const { plan } = planScene({
      refreshOnly: true,
      desired: ['www A 192.0.2.1', 'new A 192.0.2.2'],
      recorded: ['www A 192.0.2.1', 'gone A 192.0.2.3'],
      live: ['www A 192.0.2.9', 'other A 192.0.2.4'],
    });
    expect(plan.changes.map(({ address, action, after }) => [address, action, after])).toEqual([
      ['example.com/gone/A', 'forget', null],
      ['example.com/www/A', 'adopt', { ttl: 3600, values: ['192.0.2.9'] }],
    ]);
    expect(plan.calls).toEqual([]);
    expect(plan.summary.drift).toBe(2);
  });

  it('targets leave only what they name', () => {
    const scene: Scene = {
      desired: ['www A 192.0.2.1', 'www TXT "x"', 'api A 192.0.2.2'],
      desiredDomain: { settings: { auto_renew: true } },
      ...registered({ auto_renew: false }),
    };
    const addresses = (targets: readonly string[]) =>
      planScene({ ...scene, targets }).plan.changes.map((c) => c.address);
    expect(addresses(['example.com/www/A'])).toEqual(['example.com/www/A']);
    expect(addresses(['example.com/www'])).toEqual(['example.com/www/A', 'example.com/www/TXT']);
    expect(addresses(['example.com:auto_renew'])).toEqual(['example.com:auto_renew']);
    expect(addresses(['example.com'])).toHaveLength(4);
    expect(() => addresses(['exmple.com'])).toThrow('neither in the config nor in the state');
  });

  it('of a domain that left the config, a target forgets the whole or nothing', () => {
    const scene: Scene = { departed: true, recorded: ['www A 192.0.2.1', 'api A 192.0.2.2'] };
    const planned = (target: string) => planScene({ ...scene, targets: [target] }).plan;
    expect(planned('example.com')).toMatchObject({ changes: [{ action: 'forget' }], errors: [] });
    for (const target of ['example.com/www/A', 'example.com/www', 'example.com:auto_renew']) {
      expect(planned(target).changes).toEqual([]);
      expect(planned(target).errors).toEqual([
        {
          account: 'acme',
          domain: 'example.com',
          code: 'left-config',
          message:
            'example.com has left the config, and is forgotten as a whole. Target it as a whole (--target example.com), or put it back into the config.',
        },
      ]);
    }
  });

  it('records and settings at an account that the config left are forgotten, not deleted', () => {
    const { plan } = planScene({
      desired: ['www A 192.0.2.1'],
      recorded: ['www A 192.0.2.1'],
      desiredDomain: { dns: 'other' },
      input: {
        compilers: new Map([
          ['acme', fakeCompiler()],
          ['other', fakeCompiler()],
        ]),
      },
    });
    expect(plan.changes.map(({ address, account, action }) => [address, account, action])).toEqual([
      ['example.com/www/A', 'acme', 'forget'],
      ['example.com/www/A', 'other', 'create'],
    ]);
  });
});
