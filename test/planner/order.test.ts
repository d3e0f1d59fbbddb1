import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planScene } from '../helpers/planning.ts';

const order = (scene: Parameters<typeof planScene>[0]) =>
  planScene(scene).plan.changes.map(({ action, address }) => `${action} ${address.slice('example.com/'.length)}`);

describe('the order of changes', () => {
  it('targets come before the records that point to them', () => {
    expect(order({ desired: ['a CNAME b', 'b CNAME c', 'c A 192.0.2.1', '@ MX 10 c'] })).toEqual([
      'create c/A',
      'create @/MX',
      'create b/CNAME',
      'create a/CNAME',
    ]);
  });

  it('pointers leave before their targets, after everything else', () => {
    const old = ['a CNAME b', 'b CNAME c', 'c A 192.0.2.1'];
    expect(order({ desired: ['z A 192.0.2.2'], recorded: old, live: old })).toEqual([
      'create z/A',
      'delete a/CNAME',
      'delete b/CNAME',
      'delete c/A',
    ]);
  });

  it('what makes room at a name leaves first', () => {
    expect(
      order({ desired: ['www A 192.0.2.1', 'b A 192.0.2.2'], recorded: ['www CNAME b'], live: ['www CNAME b'] }),
    ).toEqual(['delete www/CNAME', 'create b/A', 'create www/A']);
  });

  it('does not hang on a loop', () => {
    expect(order({ desired: ['a CNAME b', 'b CNAME a'] })).toHaveLength(2);
  });

  it('is the same whatever the order of the inputs', () => {
    const sets = ['a CNAME b', 'b CNAME c', 'c A 192.0.2.1', '@ MX 10 c', 'x TXT "y"', 'www A 192.0.2.3'];
    const live = ['old A 192.0.2.8', 'a CNAME x', 'foreign A 192.0.2.9'];
    const bytes = (desired: readonly string[], there: readonly string[]) =>
      JSON.stringify(planScene({ desired, live: there, recorded: ['old A 192.0.2.8'] }).plan);
    const expected = bytes(sets, live);
    fc.assert(
      fc.property(fc.shuffledSubarray(sets, { minLength: 6 }), fc.shuffledSubarray(live, { minLength: 3 }), (d, l) => {
        expect(bytes(d, l)).toBe(expected);
      }),
    );
  });
});
