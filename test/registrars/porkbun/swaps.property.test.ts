/** Any zone into any other: the calls, in the order that a plan has, against the rules of a zone at Porkbun. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderChanges } from '../../../src/planner/order.ts';
import type { CallBody, RecordFields } from '../../../src/registrars/porkbun/calls.ts';
import { compileZone } from '../../../src/registrars/porkbun/compile.ts';
import { changesOf, domain, zoneOf } from './helpers.ts';

const values = {
  A: ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
  AAAA: ['2001:db8::1', '2001:db8::2'],
  TXT: ['one', 'two', 'three'],
  MX: ['10 mx.example.net.', '20 mx.example.net.'],
  CNAME: ['y.example.net.', 'z.example.net.'],
  ALIAS: ['y.example.net.', 'z.example.net.'],
} as const;
type Type = keyof typeof values;
const names = ['x', '*', '@'] as const;

interface Wanted {
  readonly name: string;
  readonly type: Type;
  readonly ttl: number;
  readonly values: readonly string[];
}

const sets: fc.Arbitrary<readonly Wanted[]> = fc
  .tuple(...names.flatMap((name) => (Object.keys(values) as Type[]).map((type) => setAt(name, type))))
  .map((all) => all.flat())
  .map((all) => all.filter((set, index) => !all.slice(0, index).some((other) => clash(set, other))));

function setAt(name: string, type: Type): fc.Arbitrary<readonly Wanted[]> {
  const single = type === 'CNAME' || type === 'ALIAS';
  const some = fc.subarray([...values[type]], { minLength: 1, ...(single ? { maxLength: 1 } : {}) });
  const set = fc.record({
    name: fc.constant(name),
    type: fc.constant(type),
    ttl: fc.constantFrom(600, 900),
    values: some,
  });
  // A CNAME is kept only where nothing came before it: more often wanted, to be left often enough.
  return fc
    .option(set, { nil: undefined, freq: type === 'CNAME' ? 6 : 2 })
    .map((each) => (each === undefined ? [] : [each]));
}

function clash(a: { name: string; type: string }, b: { name: string; type: string }): boolean {
  const [one, other] = [a.type, b.type];
  if (a.name !== b.name || one === other) return false;
  if (one === 'CNAME' || other === 'CNAME') return true;
  const address = (type: string) => type === 'A' || type === 'AAAA';
  return (one === 'ALIAS' && address(other)) || (other === 'ALIAS' && address(one));
}

const printed = ({ name, type, content, ttl, prio }: RecordFields) =>
  [name === '' ? '@' : name, type, ttl, prio, content].filter((part) => part !== undefined).join(' ');

const rowsOf = (wanted: readonly Wanted[]) =>
  wanted.flatMap(({ name, type, ttl, values: list }) =>
    list.map((value) => `${name} ${type} ${ttl} ${value.replace(/\.$/, '')}`),
  );

it('any zone becomes any other, by no more calls than without a change of type', () => {
  fc.assert(
    fc.property(sets, sets, (before, after) => {
      const live = zoneOf(...rowsOf(before).map((row, index) => `${index + 1} ${row}`));
      const same = (a: Wanted, b: Wanted) => a.name === b.name && a.type === b.type;
      const equal = (set: Wanted) => before.some((old) => JSON.stringify(old) === JSON.stringify(set));
      const texts = [
        ...before.filter((old) => !after.some((set) => same(old, set))).map(({ name, type }) => `- ${name} ${type}`),
        ...after
          .filter((set) => !equal(set))
          .map((set) => `+ ${set.name} ${set.type} ${set.ttl} ${set.values.join(' | ')}`),
      ];
      const changes = orderChanges(changesOf(live, ...texts));
      const calls = compileZone({ domain, live, changes });

      const zone = new Map(rowsOf(before).map((row, index) => [String(index + 1), row]));
      const put = (id: string, fields: RecordFields) => {
        const row = printed(fields);
        expect([...zone.values()]).not.toContain(row);
        const place = { name: fields.name || '@', type: fields.type };
        const others = [...zone].filter(([other]) => other !== id).map(([, text]) => text.split(' '));
        expect(others.filter(([name = '', type = '']) => clash({ name, type }, place))).toEqual([]);
        zone.set(id, row);
      };
      for (const [index, call] of calls.entries()) {
        const body = call.body as CallBody;
        if (body.kind === 'create') put(`new ${index}`, body.record);
        else if (body.kind === 'edit' || body.kind === 'swap') {
          if (body.kind === 'swap') expect(printed(body.before)).toBe(zone.get(body.id));
          expect(zone.has(body.id)).toBe(true);
          put(body.id, body.record);
        } else if (body.kind === 'delete') expect(zone.delete(body.id)).toBe(true);
        else if (body.kind === 'delete-set') {
          for (const [id, row] of zone) if (row.startsWith(`${body.name} ${body.type} `)) zone.delete(id);
        }
      }
      expect([...zone.values()].sort()).toEqual(rowsOf(after).sort());

      const alone = changes.flatMap((change) => compileZone({ domain, live, changes: [change] }));
      expect(calls.length).toBeLessThanOrEqual(alone.length + gaps(before, after));
    }),
    { numRuns: 500 },
  );
});

/** A set of several that becomes a CNAME or an ALIAS goes one by one, so that its last record can be the one that turns. */
function gaps(before: readonly Wanted[], after: readonly Wanted[]): number {
  const leaving = before.filter((old) => after.some((set) => clash(old, set)));
  return leaving.reduce((sum, { values: list }) => sum + Math.max(0, list.length - 2), 0);
}
