/**
 * 500 domains over all hosts, with every kind of value, TTL, option and setting that validation takes: apply, and the plan
 * is empty; change a part, and the plan says exactly that; undo and revert, and the plan is empty again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/planner/plan.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { Desired, DesiredDomain } from '../../src/schema/desired.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import type { DsRdata } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { printRdata, recordTypeNames } from '../../src/schema/dns/record-types.ts';
import type { RunRecord } from '../../src/state/history.ts';
import type { ApplyReport } from '../../src/workflow/apply/report.ts';
import { undo } from '../../src/workflow/undo.ts';
import { generatePortfolio } from '../helpers/generated-portfolio.ts';
import { registrars } from '../helpers/halves.ts';
import { openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

/** Each change of the portfolio is meant. */
const consents = [
  'auto-renew-off',
  'changed-since',
  'delegation',
  'foreign-delete',
  'privacy-off',
  'shadowed',
  'side-effect',
  'take-over',
  'too-many-deletes',
  'too-many-deletes-in-plan',
  'too-many-updates',
  'too-many-updates-in-plan',
  'transfer-lock-off',
  'vital-record',
];

describe('a portfolio of 500 domains at all hosts', { timeout: 300_000 }, () => {
  const { before, after } = generatePortfolio(500, 20261130);
  let portfolio: Portfolio;
  beforeAll(async () => {
    portfolio = await openPortfolio(Object.fromEntries(registrars));
  });
  afterAll(() => portfolio.close());

  it('has several sets of each type that a host holds', () => {
    const count = (host: string, type: string) =>
      before
        .filter(({ dns }) => dns === host)
        .flatMap(({ recordSets }) => recordSets.filter((set) => set.type === type)).length;
    const few = [...registrars].flatMap(([host, { descriptor }]) =>
      recordTypeNames
        .filter((type) => descriptor.dns.types[type].access === 'write' && count(host, type) < 3)
        .map((type) => `${host} ${type}: ${count(host, type)}`),
    );
    expect(few).toEqual([]);
  });

  it('is as the config says after one apply', async () => {
    portfolio.declare(before);
    await applyAll();
    await nothingToDo();
  });

  it('plans exactly what a new config changes', async () => {
    portfolio.declareUnseeded(after);
    const { plan } = await portfolio.plan({ consents });
    expect(plan.errors).toEqual([]);
    expect(plan.refusals.filter(({ consented }) => !consented)).toEqual([]);
    expect(plan.changes.map(lineOf).sort()).toEqual([...expectedLines()].sort());
    await applyAll();
    await nothingToDo();
  });

  it('is as before once that is undone and the config reverted', async () => {
    const run = portfolio.state.runs.length;
    const planned = await portfolio.planUndo(run, await undoOf(run), consents);
    expect(planned.plan.errors).toEqual([]);
    expect(unapplied(await portfolio.apply(planned))).toEqual([]);
    portfolio.declareUnseeded(before);
    await nothingToDo();
  });

  async function applyAll(): Promise<void> {
    const planned = await portfolio.plan({ consents });
    expect(planned.plan.errors).toEqual([]);
    expect(planned.plan.refusals.filter(({ consented }) => !consented)).toEqual([]);
    expect(unapplied(await portfolio.apply(planned))).toEqual([]);
  }

  async function nothingToDo(): Promise<void> {
    const { plan } = await portfolio.plan();
    expect([plan.changes.map(lineOf), plan.errors, plan.refusals]).toEqual([[], [], []]);
  }

  async function undoOf(run: number) {
    const { state } = portfolio;
    const journal = state.journal
      .filter((row) => row.run === run)
      .map((row) => ({
        ...row,
        outcome: row.outcome?.outcome ?? null,
        found: row.outcome?.found ?? {},
        error: null,
        settledAt: null,
      }));
    const recorded = await state.readRecorded(after.map(({ domain }) => domain));
    const config: Desired = { accounts: [], planThresholds, domains: after };
    return undo({ run, journal } as unknown as RunRecord, config, new Map(recorded.map((one) => [one.domain, one])));
  }

  function expectedLines(): readonly string[] {
    const later = new Map(after.map((one) => [one.domain, one]));
    return before.flatMap((one) => changesBetween(one, later.get(one.domain) as DesiredDomain));
  }
});

function unapplied({ results }: ApplyReport): readonly string[] {
  return results.flatMap(({ address, status, error }) =>
    status === 'applied' ? [] : [`${address}: ${error ?? status}`],
  );
}

/** `p001-gandi.example/www/A update 300 192.0.2.1 -> 600 192.0.2.1`. */
function lineOf({ address, action, before, after }: Change): string {
  const shown = (value: Change['before']) =>
    value !== null && typeof value === 'object' && 'ttl' in value
      ? text(value.ttl, value.values, value.options ?? {})
      : JSON.stringify(value);
  return `${address} ${action} ${shown(before)} -> ${shown(after)}`;
}

function changesBetween(before: DesiredDomain, after: DesiredDomain): readonly string[] {
  const settings = Object.keys(before.settings) as (keyof DesiredDomain['settings'])[];
  const changed = settings.flatMap((field) => {
    const [old, next] = [before.settings[field], after.settings[field]].map(settingText);
    return old === next ? [] : [`${before.domain}:${field} update ${old} -> ${next}`];
  });
  const host = registrars.get(before.dns ?? '')?.descriptor.dns;
  if (host === undefined) return changed;
  const setsOf = ({ recordSets, domain }: DesiredDomain) =>
    new Map(recordSets.map((set) => [recordSetKey(set), host.canonicalRecordSet(set, domain)]));
  const [old, next] = [setsOf(before), setsOf(after)];
  const lines = [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), next.get(key)];
    const { name, type } = (was ?? is) as RecordSet;
    const [left, right] = [was, is].map((set) =>
      set === undefined ? 'null' : text(set.ttlSeconds, printValues(set), set.options),
    ) as [string, string];
    if (left === right) return [];
    const replaced = was !== undefined && is !== undefined && host.replaceReason?.(was, is) !== undefined;
    const action = was === undefined ? 'create' : is === undefined ? 'delete' : replaced ? 'replace' : 'update';
    return [`${recordSetAddress(before.domain, name, type)} ${action} ${left} -> ${right}`];
  });
  return [...changed, ...lines];
}

function settingText(value: unknown): string {
  const printed = (each: unknown) => (typeof each === 'object' ? printRdata(each as DsRdata) : each);
  return JSON.stringify(Array.isArray(value) ? value.map(printed) : value);
}

/** Options only where they say something. */
function text(ttl: number, values: readonly string[], options: RecordSet['options']): string {
  const said = Object.entries(options).filter(([, value]) => !['false', '""', '[]'].includes(JSON.stringify(value)));
  return [ttl, ...values, ...said.sort().map((option) => JSON.stringify(option))].join(' ');
}
