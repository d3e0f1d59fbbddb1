import { describe, expect, it } from 'vitest';
import { liveSet, planScene, printed, type Scene } from '../helpers/planning.ts';

function liveSystem(text: string) {
  return { ...liveSet(text), system: 'it belongs to the host' };
}

/** Each case is a row of the three-way table, or what bears on it; the expectation is the plan as it is printed. */
const cases: Readonly<Record<string, { scene: Scene; plan: readonly string[]; summary?: object }>> = {
  'desired, not recorded, absent: create': {
    scene: { desired: ['api A 192.0.2.20 ttl 300'] },
    plan: ['+ api A 192.0.2.20 ttl 300'],
    summary: { create: 1, calls: 1 },
  },
  'desired, not recorded, live equal: adopt without a call': {
    scene: { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    plan: ['= www A 192.0.2.1 ttl 3600'],
    summary: { adopt: 1, calls: 0 },
  },
  'desired, not recorded, live different: update that takes over': {
    scene: { desired: ['www A 192.0.2.1'], live: ['www A 192.0.2.9'] },
    plan: [
      '~ www A 192.0.2.9 -> 192.0.2.1 takes over',
      'Refused: example.com (take-over): would lose what is live at 1 record set and was never managed here',
      'example.com/www/A: 192.0.2.9 -> 192.0.2.1',
      'to keep it:',
      '- { name: www, type: A, values: [192.0.2.1, 192.0.2.9], ttl: 3600 }',
      'To consent: --consent take-over:example.com',
    ],
    summary: { update: 1, take_over: 1, refusals: 1, calls: 1, foreign: 0 },
  },
  'desired, recorded, live equal: nothing': {
    scene: { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    plan: [],
    summary: { no_op: 1, calls: 0 },
  },
  'desired, recorded otherwise, live equal: recorded is brought up to date, as drift into agreement': {
    scene: { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.5'], live: ['www A 192.0.2.1'] },
    plan: [
      '! www A 192.0.2.1 ttl 3600 changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab); the config now says the same',
    ],
    summary: { adopt: 1, drift: 1, calls: 0 },
  },
  'a TXT of one text, live in strings that make it: adopt without a call': {
    scene: { desired: ['k TXT "v=DKIM1; p=AB"'], live: ['k TXT "v=DKIM1; " "p=AB"'] },
    plan: ['= k TXT "v=DKIM1; " "p=AB" ttl 3600'],
    summary: { adopt: 1, calls: 0 },
  },
  'a TXT of one text, recorded in the strings that were adopted: nothing': {
    scene: {
      desired: ['k TXT "v=DKIM1; p=AB"'],
      recorded: ['k TXT "v=DKIM1; " "p=AB"'],
      live: ['k TXT "v=DKIM1; " "p=AB"'],
    },
    plan: [],
    summary: { no_op: 1, drift: 0, calls: 0 },
  },
  'a TXT of one text, recorded as such, split by somebody: no drift': {
    scene: {
      desired: ['k TXT "ab", "c"'],
      recorded: ['k TXT "ab", "c"'],
      live: ['k TXT "c", "a" "b"'],
    },
    plan: [],
    summary: { no_op: 1, drift: 0, calls: 0 },
  },
  'a TXT of strings, live in others: put back': {
    scene: {
      desired: ['k TXT "txtvers=1" "note=x"'],
      recorded: ['k TXT "txtvers=1" "note=x"'],
      live: ['k TXT "txtvers=1note=x"'],
    },
    plan: [
      '! k TXT "txtvers=1note=x" -> "txtvers=1" "note=x" changed outside, was "txtvers=1" "note=x" by run 41 (2026-11-20, 3f2c1ab)',
    ],
    summary: { update: 1, drift: 1 },
  },
  'a TXT of strings in place of one text: update': {
    scene: { desired: ['k TXT "a" "b"'], recorded: ['k TXT "ab"'], live: ['k TXT "ab"'] },
    plan: ['~ k TXT "ab" -> "a" "b"'],
    summary: { update: 1, drift: 0 },
  },
  'desired changed, recorded is live: update': {
    scene: { desired: ['www A 192.0.2.1 ttl 300'], recorded: ['www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    plan: ['~ www A ttl 3600 -> 300'],
    summary: { update: 1, drift: 0 },
  },
  'desired is recorded, live differs: drift, put back': {
    scene: { desired: ['mail A 192.0.2.9'], recorded: ['mail A 192.0.2.9'], live: ['mail A 192.0.2.5'] },
    plan: ['! mail A 192.0.2.5 -> 192.0.2.9 changed outside, was 192.0.2.9 by run 41 (2026-11-20, 3f2c1ab)'],
    summary: { update: 1, drift: 1 },
  },
  'desired, recorded and live all differ: both changed': {
    scene: { desired: ['mail A 192.0.2.1'], recorded: ['mail A 192.0.2.2'], live: ['mail A 192.0.2.3'] },
    plan: [
      '! mail A 192.0.2.3 -> 192.0.2.1 changed outside, was 192.0.2.2 by run 41 (2026-11-20, 3f2c1ab); the config changed too',
    ],
    summary: { update: 1, drift: 1 },
  },
  'desired, recorded, absent: created again, as drift': {
    scene: {
      desired: ['mail A 192.0.2.1', 'www A 192.0.2.2'],
      recorded: ['mail A 192.0.2.1', 'www A 192.0.2.2'],
      live: ['www A 192.0.2.2'],
    },
    plan: ['! mail A absent -> 192.0.2.1 ttl 3600 deleted outside, was 192.0.2.1 by run 41 (2026-11-20, 3f2c1ab)'],
    summary: { create: 1, drift: 1 },
  },
  'not desired, recorded, live: delete': {
    scene: { desired: ['a A 192.0.2.1'], recorded: ['old CNAME x.example.net.'], live: ['old CNAME x.example.net.'] },
    plan: ['+ a A 192.0.2.1 ttl 3600', '- old CNAME x.example.net.'],
    summary: { create: 1, delete: 1, drift: 0 },
  },
  'not desired, recorded, live differs: delete, as drift': {
    scene: { desired: ['a A 192.0.2.1'], recorded: ['old A 192.0.2.7'], live: ['old A 192.0.2.8'] },
    plan: [
      '! old A 192.0.2.8 -> absent changed outside, was 192.0.2.7 by run 41 (2026-11-20, 3f2c1ab)',
      '+ a A 192.0.2.1 ttl 3600',
      'Refused: example.com (take-over): would lose what is live at 1 record set and was never managed here',
      'example.com/old/A: 192.0.2.8 -> nothing',
      'to keep it:',
      '- { name: old, type: A, value: 192.0.2.8, ttl: 3600 }',
      'To consent: --consent take-over:example.com',
    ],
    summary: { create: 1, delete: 1, drift: 1, take_over: 0, refusals: 1 },
  },
  'not desired, recorded, absent: forget, as drift': {
    scene: {
      desired: ['www A 192.0.2.2'],
      recorded: ['old A 192.0.2.7', 'www A 192.0.2.2'],
      live: ['www A 192.0.2.2'],
    },
    plan: ['! old A deleted outside, was 192.0.2.7 by run 41 (2026-11-20, 3f2c1ab); will be forgotten'],
    summary: { forget: 1, drift: 1, calls: 0 },
  },
  'neither desired nor recorded, live: foreign, left alone': {
    scene: { live: ['other A 192.0.2.7'] },
    plan: ['? other A 192.0.2.7 ttl 3600 foreign'],
    summary: { foreign: 1, calls: 0 },
  },
  'foreign: delete removes foreign sets, and asks': {
    scene: { live: ['other A 192.0.2.7'], desiredDomain: { foreign: 'delete' } },
    plan: [
      '- other A 192.0.2.7 (foreign: delete)',
      'Refused: example.com (foreign-delete): would remove 1 record set that was never managed here: example.com/other/A',
      'To consent: --consent foreign-delete:example.com',
    ],
    summary: { delete: 1, refusals: 1 },
  },
  'ignored sets are neither changed nor reported': {
    scene: {
      live: ['_acme-challenge.www TXT "x"', '_acme-challenge.www A 192.0.2.1'],
      desiredDomain: { ignore: [{ name: '_acme-challenge*', type: 'TXT' }] },
    },
    plan: ['? _acme-challenge.www A 192.0.2.1 ttl 3600 foreign'],
  },
  'a managed set that becomes ignored is forgotten, not deleted': {
    scene: {
      recorded: ['ddns A 192.0.2.1'],
      live: ['ddns A 192.0.2.1'],
      desiredDomain: { ignore: [{ name: 'ddns' }] },
    },
    plan: ['. ddns A 192.0.2.1 (ignored by the config)'],
  },
  'a parking record makes room without consent': {
    scene: { desired: ['www A 192.0.2.1'], live: ['www CNAME parking.example.net.'] },
    plan: [
      "- www CNAME parking.example.net. takes over (A cannot stand beside CNAME at one name; registrar's default record)",
      '+ www A 192.0.2.1 ttl 3600',
    ],
    summary: { create: 1, delete: 1, foreign: 0, refusals: 0 },
  },
  'a web redirect answers for addresses, so it makes room for one': {
    scene: { desired: ['@ A 192.0.2.1'], live: ['@ URL 302 http://parking.example.net/'] },
    plan: [
      "- @ URL 302 http://parking.example.net/ takes over (A cannot stand beside URL at one name; registrar's default record)",
      '+ @ A 192.0.2.1 ttl 3600',
    ],
  },
  'what stood in a new domain is called so where it is replaced in place, and mail that it delivered is told of': {
    scene: {
      desired: ['@ MX 10 mx.example.net.'],
      live: ['@ MX 10 parking.example.net.'],
    },
    plan: [
      "~ @ MX 10 parking.example.net. -> 10 mx.example.net. takes over (registrar's default record)",
      'Note: example.com: mail stops arriving where acme delivers it: the MX of a new domain is replaced. Declare its MX records as well if it is used',
    ],
  },
  'mail goes on where the new MX records keep those of a new domain': {
    scene: {
      desired: ['@ MX 5 mx.example.net., 10 parking.example.net.'],
      live: ['@ MX 10 parking.example.net.'],
    },
    plan: [
      "~ @ MX 10 parking.example.net. -> 10 parking.example.net., 5 mx.example.net. takes over (registrar's default record)",
    ],
  },
  'nor can a web redirect stand beside a CNAME': {
    scene: { desired: ['www URL 301 https://example.com/'], live: ['www CNAME parking.example.net.'] },
    plan: [
      "- www CNAME parking.example.net. takes over (URL cannot stand beside CNAME at one name; registrar's default record)",
      '+ www URL 301 https://example.com/ ttl 3600',
    ],
  },
  'any other foreign record in the way needs consent': {
    scene: { desired: ['www CNAME x.example.net.'], live: ['www A 192.0.2.1', 'www TXT "y"'] },
    plan: [
      '- www A 192.0.2.1 takes over (CNAME cannot stand beside A at one name)',
      '- www TXT "y" takes over (CNAME cannot stand beside TXT at one name)',
      '+ www CNAME x.example.net. ttl 3600',
      'Refused: example.com (foreign-delete): would remove 2 record sets that were never managed here: example.com/www/A, example.com/www/TXT',
      'To consent: --consent foreign-delete:example.com',
    ],
  },
  'a managed type change deletes first': {
    scene: { desired: ['www CNAME x.example.net.'], recorded: ['www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    plan: ['- www A 192.0.2.1', '+ www CNAME x.example.net. ttl 3600'],
    summary: { create: 1, delete: 1 },
  },
  'a change that the host cannot make in place is a replacement with its reason': {
    scene: {
      desired: ['@ MX 20 mx.example.net.'],
      recorded: ['@ MX 10 mx.example.net.'],
      live: ['@ MX 10 mx.example.net.'],
      dns: { replaceReason: () => 'Acme ignores it' },
    },
    plan: ['-/+ @ MX 10 mx.example.net. -> 20 mx.example.net. (Acme ignores it)'],
    summary: { replace: 1 },
  },
  'a protected set is recorded as such': {
    scene: { desired: ['@ TXT "v" protect'], recorded: ['@ TXT "v"'], live: ['@ TXT "v"'] },
    plan: ['= @ TXT "v" ttl 3600 (protect: on)'],
  },
  'a protected set stays protected where the config no longer says so': {
    scene: { desired: ['@ TXT "v"'], recorded: ['@ TXT "v" protect'], live: ['@ TXT "v"'] },
    plan: [],
    summary: { no_op: 1, adopt: 0 },
  },
  'protect: false lifts the protection': {
    scene: { desired: ['@ TXT "v" unprotect'], recorded: ['@ TXT "v" protect'], live: ['@ TXT "v"'] },
    plan: ['= @ TXT "v" ttl 3600 (protect: off)'],
    summary: { adopt: 1, calls: 0 },
  },
  'protect: false of what is not protected is nothing to do': {
    scene: { desired: ['@ TXT "v" unprotect'], recorded: ['@ TXT "v"'], live: ['@ TXT "v"'] },
    plan: [],
  },
  'protection that comes with another change is told': {
    scene: {
      desired: ['a A 192.0.2.1 protect', 'b A 192.0.2.1 protect', 'c A 192.0.2.1 unprotect', 'd A 192.0.2.1 protect'],
      recorded: ['b A 192.0.2.9', 'c A 192.0.2.1 protect-delete'],
      live: ['b A 192.0.2.9', 'c A 192.0.2.8', 'd A 192.0.2.1'],
      desiredDomain: { thresholds: { deletes: 1, updates: 1 } },
    },
    plan: [
      '! c A 192.0.2.8 -> 192.0.2.1 changed outside, was 192.0.2.1 by run 41 (2026-11-20, 3f2c1ab); protect: off',
      '+ a A 192.0.2.1 ttl 3600 (protect: on)',
      '~ b A 192.0.2.9 -> 192.0.2.1 (protect: on)',
      '= d A 192.0.2.1 ttl 3600 (protect: on)',
    ],
  },
  'a change of a protected set leaves it protected, and tells nothing of it': {
    scene: { desired: ['@ TXT "w"'], recorded: ['@ TXT "v" protect-delete'], live: ['@ TXT "v"'] },
    plan: ['~ @ TXT "v" -> "w"'],
  },
  'a fully protected set does not change without consent': {
    scene: { desired: ['@ TXT "w"'], recorded: ['@ TXT "v" protect'], live: ['@ TXT "v"'] },
    plan: [
      '~ @ TXT "v" -> "w"',
      'Refused: example.com (protected): example.com/@/TXT is protected; to lift that, set `protect: false` and apply, or run `domctl state unprotect example.com/@/TXT`',
      'To consent: --consent protected:example.com',
    ],
  },
  'its TTL, or what somebody changed outside, neither': {
    scene: {
      desired: ['a A 192.0.2.1 ttl 300', 'b A 192.0.2.1', 'c A 192.0.2.1', 'd A 192.0.2.1'],
      recorded: ['a A 192.0.2.1 protect', 'b A 192.0.2.1 protect', 'c A 192.0.2.1', 'd A 192.0.2.1'],
      live: ['a A 192.0.2.1', 'b A 192.0.2.9', 'c A 192.0.2.1', 'd A 192.0.2.1'],
    },
    plan: [
      '! b A 192.0.2.9 -> 192.0.2.1 changed outside, was 192.0.2.1 by run 41 (2026-11-20, 3f2c1ab)',
      '~ a A ttl 3600 -> 300',
      'Refused: example.com (protected): example.com/a/A, example.com/b/A are protected; to lift that, set `protect: false` and apply, or run `domctl state unprotect example.com/a/A example.com/b/A`',
      'To consent: --consent protected:example.com',
    ],
  },
  'what was deleted outside is made again, whatever its protection': {
    scene: {
      desired: ['a A 192.0.2.1', 'b A 192.0.2.1'],
      recorded: ['a A 192.0.2.1 protect', 'b A 192.0.2.1'],
      live: ['b A 192.0.2.1'],
    },
    plan: ['! a A absent -> 192.0.2.1 ttl 3600 deleted outside, was 192.0.2.1 by run 41 (2026-11-20, 3f2c1ab)'],
  },
  'the apply that protects a set may change it': {
    scene: { desired: ['@ TXT "w" protect'], recorded: ['@ TXT "v" protect-delete'], live: ['@ TXT "v"'] },
    plan: ['~ @ TXT "v" -> "w" (protect: on)'],
  },
  'protection from deletion alone is told as that': {
    scene: { desired: ['@ TXT "v" protect-delete'], recorded: ['@ TXT "v" protect'], live: ['@ TXT "v"'] },
    plan: ['= @ TXT "v" ttl 3600 (protect: delete)'],
  },
  'a set that is protected from deletion is not deleted without consent': {
    scene: { desired: ['a A 192.0.2.1'], recorded: ['@ TXT "v" protect-delete'], live: ['@ TXT "v"'] },
    plan: [
      '+ a A 192.0.2.1 ttl 3600',
      '- @ TXT "v"',
      'Refused: example.com (protected): example.com/@/TXT is protected; to lift that, run `domctl state unprotect example.com/@/TXT`',
      'To consent: --consent protected:example.com',
    ],
  },
  'a protected set is not replaced without consent, whatever the config says of it': {
    scene: {
      desired: ['@ MX 20 mx.example.net.'],
      recorded: ['@ MX 10 mx.example.net. protect'],
      live: ['@ MX 10 mx.example.net.'],
      dns: { replaceReason: () => 'Acme ignores it' },
    },
    plan: [
      '-/+ @ MX 10 mx.example.net. -> 20 mx.example.net. (Acme ignores it)',
      'Refused: example.com (protected): example.com/@/MX is protected; to lift that, set `protect: false` and apply, or run `domctl state unprotect example.com/@/MX`',
      'To consent: --consent protected:example.com',
    ],
  },
  'a protected set is not deleted without consent': {
    scene: { desired: ['a A 192.0.2.1'], recorded: ['@ TXT "v" protect'], live: ['@ TXT "v"'] },
    plan: [
      '+ a A 192.0.2.1 ttl 3600',
      '- @ TXT "v"',
      'Refused: example.com (protected): example.com/@/TXT is protected; to lift that, run `domctl state unprotect example.com/@/TXT`',
      'To consent: --consent protected:example.com',
    ],
  },
  'a set of the host is left alone, and a config that names it is told': {
    scene: {
      desired: ['@ MX 10 mx.example.net.'],
      zone: { recordSets: [liveSystem('@ MX 5 route.acme.example.'), liveSystem('@ NS ns1.acme.example.')] },
    },
    plan: [],
    summary: { errors: 1, create: 0, foreign: 0, calls: 0 },
  },
  'an unknown record type is foreign and untouched, also with foreign: delete': {
    scene: {
      desiredDomain: { foreign: 'delete' },
      zone: { unsupported: [{ name: 'x.example.com.', type: 'WKS', text: '192.0.2.1 6' }] },
    },
    plan: ['? x WKS 192.0.2.1 6 foreign, of a type unknown to this tool'],
    summary: { foreign: 1, delete: 0 },
  },
  'a record that cannot be read where a set is declared: an error, and no record beside it': {
    scene: {
      desired: ['www A 192.0.2.1', 'api A 192.0.2.2', 'mail CNAME mx.example.net.', 'txt TXT "a"'],
      zone: {
        recordSets: [liveSet('www A 192.0.2.1')],
        unsupported: [
          { name: 'www.example.com.', type: 'A', text: '192.0.2.300', problem: 'it is not an IPv4 address' },
          { name: 'api.example.com.', type: 'A', text: '192.0.2.300' },
          { name: 'mail.example.com.', type: 'MX', text: '10' },
          { name: 'txt.example.com.', type: 'MX', text: '10' },
        ],
      },
    },
    plan: [
      '+ txt TXT "a" ttl 3600',
      '? api A 192.0.2.300 foreign, cannot be read',
      '? mail MX 10 foreign, cannot be read',
      '? txt MX 10 foreign, cannot be read',
      '? www A 192.0.2.300 foreign, cannot be read: it is not an IPv4 address',
    ],
    summary: { errors: 3, create: 1, adopt: 0 },
  },
  "a record of the host's own that can be read: the set beside it is managed": {
    scene: {
      desired: ['@ TXT "mine=1"'],
      zone: {
        recordSets: [],
        unsupported: [
          { name: 'example.com.', type: 'TXT', text: '"v=spf1 -all"', system: 'a service of Acme maintains it' },
        ],
      },
    },
    plan: ['+ @ TXT "mine=1" ttl 3600', '? @ TXT "v=spf1 -all" foreign, a service of Acme maintains it'],
    summary: { errors: 0, create: 1 },
  },
  'an irregular live set never equals the desired one': {
    scene: {
      desired: ['www A 192.0.2.1'],
      recorded: ['www A 192.0.2.1'],
      zone: {
        recordSets: [{ ...liveSet('www A 192.0.2.1'), irregular: 'its records have different TTLs: 300, 3600' }],
      },
    },
    plan: ['! www A ttl 300/3600 -> 3600 changed outside, was ttl 3600 by run 41 (2026-11-20, 3f2c1ab)'],
    summary: { update: 1 },
  },
};

describe('the plan of record sets', () => {
  it.each(Object.entries(cases))('%s', (_, { scene, plan, summary }) => {
    const made = planScene(scene).plan;
    if (summary !== undefined) expect(made.summary).toMatchObject(summary);
    const errors = made.errors.length;
    expect(printed(made).slice(0, printed(made).length - errors)).toEqual(plan);
  });

  it.each([
    ['www A 192.0.2.1', true],
    ['www A 192.0.2.1 protect', true],
    ['www A 192.0.2.1 unprotect', false],
  ])('a protected set of which the config says %j will be recorded as protected: %s', (text, after) => {
    const { plan, work } = planScene({
      desired: [text],
      recorded: ['www A 192.0.2.9 protect'],
      live: ['www A 192.0.2.9'],
    });
    expect(plan.changes).toMatchObject([{ action: 'update', protect: { before: true, after } }]);
    expect(work.get('example.com')?.recordSetChanges[0]?.after?.protect).toBe(after);
  });

  it('an option that the config comes to name as it is live is told, though nothing live changes', () => {
    const { input } = planScene({
      desired: ['www A 192.0.2.1'],
      recorded: ['www A 192.0.2.1'],
      live: ['www A 192.0.2.1'],
    });
    const [one] = input.desired.domains;
    if (one === undefined) throw new Error('no domain');
    const options = { comment: 'edge' };
    const desired = {
      ...input.desired,
      domains: [{ ...one, recordSets: one.recordSets.map((set) => ({ ...set, options })) }],
    };
    const zone = { recordSets: [{ ...liveSet('www A 192.0.2.1'), options }] };
    const scene = { desired: ['www A 192.0.2.1'], recorded: ['www A 192.0.2.1'], zone, input: { desired } };
    expect(printed(planScene(scene).plan)).toEqual([
      '= www A 192.0.2.1 ttl 3600 comment "edge" (manages comment, too)',
    ]);
  });

  it('a refresh leaves the protection as it is recorded', () => {
    const { plan } = planScene({
      refreshOnly: true,
      desired: ['www A 192.0.2.1 unprotect'],
      recorded: ['www A 192.0.2.1 protect'],
      live: ['www A 192.0.2.9'],
    });
    expect(plan.changes).toMatchObject([{ action: 'adopt', protect: { before: true, after: true } }]);
  });

  it.each(Object.entries(cases))('%s: has the drift that a refresh finds', (_, { scene }) => {
    const drifted = (refreshOnly: boolean) => planScene({ ...scene, refreshOnly }).plan.drift.map((one) => one.address);
    expect(drifted(false)).toEqual(drifted(true));
  });
});
