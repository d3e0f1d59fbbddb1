/** Foreign sets that stay in the zone and are answered no more: below a new sub-zone, or by a wildcard at a new name. */
import { describe, expect, it } from 'vitest';
import { readPlanFile, writePlanFile } from '../../src/planner/plan-file.ts';
import { cannot } from '../../src/schema/capabilities.ts';
import { fakeCompiler, liveSet, planScene, printed, type Scene } from '../helpers/planning.ts';

const lost = (scene: Scene) => printed(planScene(scene).plan).filter((line) => line.startsWith('x '));
const refused = (scene: Scene) =>
  planScene(scene).plan.refusals.flatMap(({ code, message }) => (code === 'shadowed' ? [message] : []));
const cut = 'stops being answered when lab becomes a sub-zone';
const made = (wildcard = '*.dev') => `stops being answered when the name exists: ${wildcard} answers it now`;

const subZone = ['lab NS ns1.lab, ns1.example.net.'];
const below = ['mx.lab MX 1 mx.example.net.', 'www.lab A 192.0.2.1'];
const wildcards = ['*.dev A 192.0.2.1', '*.dev MX 1 mx.example.net.'];
const parkedHost = ['*.dev CNAME parking.example.net.', '*.dev TXT parking'];

describe('what a new sub-zone hides', () => {
  it.each<[what: string, scene: Scene, expected: readonly string[]]>([
    [
      'is all that stands below it',
      { live: below, desired: subZone },
      [`x mx.lab MX 1 mx.example.net. ${cut}`, `x www.lab A 192.0.2.1 ${cut}`],
    ],
    [
      'is another sub-zone, and its addresses',
      { live: ['a.lab NS ns1.a.lab', 'ns1.a.lab A 192.0.2.1'], desired: subZone },
      [`x a.lab NS ns1.a.lab.example.com. ${cut}`],
    ],
    [
      'is no DS of its own, and no glue',
      { live: [`lab DS 1 13 2 ${'0'.repeat(64)}`, 'ns1.lab A 192.0.2.7'], desired: subZone },
      [],
    ],
    ['is no set beside it', { live: ['xlab A 192.0.2.1', '@ A 192.0.2.1'], desired: subZone }, []],
    [
      'is a record that nobody here can read',
      {
        zone: { recordSets: [], unsupported: [{ name: 'pc.lab.example.com.', type: 'HINFO', text: '"PC" "DOS"' }] },
        desired: subZone,
      },
      [`x pc.lab HINFO "PC" "DOS" ${cut}`],
    ],
    ['is nothing where it is one already', { live: [...below, 'lab NS ns1.example.net.'], desired: subZone }, []],
    ['is nothing that goes', { live: below, desired: subZone, desiredDomain: { foreign: 'delete' } }, []],
    ['is nothing that is ours', { live: below, recorded: below, desired: subZone }, []],
    [
      'is what is ignored, too',
      { live: below, desired: subZone, desiredDomain: { ignore: [{ name: '*.lab' }] } },
      [`x mx.lab MX 1 mx.example.net. ${cut}`, `x www.lab A 192.0.2.1 ${cut}`],
    ],
  ])('%s', (_, scene, expected) => {
    expect(lost(scene)).toEqual(expected);
  });

  it('needs consent, by count and name', () => {
    expect(refused({ live: below, desired: subZone })).toEqual([
      'would hide 2 live record sets that nobody manages here: mx.lab MX, www.lab A',
    ]);
    expect(planScene({ live: below, desired: subZone }).plan.unanswered.map(({ config }) => config)).toEqual([
      null,
      null,
    ]);
  });
});

describe('what a new name takes from a wildcard', () => {
  it.each<[what: string, scene: Scene, expected: readonly string[]]>([
    [
      'is each type that it does not answer itself',
      { live: wildcards, desired: ['api.dev TXT x'] },
      [`x api.dev A 192.0.2.1 ${made()}`, `x api.dev MX 1 mx.example.net. ${made()}`],
    ],
    [
      'is also what the empty names above it were answered',
      { live: wildcards, desired: ['deep.host.dev A 192.0.2.9'] },
      [
        `x host.dev A 192.0.2.1 ${made()}`,
        `x host.dev MX 1 mx.example.net. ${made()}`,
        `x deep.host.dev MX 1 mx.example.net. ${made()}`,
      ],
    ],
    [
      'is what hosts above a label of a service were answered',
      { live: ['* A 192.0.2.1'], desired: ['_acme-challenge.api TXT x'] },
      [`x api A 192.0.2.1 ${made('*')}`],
    ],
    ['is nothing at names that are no hosts', { live: ['* A 192.0.2.1', '* TXT x'], desired: ['_dmarc TXT y'] }, []],
    [
      'is what another wildcard below it takes',
      { live: ['* MX 1 mx.example.net.'], desired: ['*.dev A 192.0.2.1'] },
      [`x dev MX 1 mx.example.net. ${made('*')}`, `x *.dev MX 1 mx.example.net. ${made('*')}`],
    ],
    [
      'is a pointer',
      { live: ['*.dev CNAME a.example.net.'], desired: ['api.dev TXT x'] },
      [`x api.dev CNAME a.example.net. ${made()}`],
    ],
    ['is nothing that it answers otherwise', { live: ['*.dev A 192.0.2.1'], desired: ['api.dev CNAME @'] }, []],
    [
      'is nothing where the name was there',
      { live: [...wildcards, 'api.dev AAAA 2001:db8::1'], desired: ['api.dev TXT x'] },
      [],
    ],
    ['is nothing elsewhere', { live: wildcards, desired: ['api TXT x', 'dev TXT x'] }, []],
    [
      'is nothing of a wildcard that the config declares',
      { live: wildcards, desired: [...wildcards, 'api.dev TXT x'] },
      [],
    ],
    [
      'is nothing of one that goes',
      { live: wildcards, desired: ['api.dev TXT x'], desiredDomain: { foreign: 'delete' } },
      [],
    ],
    ['is nothing of one that each new zone has', { live: parkedHost, desired: ['api.dev A 192.0.2.1'] }, []],
    ['is nothing where nothing is made', { live: ['* A 192.0.2.1', 'a A 192.0.2.1'], desired: ['a A 192.0.2.2'] }, []],
  ])('%s', (_, scene, expected) => {
    expect(lost(scene)).toEqual(expected);
    expect(refused(scene)).toHaveLength(Math.min(1, expected.length));
  });

  it('comes with the line that keeps it, where the host can hold it', () => {
    const scene: Scene = { live: wildcards, desired: ['deep.host.dev A 192.0.2.9', 'api.dev TXT x'] };
    expect(refused(scene)).toEqual([
      'would hide 2 live record sets that nobody manages here: *.dev A at api.dev and host.dev, *.dev MX at api.dev and host.dev and deep.host.dev',
    ]);
    const types = { ...fakeCompiler().descriptor.dns.types, MX: cannot('none') };
    const lines = (more: Scene) => planScene({ ...scene, ...more }).plan.unanswered.map(({ config }) => config);
    expect(lines({})).toContain('- { name: host.dev, type: MX, value: "1 mx.example.net.", ttl: 3600 }');
    expect(lines({ dns: { types } })).toContain(null);
  });

  it('goes once it is declared', () => {
    const scene: Scene = {
      live: wildcards,
      desired: ['api.dev TXT x', 'api.dev A 192.0.2.1', 'api.dev MX 1 mx.example.net.'],
    };
    expect(refused(scene)).toEqual([]);
  });

  it('is part of a plan file', () => {
    const { plan } = planScene({ zone: { recordSets: wildcards.map(liveSet) }, desired: ['api.dev TXT x'] });
    expect(readPlanFile(writePlanFile(plan))).toEqual({ ok: true, value: plan });
  });
});
