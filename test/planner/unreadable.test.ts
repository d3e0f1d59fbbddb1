import { describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { planScene, printed, type Scene } from '../helpers/planning.ts';

/** An address that cannot be read, at `www`. */
const zone: Partial<LiveZone> = {
  unsupported: [{ name: 'www.example.com.', type: 'A', text: '192.0.2.300', problem: 'is not an IPv4 address' }],
};
const stands = 'cannot be managed: A 192.0.2.300 stands there, and cannot be read';

/** What a plan makes of it, and of the address beside it that can be read. */
const cases: Readonly<
  Record<string, { readonly scene: Scene; readonly errors: readonly RegExp[]; plan: readonly string[] }>
> = {
  'nobody names the set: it is foreign, and others go on': {
    scene: { desired: ['api A 192.0.2.20'], live: ['www A 192.0.2.1'] },
    errors: [],
    plan: ['+ api A 192.0.2.20 ttl 3600'],
  },
  'the config names the set: an error at that set alone': {
    scene: { desired: ['api A 192.0.2.20', 'www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    errors: [/^example\.com\/www\/A cannot be managed.*, or take the set out of the config\.$/],
    plan: ['+ api A 192.0.2.20 ttl 3600'],
  },
  'the state names the set, which is to go: an error, since the deletion might take it along': {
    scene: { recorded: ['www A 192.0.2.1'], live: ['www A 192.0.2.1'] },
    errors: [/^example\.com\/www\/A cannot be managed.* at Acme\.$/],
    plan: [],
  },
  'the state names the set, and nothing of it can be read: an error, since it may be what we wrote': {
    scene: { recorded: ['www A 192.0.2.1'] },
    errors: [/^example\.com\/www\/A cannot be managed/],
    plan: [],
  },
  'foreign sets are deleted: not what stands beside it': {
    scene: { desiredDomain: { foreign: 'delete' }, live: ['www A 192.0.2.1', 'old A 192.0.2.2'] },
    errors: [],
    plan: ['- old A 192.0.2.2 (foreign: delete)'],
  },
  'a CNAME is to come there: an error, and the other address stays': {
    scene: { desired: ['www CNAME api.example.com.'], live: ['www A 192.0.2.1'] },
    errors: [/^example\.com\/www\/CNAME cannot be managed/],
    plan: [],
  },
};

describe('a record that cannot be read', () => {
  it.each(Object.entries(cases))('%s', (_case, { scene, errors, plan: expected }) => {
    const { plan } = planScene({ zone, ...scene });
    expect(plan.errors.map(({ message }) => message)).toEqual(errors.map((error) => expect.stringMatching(error)));
    for (const { message } of plan.errors) expect(message).toContain(stands);
    const lines = printed(plan).filter((line) => /^[-+~!=>] /.test(line));
    expect(lines).toEqual(expected);
    expect(plan.foreign).toContainEqual(
      expect.objectContaining({ address: 'example.com/www/A', why: 'cannot be read: is not an IPv4 address' }),
    );
  });
});
