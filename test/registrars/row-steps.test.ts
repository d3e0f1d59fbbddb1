/** Any sets of a zone into any others, by steps on records, at hosts of each kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveRecordSet } from '../../src/planner/inputs.ts';
import { orderChanges } from '../../src/planner/order.ts';
import type { RecordSetChange } from '../../src/planner/plan.ts';
import { type RowRules, type RowStep, rowSteps } from '../../src/registrars/row-steps.ts';
import { exclude, type NameRules } from '../../src/schema/dns/coexistence.ts';
import type { Rdata, RecordType } from '../../src/schema/dns/rdata.ts';
import { parseRdata, printRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';

const domain = 'example.com';
const values: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  A: ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
  TXT: ['"one"', '"two"', '"three"'],
  MX: ['10 mx.example.net.', '20 mx.example.net.', '10 my.example.net.'],
  CNAME: ['y.example.net.', 'z.example.net.'],
  ALIAS: ['y.example.net.', 'z.example.net.'],
};
const types = Object.keys(values) as RecordType[];
const names = ['x.example.com.', 'y.example.com.'];
const nameRules: NameRules = { apexCname: false };

type Place = Pick<Row, 'name' | 'type'>;
const excludes = (a: Place, b: Place) =>
  exclude({ name: a.name, type: a.type }, { name: b.name, type: b.type }, domain, nameRules);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: RecordType;
  readonly value: string;
  readonly ttl: number;
}

interface Wanted {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly values: readonly string[];
}

const sets: fc.Arbitrary<readonly Wanted[]> = fc
  .tuple(...names.flatMap((name) => types.map((type) => setAt(name, type))))
  .map((all) => all.flat())
  .map((all) => all.filter((set, index) => !all.slice(0, index).some((one) => excludes(set, one))));

function setAt(name: string, type: RecordType): fc.Arbitrary<readonly Wanted[]> {
  const single = type === 'CNAME' || type === 'ALIAS';
  const some = fc.shuffledSubarray([...(values[type] ?? [])], { minLength: 1, ...(single ? { maxLength: 1 } : {}) });
  const set = fc.record({
    name: fc.constant(name),
    type: fc.constant(type),
    ttl: fc.constantFrom(600, 900),
    values: some,
  });
  return fc.option(set, { nil: undefined, freq: 1 }).map((each) => (each === undefined ? [] : [each]));
}

function rdataOf(type: RecordType, text: string): Rdata {
  const rdata = parseRdata(type, text, absoluteTarget);
  if (!rdata.ok) throw new Error(rdata.problem.message);
  return rdata.value;
}

function liveSet(rows: readonly [Row, ...Row[]]): LiveRecordSet {
  const [{ name, type }] = rows;
  const distinct = [...new Set(rows.map(({ value }) => value))].map((text) => rdataOf(type, text));
  return {
    name,
    type,
    ttlSeconds: Math.min(...rows.map(({ ttl }) => ttl)),
    values: distinct,
    options: {},
    native: rows,
  };
}

function changesOf(rows: readonly Row[], after: readonly Wanted[]): readonly RecordSetChange[] {
  const changes = names
    .flatMap((name) => types.map((type) => ({ name, type })))
    .flatMap(({ name, type }) => {
      const [first, ...others] = rows.filter((row) => row.name === name && row.type === type);
      const before = first === undefined ? null : liveSet([first, ...others]);
      const set = after.find((one) => one.name === name && one.type === type);
      if (before === null && set === undefined) return [];
      const planned =
        set === undefined
          ? null
          : {
              ...{ name, type, ttlSeconds: set.ttl, options: {}, source: { file: 'domains.yaml', line: 1, column: 1 } },
              values: set.values.map((text) => rdataOf(type, text)),
              protect: 'off' as const,
            };
      const action = before === null ? 'create' : planned === null ? 'delete' : 'update';
      return [{ address: `${name} ${type}`, action, before, after: planned } as unknown as RecordSetChange];
    });
  return orderChanges(changes);
}

const plain: RowRules<Row> = {
  rowsOf: ({ native }) => native as readonly Row[],
  idOf: ({ id }) => id,
  valueOf: ({ value }) => value,
  same: ({ ttl }, { ttlSeconds }) => ttl === ttlSeconds,
  mayEdit: true,
  mayChangeType: false,
  names: nameRules,
};

const hosts: readonly (readonly [string, RowRules<Row>])[] = [
  ['edits values', plain],
  ['edits types, too', { ...plain, mayChangeType: true }],
  ['edits types, and deletes sets whole', { ...plain, mayChangeType: true, goesWhole: () => true }],
  ['edits nothing', { ...plain, mayEdit: false }],
];

/** Does the steps as such a host would, and holds each to what must be true in between. */
function apply(rows: readonly Row[], steps: readonly RowStep<Row>[], { mayChangeType, mayEdit }: RowRules<Row>) {
  const zone = new Map(rows.map((row) => [row.id, row]));
  let made = 0;
  const put = (id: string, { name, type }: { name: string; type: RecordType }, rdata: Rdata, ttl: number) => {
    const row: Row = { id, name, type, value: printRdata(rdata), ttl };
    const others = [...zone.values()].filter((one) => one.id !== id && one.name === name);
    expect(others.filter((one) => exclude(one, row, domain, nameRules))).toEqual([]);
    expect(zone.get(id)).not.toEqual(row);
    zone.set(id, row);
  };
  const drop = (row: Row) => {
    expect(zone.get(row.id)).toEqual(row);
    zone.delete(row.id);
  };
  for (const step of steps) {
    switch (step.kind) {
      case 'create':
        put(`new ${made++}`, step.set, step.rdata, step.set.ttlSeconds);
        break;
      case 'edit':
        expect(mayEdit).toBe(true);
        expect(mayChangeType || step.from.type === step.set.type).toBe(true);
        expect([step.from.name, step.row.name]).toEqual([step.set.name, step.set.name]);
        expect(zone.get(step.row.id)).toEqual(step.row);
        put(step.row.id, step.set, step.rdata, step.set.ttlSeconds);
        break;
      case 'delete':
        for (const row of step.rows) drop(row);
        break;
      case 'replace':
        expect(mayEdit).toBe(false);
        for (const row of step.rows) drop(row);
        for (const rdata of step.values) put(`new ${made++}`, step.set, rdata, step.set.ttlSeconds);
    }
  }
  return [...zone.values()];
}

const printed = ({ name, type, ttl, value }: Omit<Row, 'id'>) => `${name} ${type} ${ttl} ${value}`;
const wantedRows = (after: readonly Wanted[]) =>
  after.flatMap(({ name, type, ttl, values: list }) =>
    list.map((text) => printed({ name, type, ttl, value: printRdata(rdataOf(type, text)) })),
  );

/** Rows as they may stand: some of another TTL, some twice. */
const zones = fc.tuple(sets, fc.infiniteStream(fc.integer({ min: 0, max: 9 }))).map(([before, dice]) => {
  const rows: Row[] = [];
  const roll = () => dice.next().value as number;
  for (const { name, type, ttl, values: list } of before) {
    for (const text of list) {
      const value = printRdata(rdataOf(type, text));
      const odd = type === 'CNAME' || type === 'ALIAS' ? 9 : roll();
      rows.push({ id: String(rows.length), name, type, value, ttl: odd === 0 ? 1200 : ttl });
      if (odd === 1) rows.push({ id: String(rows.length), name, type, value, ttl: 1200 });
    }
  }
  return rows;
});

describe.each(hosts)('a host that %s', (_, rules) => {
  it('has exactly what is planned after the steps, and never two that exclude each other', () => {
    fc.assert(
      fc.property(zones, sets, (rows, after) => {
        const steps = rowSteps(domain, changesOf(rows, after), rules);
        expect(apply(rows, steps, rules).map(printed).sort()).toEqual(wantedRows(after).sort());
      }),
      { numRuns: 400 },
    );
  });

  it('sees no step for what is right already', () => {
    fc.assert(
      fc.property(sets, (after) => {
        const rows = after.flatMap(({ name, type, ttl, values: list }) =>
          list.map((text) => ({
            name,
            type,
            ttl,
            value: printRdata(rdataOf(type, text)),
            id: `${name} ${type} ${text}`,
          })),
        );
        expect(rowSteps(domain, changesOf(rows, after), rules)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps something at each name that has something before and after', () => {
    fc.assert(
      fc.property(zones, sets, (rows, after) => {
        const staying = names.filter((name) => [...rows, ...after].filter((one) => one.name === name).length > 0);
        const kept = staying.filter(
          (name) => rows.some((row) => row.name === name) && after.some((s) => s.name === name),
        );
        const steps = rowSteps(domain, changesOf(rows, after), rules);
        // Only a host that edits types can turn one into the other; the others have a gap where types exclude each other.
        const smooth = kept.filter((name) => rules.mayChangeType || !clashes(rows, after, name));
        for (let count = 1; count <= steps.length; count++) {
          const zone = apply(rows, steps.slice(0, count), rules);
          for (const name of smooth) expect(zone.some((row) => row.name === name)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the records of other sets alone', () => {
    fc.assert(
      fc.property(zones, sets, fc.subarray([...names]), (rows, after, chosen) => {
        const changes = changesOf(rows, after).filter(({ address }) => chosen.some((name) => address.startsWith(name)));
        const others = rows.filter(({ name }) => !chosen.includes(name));
        const zone = apply(rows, rowSteps(domain, changes, rules), rules);
        expect(zone.filter(({ name }) => !chosen.includes(name))).toEqual(others);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a record that is there twice', () => {
    const row: Row = { id: '7', name: 'x.example.com.', type: 'A', value: '192.0.2.1', ttl: 600 };
    const twice = changesOf([row, { ...row, value: '192.0.2.2' }], []);
    expect(() => rowSteps(domain, twice, rules)).toThrow(
      'the record 7 of x.example.com. A is one of x.example.com. A, too',
    );
    const inTwo = changesOf([row, { ...row, name: 'y.example.com.' }], []);
    expect(() => rowSteps(domain, inTwo, rules)).toThrow('the record 7');
  });
});

function clashes(rows: readonly Row[], after: readonly Wanted[], name: string): boolean {
  return rows.some((row) => row.name === name && after.some((set) => excludes(row, set)));
}

describe('the fewest steps', () => {
  it('where values are edited: of each set, the larger of what comes and what leaves', () => {
    fc.assert(
      fc.property(zones, sets, (rows, after) => {
        const changes = changesOf(rows, after);
        const fewest = changes.reduce((sum, change) => sum + larger(changeSizes(change)), 0);
        expect(rowSteps(domain, changes, plain)).toHaveLength(fewest);
      }),
      { numRuns: 400 },
    );
  });

  it('where types are edited: of each name, as few as any order of steps that the host takes could have', () => {
    const rules = { ...plain, mayChangeType: true };
    fc.assert(
      fc.property(zones, sets, (rows, after) => {
        const changes = changesOf(rows, after);
        const fewest = names.reduce(
          (sum, name) => sum + fewestAt(changes.filter((c) => c.address.startsWith(name))),
          0,
        );
        expect(rowSteps(domain, changes, rules)).toHaveLength(fewest);
      }),
      { numRuns: 400 },
    );
  });
});

interface Sizes {
  readonly rewritten: number;
  readonly coming: number;
  readonly leaving: number;
}

/** Counted by values alone. */
function changeSizes({ before, after }: RecordSetChange): Sizes {
  const rows = (before?.native ?? []) as readonly Row[];
  if (after === null) return { rewritten: 0, coming: 0, leaving: rows.length };
  const texts = after.values.map(printRdata);
  const staying = texts.filter((text) => rows.some(({ value }) => value === text));
  const right = texts.filter((text) => rows.some(({ value, ttl }) => value === text && ttl === after.ttlSeconds));
  return {
    rewritten: staying.length - right.length,
    coming: texts.length - staying.length,
    leaving: rows.length - staying.length,
  };
}

const larger = ({ rewritten, coming, leaving }: Sizes) => rewritten + Math.max(coming, leaving);

/**
 * What leaves and comes beyond the sets that edit themselves: as many pairs as a matching has in which, of those that
 * exclude others and those that they exclude, only one pair may be.
 */
function fewestAt(changes: readonly RecordSetChange[]): number {
  let count = 0;
  const left: LiveRecordSet[] = [];
  const made: { readonly name: string; readonly type: string }[] = [];
  for (const change of changes) {
    const { rewritten, coming, leaving } = changeSizes(change);
    count += rewritten + Math.min(coming, leaving);
    for (let i = coming; i < leaving; i++) if (change.before !== null) left.push(change.before);
    for (let i = leaving; i < coming; i++) if (change.after !== null) made.push(change.after);
  }
  const clash = (a: { name: string; type: string }, b: { name: string; type: string }) =>
    exclude(a, b, domain, nameRules);
  const rivals = left.filter((a) => made.some((b) => clash(a, b)));
  const rivalled = made.filter((b) => left.some((a) => clash(a, b)));
  const pivot = rivals.length > 0 ? 1 : 0;
  const [lx, cx] = [rivals.length - pivot, rivalled.length - pivot];
  const [lf, cf] = [left.length - rivals.length, made.length - rivalled.length];
  const early = Math.min(lx, cf);
  return count + left.length + made.length - pivot - early - Math.min(lf, cx + cf - early);
}
