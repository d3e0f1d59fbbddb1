/** A domain leaves the zone at `acme`, its registrar's, for the one at `fresh`. */
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/cli/views/paint.ts';
import { planText } from '../../src/cli/views/plan-text.ts';
import type { FormerZone, LiveZone } from '../../src/planner/inputs.ts';
import { explainStale, readPlanFile, writePlanFile } from '../../src/planner/plan-file.ts';
import { cannot } from '../../src/schema/capabilities.ts';
import { fakeCompiler, liveSet, planScene, printed, type Scene } from '../helpers/planning.ts';

const ours = ['ns1.acme.example.', 'ns2.acme.example.'];
const theirs = ['ns1.fresh.example.', 'ns2.fresh.example.'];

interface Moving extends Scene {
  /** What `acme` answers now. */
  readonly former: readonly string[];
  readonly formerZone?: Partial<LiveZone>;
  readonly unread?: string;
}

function formerZones(former: readonly string[], more: Partial<LiveZone> = {}) {
  const zone: LiveZone = {
    domain: 'example.com',
    status: 'present',
    recordSets: former.map(liveSet),
    unsupported: [],
    nameservers: ours,
    native: null,
    ...more,
  };
  return new Map([['example.com', { account: 'acme', zone }]]);
}

function move({ former, formerZone = {}, unread, ...scene }: Moving): Scene {
  const seen: ReadonlyMap<string, FormerZone> =
    unread === undefined
      ? formerZones(former, formerZone)
      : new Map([['example.com', { account: null, unread: [{ account: 'acme', message: unread }] }]]);
  return {
    registration: { settings: { nameservers: ours } },
    zone: { nameservers: theirs },
    ...scene,
    desiredDomain: { dns: 'fresh', settings: { nameservers: 'auto' }, ...scene.desiredDomain },
    input: {
      formerZones: seen,
      compilers: new Map([
        ['acme', fakeCompiler()],
        ['fresh', fakeCompiler()],
      ]),
      ...scene.input,
    },
  };
}

const lost = (scene: Moving) => printed(planScene(move(scene)).plan).filter((line) => line.startsWith('x '));
const refused = (scene: Moving) =>
  planScene(move(scene)).plan.refusals.map(({ code, message }) => `${code}: ${message}`);
const change = 'delegation: the nameservers would change, and';

describe('what a change of nameservers leaves behind', () => {
  it.each<readonly [string, Moving, readonly string[]]>([
    [
      'is listed, mail and the apex first',
      {
        former: [
          'www A 192.0.2.1',
          '_dmarc TXT v=DMARC1',
          '@ A 192.0.2.1',
          '@ TXT v=spf1',
          '@ CAA 0 issue "ca.example"',
          '@ MX 1 mx.example.net.',
        ],
      },
      [
        'x @ MX 1 mx.example.net. stops being answered when the nameservers change',
        'x @ TXT "v=spf1" stops being answered when the nameservers change',
        'x @ A 192.0.2.1 stops being answered when the nameservers change',
        'x @ CAA 0 issue "ca.example" stops being answered when the nameservers change',
        'x _dmarc TXT "v=DMARC1" stops being answered when the nameservers change',
        'x www A 192.0.2.1 stops being answered when the nameservers change',
      ],
    ],
    [
      'is nothing that the config declares',
      { former: ['@ MX 1 mx.example.net.'], desired: ['@ MX 1 mx.example.net. ttl 300'] },
      [],
    ],
    ['is nothing that stands at the new host already', { former: ['@ A 192.0.2.1'], live: ['@ A 192.0.2.1'] }, []],
    [
      'is what goes there with the same plan',
      {
        former: ['old A 192.0.2.1'],
        live: ['old A 192.0.2.1'],
        input: { formerZones: new Map() },
        desiredDomain: { foreign: 'delete' },
      },
      [],
    ],
    [
      'is what will be answered otherwise',
      { former: ['@ A 192.0.2.1', 'www A 192.0.2.1'], desired: ['@ A 192.0.2.9', 'www CNAME @'] },
      ['x @ A 192.0.2.1 will be answered by 192.0.2.9', 'x www A 192.0.2.1 will be answered by www CNAME example.com.'],
    ],
    [
      'is no pointer that the new host calls otherwise',
      { former: ['@ ALIAS lb.example.net.'], desired: ['@ CNAME lb.example.net.'] },
      [],
    ],
    [
      'is nothing that a wildcard answers as before',
      {
        former: ['a A 192.0.2.1', 'b A 192.0.2.2', 'c MX 1 mx.example.net.'],
        live: ['* A 192.0.2.1', 'x.c A 192.0.2.1'],
      },
      [
        'x b A 192.0.2.2 will be answered by * A 192.0.2.1',
        'x c MX 1 mx.example.net. stops being answered when the nameservers change',
      ],
    ],
    [
      'is what a delegated part hides',
      { former: ['db.lab A 192.0.2.1'], desired: ['lab NS ns1.example.net.'] },
      ['x db.lab A 192.0.2.1 will be answered by lab NS ns1.example.net.'],
    ],
    [
      'is also what a service of the host maintains, and no NS of the apex',
      {
        former: [],
        formerZone: {
          recordSets: [
            { ...liveSet('@ NS ns1.acme.example.'), system: "it is the host's" },
            { ...liveSet('@ MX 1 mx.acme.example.'), system: 'Mail Routing maintains it' },
          ],
        },
      },
      ['x @ MX 1 mx.acme.example. stops being answered when the nameservers change'],
    ],
    [
      'is a record of a type that nobody here knows, by its text',
      { former: [], formerZone: { unsupported: [{ name: '@.example.com.', type: 'HINFO', text: '"PC" "DOS"' }] } },
      ['x @ HINFO "PC" "DOS" stops being answered when the nameservers change'],
    ],
    [
      "is not known under nameservers that are nobody's here",
      {
        former: ['@ MX 1 mx.example.net.'],
        desired: ['@ MX 1 mx.example.net.'],
        desiredDomain: { settings: { nameservers: ['ns1.third.example.', 'ns2.third.example.'] } },
      },
      ['x @ MX 1 mx.example.net. not known whether the new nameservers answer it'],
    ],
    [
      'is not known where the new zone does not show itself yet, but for what is declared',
      {
        former: ['@ MX 1 mx.example.net.', '@ A 192.0.2.1'],
        desired: ['@ A 192.0.2.1'],
        desiredDomain: { registrar: 'fresh' },
        zone: { status: 'unreachable', nameservers: theirs },
      },
      ['x @ MX 1 mx.example.net. not known whether the new nameservers answer it'],
    ],
    [
      'is nothing where the nameservers stay',
      { former: ['@ A 192.0.2.1'], registration: { settings: { nameservers: theirs } } },
      [],
    ],
    [
      'is nothing where another order of the same nameservers comes',
      { former: ['@ A 192.0.2.1'], desiredDomain: { dns: 'acme', settings: { nameservers: [...ours].reverse() } } },
      [],
    ],
  ])('%s', (_, scene, expected) => {
    expect(lost(scene)).toEqual(expected);
  });

  it('is counted, with defaults and all, in what needs consent', () => {
    const former = ['@ MX 1 mx.example.net.', '@ A 192.0.2.1', 'www CNAME parking.example.net.', 'b A 192.0.2.1'];
    const scene: Moving = { former, desired: ['b A 192.0.2.2'] };
    expect(refused(scene)).toEqual([
      `${change} the new ones would stop answering 3 record sets (1 registrar's default record among them): @ MX, @ A, www CNAME, and would answer otherwise for 1 record set: b A; the plan gives the lines that keep 2 of them`,
    ]);
    expect(planScene(move(scene)).plan.summary.unanswered).toBe(4);
  });

  it("needs no consent where a new domain's defaults are all of it, and is listed all the same", () => {
    const scene: Moving = { former: ['www CNAME parking.example.net.', '@ MX 1 parking.example.net.'] };
    expect(refused(scene)).toEqual([]);
    expect(lost(scene)).toHaveLength(2);
    expect(planScene(move(scene)).plan.notes.map(({ message }) => message)).toEqual([
      'mail stops arriving where acme delivers it: the MX of a new domain goes with its nameservers. Declare MX records if it is used',
    ]);
  });

  it('still needs consent where all of it will be answered as before', () => {
    const scene: Moving = { former: ['b A 192.0.2.1'], desired: ['b A 192.0.2.1'] };
    expect(refused(scene)).toEqual([`${change} it has 1 record set where it is served now`]);
  });

  it('is what a host does without records, too', () => {
    const scene: Moving = { former: [], formerZone: { services: ['e-mail forwarding of 2 addresses'] } };
    expect(refused(scene)).toEqual([
      'side-effect: e-mail forwarding of 2 addresses at acme ends when the nameservers leave it',
    ]);
    expect(lost(scene)).toEqual([
      'x side effect e-mail forwarding of 2 addresses at acme ends when the nameservers leave it',
    ]);
  });

  it('comes with the lines that keep it, where the new host can hold it', () => {
    const former = [
      '@ MX 1 mx.example.net. ttl 30',
      '@ ALIAS lb.example.net.',
      'b CAA 0 issue "ca.example"',
      'c A 192.0.2.1',
    ];
    const types = { ...fakeCompiler().descriptor.dns.types, ALIAS: cannot('none'), CAA: cannot('none') };
    const compilers = new Map([
      ['acme', fakeCompiler()],
      ['fresh', fakeCompiler({ dns: { types, apexCname: true } })],
    ]);
    const { plan } = planScene(
      move({ former, desired: ['c A 192.0.2.9'], input: { compilers, formerZones: formerZones(former) } }),
    );
    expect(plan.unanswered.map(({ config }) => config)).toEqual([
      '- { name: "@", type: MX, value: "1 mx.example.net.", ttl: 60 }',
      '- { name: "@", type: CNAME, value: lb.example.net., ttl: 3600 }',
      null,
      '- { name: c, type: A, value: 192.0.2.1, ttl: 3600 }',
    ]);
    const text = planText(plan, { paint: plain, verbose: false, seconds: null, next: null });
    expect(text).toContain(
      `${[
        '  To keep what is answered now, add to the records of example.com:',
        '      - { name: "@", type: MX, value: "1 mx.example.net.", ttl: 60 }',
        '      - { name: "@", type: CNAME, value: lb.example.net., ttl: 3600 }',
      ].join('\n')}\n\n`,
    );
  });

  it('makes a saved plan stale where it changed', () => {
    const then = planScene(move({ former: ['@ MX 1 mx.example.net.'], desired: ['@ A 192.0.2.1'] })).plan;
    const now = planScene(move({ former: ['@ MX 5 mx.example.net.'], desired: ['@ A 192.0.2.1'] })).plan;
    const read = readPlanFile(writePlanFile(then));
    expect(read).toEqual({ ok: true, value: then });
    expect(explainStale(then, then)).toEqual([]);
    expect(explainStale(then, now)).toEqual([
      'example.com: config, state or live records changed since the plan was made (example.com/@/MX)',
    ]);
  });
});

describe('a zone that moves while somebody else has the nameservers', () => {
  const still: Moving = {
    former: ['@ MX 1 mx.example.net.', '@ A 192.0.2.1'],
    desired: ['@ A 192.0.2.1'],
    desiredDomain: { settings: {} },
  };

  it('is told what it lacks, and refused nothing', () => {
    const { plan } = planScene(move(still));
    expect([plan.refusals, plan.unanswered]).toEqual([[], []]);
    expect(plan.notes.map(({ message }) => message)).toEqual([
      'the zone at fresh does not answer 1 record set as acme does: @ MX. Nothing changes before the nameservers are switched; add what is needed first',
    ]);
  });

  it('is told where nobody can say', () => {
    const { plan } = planScene(move({ ...still, unread: 'it is gone.' }));
    expect(plan.notes.map(({ message }) => message)).toEqual([
      'the zone at acme, which fresh takes the place of, could not be read (it is gone.): compare the two by hand before the nameservers are switched',
    ]);
  });
});
