/** The judge itself: that it finds what is wrong, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { Change, Refusal } from '../../../src/planner/plan.ts';
import { type Judged, violations } from './losses.ts';

const line = (address: string, text = 'one') => ({ address: `example.com/${address}`, text });
const change = (address: string, action: Change['action'], values: readonly string[] = ['one']) =>
  ({
    address: `example.com/${address}`,
    domain: 'example.com',
    action,
    before: action === 'create' ? null : { ttl: 300, values },
  }) as Change;
const consent = (code: Refusal['code'], consented = true) => ({ code, domain: 'example.com', consented }) as Refusal;

function judge(parts: Partial<Judged>, changes: readonly Change[], refusals: readonly Refusal[] = []) {
  return violations({
    expected: [],
    after: [],
    meanwhile: [],
    ours: new Set(),
    defaults: new Set(),
    before: new Map([['example.com/www/A', ['one']]]),
    applied: {
      plan: { changes, refusals },
      report: {
        results: changes.map(({ address, action }) => ({ address, account: 'home', action, status: 'applied' })),
      },
      journal: changes.map(({ address, before }) => ({ [address]: before })),
    },
    ...parts,
  });
}

const www = 'www/A';
const lost = { expected: [line(www)] };
const ours = new Set(['example.com/www/A']);

describe('the judge of losses', () => {
  it('finds nothing where rows stay, in any order', () => {
    const rows = [line(www), line(www), line('old/TXT')];
    expect(judge({ expected: rows, after: [...rows].reverse() }, [])).toEqual([]);
  });

  it('lets go of what is ours where the plan says so', () => {
    expect(judge({ ...lost, ours }, [change(www, 'delete')])).toEqual([]);
    expect(judge({ ...lost, ours, after: [line(www, 'two')] }, [change(www, 'update')])).toEqual([]);
  });

  it('finds what is lost and in no plan, also where it is ours', () => {
    expect(judge(lost, [])).toMatchObject([expect.stringContaining('no plan names it')]);
    expect(judge({ ...lost, ours }, [change('api/A', 'delete')])).toMatchObject([expect.stringContaining('no plan')]);
    expect(judge({ ...lost, ours }, [change(www, 'create')])).toMatchObject([expect.stringContaining('no plan')]);
  });

  it('finds one of two equal rows that is gone', () => {
    expect(judge({ expected: [line(www), line(www)], after: [line(www)] }, [])).toHaveLength(1);
  });

  it('finds what is lost without consent, or with consent to something else', () => {
    for (const refusals of [[], [consent('take-over', false)], [consent('too-many-deletes')]]) {
      expect(judge(lost, [change(www, 'update')], refusals)).toMatchObject([
        expect.stringContaining('without consent'),
      ]);
    }
    expect(judge(lost, [change(www, 'update')], [consent('take-over')])).toEqual([]);
    expect(judge(lost, [change(www, 'delete')], [consent('foreign-delete')])).toEqual([]);
  });

  it("needs no consent for the host's defaults, and does need the plan", () => {
    const defaults = new Set(['example.com/www/A']);
    expect(judge({ ...lost, defaults }, [change(www, 'delete')])).toEqual([]);
    expect(judge({ ...lost, defaults }, [])).toHaveLength(1);
  });

  it('finds what somebody wrote meanwhile, whatever was consented to', () => {
    const meanwhile = [line(www)];
    expect(judge({ ...lost, ours, meanwhile }, [change(www, 'delete')], [consent('take-over')])).toMatchObject([
      expect.stringContaining('nobody had seen'),
    ]);
    expect(judge({ expected: [line(www)], after: [line(www)], meanwhile }, [])).toEqual([]);
  });

  it('finds a value that plan, report or history do not tell', () => {
    const told = [consent('take-over')];
    expect(judge(lost, [change(www, 'update', ['other'])], told)).toMatchObject([
      expect.stringContaining('the plan shows'),
      expect.stringContaining('history'),
    ]);
    const applied = {
      plan: { changes: [change(www, 'update')], refusals: told },
      report: { results: [] },
      journal: [],
    };
    expect(
      violations({ ...lost, after: [], meanwhile: [], ours, defaults: new Set(), before: new Map(), applied }),
    ).toMatchObject([expect.stringContaining('report'), expect.stringContaining('history')]);
  });

  it('finds what appears and is in no plan', () => {
    expect(judge({ after: [line(www)] }, [])).toMatchObject([expect.stringContaining('appeared')]);
    expect(judge({ after: [line(www)] }, [change(www, 'create')])).toEqual([]);
  });

  it('finds every difference where nothing was applied', () => {
    expect(judge({ ...lost, ours, after: [line('new/A')], applied: null }, [])).toMatchObject([
      expect.stringContaining('lost'),
      expect.stringContaining('appeared'),
    ]);
  });
});
