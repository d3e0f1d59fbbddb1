/** The law of undo, at every registrar: apply, change, undo, revert the config; then there is nothing to do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCodes } from '../../src/planner/plan.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain, DesiredRecordSet } from '../../src/schema/desired.ts';
import type { RecordOptions } from '../../src/schema/dns/record-set.ts';
import type { Protection } from '../../src/schema/protection.ts';
import type { RunRecord } from '../../src/state/history.ts';
import { undo } from '../../src/workflow/undo.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

describe('apply, change, undo, revert the config', () => {
  it.each([...registrars])('at %s leaves an empty plan', { timeout: 60_000 }, async (name, registrar) => {
    await fc.assert(
      fc.asyncProperty(configs(name, registrar), configs(name, registrar), async (first, second) => {
        const portfolio = await openPortfolio({ [name]: registrar });
        try {
          for (const config of [first, second]) {
            portfolio.declare([config]);
            const planned = await portfolio.plan({ consents: guardCodes });
            expect(planned.plan.errors).toEqual([]);
            // What concerns the state alone is no change at a registrar: nothing goes back there.
            fc.pre(
              config === first || planned.plan.changes.every(({ action }) => action !== 'adopt' && action !== 'forget'),
            );
            expect((await portfolio.apply(planned)).summary).toMatchObject({ failed: 0, not_attempted: 0 });
          }
          const back = await undoOf(portfolio, 2, second);
          if (back.targets.length > 0) {
            const planned = await portfolio.planUndo(2, back, guardCodes);
            expect((await portfolio.apply(planned)).summary).toMatchObject({ failed: 0, not_attempted: 0 });
          }
          portfolio.declare([first]);
          const { plan } = await portfolio.plan();
          expect([plan.changes, plan.errors, plan.refusals]).toEqual([[], [], []]);
        } finally {
          await portfolio.close();
        }
      }),
      { numRuns: 6 },
    );
  });
});

async function undoOf({ state }: Portfolio, run: number, config: DesiredDomain) {
  const journal = state.journal
    .filter((row) => row.run === run)
    .map((row) => ({ ...row, outcome: row.outcome?.outcome ?? null, found: {}, error: null, settledAt: null }));
  const recorded = new Map((await state.readRecorded([config.domain])).map((one) => [one.domain, one]));
  const record = { journal } satisfies Pick<RunRecord, 'journal'>;
  return undo(record, { accounts: [], planThresholds, domains: [config] }, recorded);
}

const records: readonly (readonly [string, readonly string[]])[] = [
  ['www A', ['192.0.2.1', '192.0.2.2', '192.0.2.1, 192.0.2.9']],
  ['api A', ['192.0.2.3', '192.0.2.4']],
  ['@ TXT', ['"one"', '"two"', '"one", "two"']],
  ['@ MX', ['10 mx.example.net.', '20 mx.example.org.']],
];

/** Settings that everybody may write, options of the host, protection; each of them there, another, or not said. */
function configs(name: string, { descriptor }: WholeRegistrar): fc.Arbitrary<DesiredDomain> {
  const writable = (['auto_renew', 'transfer_lock', 'privacy'] as const).filter(
    (field) => descriptor.registration.settings[field].access === 'write',
  );
  const settings = fc.record(Object.fromEntries(writable.map((field) => [field, fc.boolean()])), {
    requiredKeys: writable.filter((field) => field !== 'privacy'),
  });
  const sets = fc.tuple(
    ...records.map(([owner, values]) =>
      fc.option(
        fc.record({
          text: fc.tuple(fc.constantFrom(...values), fc.constantFrom(3600, 7200)).map(([value, ttl]) => {
            return `${owner} ${value} ttl ${ttl}`;
          }),
          options: optionsOf(descriptor, owner.split(' ')[1] as string),
          protect: fc.constantFrom<(Protection | undefined)[]>(undefined, 'delete', true),
        }),
        { nil: null },
      ),
    ),
  );
  return fc.tuple(settings, sets).map(([chosen, some]) => {
    const kept = some.filter((one) => one !== null);
    const base = declared(
      'example.com',
      name,
      kept.map(({ text }) => text),
      { settings: chosen },
    );
    const recordSets = base.recordSets.map((set, index): DesiredRecordSet => {
      const { options, protect } = kept[index] as (typeof kept)[number];
      const whole = descriptor.dns.canonicalRecordSet({ ...set, options }, base.domain);
      return { ...whole, source: set.source, ...(protect === undefined ? {} : { protect }) };
    });
    return { ...base, recordSets };
  });
}

function optionsOf({ dns }: WholeRegistrar['descriptor'], type: string): fc.Arbitrary<RecordOptions> {
  const values = {
    boolean: fc.boolean(),
    string: fc.constantFrom('', 'ours'),
    strings: fc.constantFrom([], ['team:web']),
  };
  const fitting = Object.entries(dns.options).filter(([, { types }]) => types.some((one) => one === type));
  return fc.record(Object.fromEntries(fitting.map(([key, { kind }]) => [key, values[kind]])), {
    requiredKeys: fitting.filter(([, { absentMeans }]) => absentMeans === 'default').map(([key]) => key),
  }) as fc.Arbitrary<RecordOptions>;
}
