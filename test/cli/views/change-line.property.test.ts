/** What a plan changes is in its line: one live value and two plans for it, or one plan and two live values, never print alike. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeLine } from '../../../src/cli/views/change-line.ts';
import { changeLines } from '../../../src/cli/views/domain-block.ts';
import { driftLine, fateInPlan } from '../../../src/cli/views/drift-line.ts';
import { plain } from '../../../src/cli/views/paint.ts';
import type { RecordSetValue, Value } from '../../../src/planner/plan.ts';
import { irregularity } from '../../../src/registrars/rows.ts';
import { quote } from '../../../src/schema/dns/character-strings.ts';
import { visibleData } from '../../../src/schema/visible.ts';
import { changeOf, driftOf } from './plan-fixture.ts';

const address = 'example.com/mix/TXT';
const word = fc.constantFrom('a', 'A', 'b', 'v=spf1', 'x'.repeat(30), '[-', '+}', ' ', ', ', ' -> ', '"', '...');
const text = fc.array(word, { maxLength: 40 }).map((words) => quote(words.join(' ')));
const values = fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((texts) => [...texts].sort());
const ttl = fc.constantFrom(1, 60, 300, 600, 3600);
const comment = fc.constantFrom('', 'a', 'A', '->', '\u001b', '\\u{1B}');
const options = fc.record({ proxied: fc.boolean(), comment, tags: fc.subarray(['a', 'A', 'b']) });

const planned: fc.Arbitrary<RecordSetValue> = fc.record({ ttl, values, options });
const live: fc.Arbitrary<RecordSetValue> = fc.tuple(planned, fc.array(ttl, { maxLength: 2 })).map(([set, ttls]) => {
  const irregular = irregularity([set.ttl, ...ttls], ttls.length === 1 ? 1 : set.values.length);
  const all = { ...set, ttl: Math.min(set.ttl, ...ttls) };
  return irregular === undefined ? all : { ...all, irregular };
});
/** Lists of settings are in canonical order, each item once. */
const name = fc.constantFrom('ns1.example.net.', 'ns2.example.net.', 'NS1.example.net.', `ns.${'long.'.repeat(15)}`);
const setting = fc.oneof(
  fc.boolean(),
  fc.uniqueArray(name, { maxLength: 4 }).map((names) => [...names].sort()),
);

function printed(before: Value, after: Value): string {
  const change = visibleData(changeOf(address, 'update', { before, after }));
  return changeLines([changeLine(change, plain)], plain).join('\n');
}

function drifted(recorded: Value, live: Value): string {
  const change = changeOf(address, 'update', { before: live, after: recorded });
  const drift = driftOf(address, { recorded, live, desired: recorded });
  return changeLines([driftLine(drift, fateInPlan(drift, change, null), plain)], plain).join('\n');
}

const same = (a: Value, b: Value) => JSON.stringify(a) === JSON.stringify(b);
const runs = { numRuns: 2000 };

test.each([
  ['record sets', live, planned],
  ['settings', setting, setting],
] as const)('%s: two plans for one live value print alike only where they are equal', (_what, before, after) => {
  fc.assert(
    fc.property(
      before as fc.Arbitrary<Value>,
      after as fc.Arbitrary<Value>,
      after as fc.Arbitrary<Value>,
      (from, one, other) => {
        fc.pre(typeof one === typeof from && typeof other === typeof from);
        expect(printed(from, one) === printed(from, other)).toBe(same(one, other));
      },
    ),
    runs,
  );
});

test('a change never prints like no change: neither as an update nor as drift', () => {
  fc.assert(
    fc.property(live, planned, (from, to) => {
      fc.pre(!same(from, to));
      const [line = '', ...below] = printed(from, to).split('\n');
      const told = line.replace(/^ {2}~ mix TXT */, '') + below.join('');
      expect(told).not.toBe('');
      expect(told).toMatch(/ -> |\{\+|\[-|^\(|\)$| [-+] /);
      expect(drifted(to, from)).not.toBe(drifted(to, to));
    }),
    runs,
  );
});

test('one plan over two live values: the line tells them apart, one word of difference is enough', () => {
  fc.assert(
    fc.property(live, live, planned, (one, other, to) => {
      expect(printed(one, to) === printed(other, to)).toBe(same(one, other));
    }),
    runs,
  );
});
