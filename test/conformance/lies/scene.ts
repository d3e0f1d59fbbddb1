/**
 * A zone at one registrar that holds record sets of ours and of others, with a proxy that lies about it. A run is planned
 * and applied as the command does it, and judged by what the simulator has stored.
 */

import { vi } from 'vitest';
import type { LiveRecordSet, RecordedDomain } from '../../../src/planner/inputs.ts';
import type { Plan } from '../../../src/planner/plan.ts';
import type { WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { planThresholds } from '../../../src/schema/config/thresholds.ts';
import type { DesiredDomain } from '../../../src/schema/desired.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import { printValues } from '../../../src/schema/dns/record-sets.ts';
import type { RunRecord } from '../../../src/state/history.ts';
import type { RecordedEffect } from '../../../src/state/store.ts';
import type { ApplyReport } from '../../../src/workflow/apply/report.ts';
import type { MadePlan } from '../../../src/workflow/make-plan.ts';
import { undo } from '../../../src/workflow/undo.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../../helpers/portfolio.ts';
import type { Simulated } from '../../helpers/simulated.ts';
import { type Colleague, colleague } from './colleague.ts';
import { foreignRows, placeForeignSets } from './foreign-rows.ts';
import { type Line, minus, violations } from './losses.ts';
import { type Deceit, type LyingProxy, startLyingProxy } from './proxy.ts';
import { type Row, type StoredZone, storedZones } from './stored-zone.ts';

export const domain = 'example.com';
/** In the same account, and never lied about. */
export const neighbour = 'example.net';

/** What is ours at first. */
export const firstSets: readonly string[] = [
  '@ MX 10 mx1.example.net.',
  'gone A 192.0.2.4',
  'mail A 192.0.2.3',
  'note TXT "one text"',
  'shop CNAME target.example.net.',
  'www A 192.0.2.1, 192.0.2.2',
];

/** A change of each kind, of one set each; the mail stays as it is. */
export const editedSets: readonly string[] = [
  '@ MX 10 mx1.example.net.',
  'fresh A 192.0.2.60',
  'mail A 192.0.2.3',
  'note TXT "another text"',
  'shop CNAME target.example.net.',
  'www A 192.0.2.1, 192.0.2.7',
];

/** `none`: a plan that is refused is not applied. `asked`: everything that the plan asks for is consented to. */
export type Consents = 'none' | 'asked';

export interface RunOptions {
  readonly consents: Consents;
  /** Undoes that run instead of applying the config. */
  readonly undo?: number;
  /** Somebody else, after the plan was shown and before it is applied. */
  between?(): void;
}

export interface Ran {
  readonly plan: Plan;
  /** Null: the plan was refused. */
  readonly report: ApplyReport | null;
  /** What the run did that it should not have done. */
  readonly wrong: readonly string[];
}

export interface Scene {
  readonly stored: StoredZone;
  readonly proxy: LyingProxy;
  readonly portfolio: Portfolio;
  readonly colleague: Colleague;
  /** `neighbours`: the record sets of the other zone. */
  declare(sets: readonly string[], more?: Partial<DesiredDomain>, neighbours?: readonly string[]): void;
  lie(deceit: Deceit | null): void;
  run(options: RunOptions): Promise<Ran>;
  /** Runs that were applied, by number. */
  runs(): readonly number[];
  /** Records, with consent, that what is not shown any more is gone: what the plan says, and the number of the run. */
  letGo(): Promise<{ readonly plan: Plan; readonly run: number }>;
  /** Ends every lie, applies, and tells what is not as the config and the others want it. */
  settle(): Promise<readonly string[]>;
  rows(): readonly Row[];
  lineOf(row: Row): Line;
  close(): Promise<void>;
}

/** Waits of clients between two looks last as long as a tick; the time limit of a request stays. */
export function withoutWaits(): void {
  const real = globalThis.setTimeout;
  const short = (callback: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    real(callback, ms < 60_000 ? 0 : ms, ...values);
  vi.stubGlobal('setTimeout', short);
}

/** What stands at the simulator and in the state before anything is lied about. */
export interface Stage {
  readonly documents: ReadonlyMap<string, unknown>;
  readonly recorded: readonly RecordedDomain[];
}

/** Applies the first config with nobody lying, and puts what others have beside it. */
export async function setStage(registrar: WholeRegistrar): Promise<Stage> {
  const { scene, store, stored } = await open(registrar, 1);
  scene.declare(firstSets);
  const first = await scene.run({ consents: 'asked' });
  if (first.wrong.length > 0 || first.report?.summary.failed !== 0) throw new Error(JSON.stringify(first));
  for (const row of foreignRows) scene.colleague.add(row);
  if (stored.odd !== undefined) {
    const document = store.get(stored.key(domain));
    store.set(stored.key(domain), stored.withRows(document, [...scene.rows(), stored.odd(domain, 99)]));
  }
  const client = (scene.portfolio.simulated.get('home') as Simulated).reconnect();
  await placeForeignSets(registrar, client, domain);
  // The state is to know how much the zone holds.
  await scene.run({ consents: 'none' });
  const documents = new Map(store.keys().map((key) => [key, store.get(key)]));
  const recorded = await scene.portfolio.state.readRecorded([domain, neighbour]);
  await scene.close();
  return { documents, recorded };
}

export async function openScene(registrar: WholeRegistrar, { documents, recorded }: Stage): Promise<Scene> {
  const { scene, store } = await open(registrar, 1000);
  scene.declare(firstSets);
  for (const [key, document] of documents) store.set(key, document);
  const { state } = scene.portfolio;
  const run = await state.startRun({ operation: 'apply', ...nobody });
  await state.settle(run, [], recorded.flatMap(effectsOf));
  await state.finishRun(run, { outcome: 'done', finishedAt: nobody.startedAt });
  return scene;
}

const nobody = {
  ...{ startedAt: '2026-11-23T12:00:00.000Z', actor: null, host: 'test', pid: 1, commit: null, ciUrl: null },
  toolVersion: '0.0.0',
};

function effectsOf({ recordSets, ...known }: RecordedDomain): readonly RecordedEffect[] {
  const { domain: name, zoneRows, foreign } = known;
  return [
    { ...known, kind: 'domain' },
    ...(zoneRows === null
      ? []
      : [{ kind: 'zone-rows', domain: name, rows: zoneRows, ...(foreign !== null && { foreign }) } as const]),
    ...recordSets.map(
      ({ provenance: { at }, ...set }): RecordedEffect => ({ ...set, kind: 'record-set', domain: name, at }),
    ),
  ];
}

async function open(registrar: WholeRegistrar, firstSerial: number) {
  const stored = storedZones[registrar.descriptor.name] as StoredZone;
  let proxy: LyingProxy | undefined;
  const portfolio = await openPortfolio(
    { home: registrar },
    {
      front: async (simulator, store) => {
        proxy = await startLyingProxy(simulator, store, stored);
        return proxy;
      },
    },
  );
  const simulated = portfolio.simulated.get('home');
  if (proxy === undefined || simulated === undefined) throw new Error('the proxy did not start');
  const lying = proxy;
  const { store } = simulated;
  let sets: DesiredDomain = declared(domain, 'home', []);
  /** The rows as they would be had the present run done nothing. */
  let expected: readonly Line[] = [];
  const applied: number[] = [];

  const rows = () => stored.rows(store.get(stored.key(domain)));
  const lineOf = (row: Row): Line => {
    const name = stored.nameOf(row, domain).toLowerCase();
    const content = Object.entries(row).filter(([key]) => !stored.bookkeeping.includes(key));
    const type = row.type as Parameters<typeof recordSetAddress>[2];
    return {
      address: recordSetAddress(domain, name === '@' ? `${domain}.` : `${name}.${domain}.`, type),
      text: JSON.stringify(content.sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  };
  const lines = () => rows().map(lineOf);

  const other = colleague(store, stored, domain, firstSerial, (before, after) => {
    const [was, is] = [before.map(lineOf), after.map(lineOf)];
    expected = [...minus(expected, minus(was, is)), ...minus(is, was)];
  });

  /** What is there when a plan is made, past every lie. */
  const look = async () => {
    const zone = await lying.whileHonest(() =>
      simulated.reconnect().dns.readZone({ domain, ds: false, nameservers: false }),
    );
    const addressOf = ({ name, type }: (typeof zone.recordSets)[number]) => recordSetAddress(domain, name, type);
    const isDefault = (set: LiveRecordSet) => registrar.descriptor.dns.isDefaultRecordSet(set, domain);
    const recorded = (await portfolio.state.readRecorded([domain])).flatMap(({ recordSets }) => recordSets);
    return {
      lines: lines(),
      ours: new Set(recorded.map(({ name, type }) => recordSetAddress(domain, name, type))),
      defaults: new Set(zone.recordSets.filter(isDefault).map(addressOf)),
      before: new Map(zone.recordSets.map((set) => [addressOf(set), printValues(set)])),
    };
  };

  /** What somebody has deleted is recorded as gone. */
  const letGo = async () => {
    const seen = await portfolio.plan({ refreshOnly: true, targets: [domain], consents: ['suspicious-read'] });
    return { plan: seen.plan, run: (await portfolio.apply(seen)).run as number };
  };

  const scene: Scene = {
    stored,
    proxy: lying,
    portfolio,
    colleague: other,
    declare: (texts, more = {}, neighbours = ['www A 192.0.2.9']) => {
      sets = declared(domain, 'home', texts, more);
      portfolio.declare([sets, declared(neighbour, 'home', neighbours)]);
    },
    lie: (deceit) => lying.about(domain, deceit),
    runs: () => applied,
    letGo,
    rows,
    lineOf,
    run: async ({ consents, undo: undone, between }) => {
      expected = lines();
      const planNow = (given: readonly string[]) => planOnce(portfolio, given, undone, sets);
      let seen = await look();
      let planned = await planNow([]);
      if (consents === 'asked' && !lying.isLying() && isHidden(planned.plan)) {
        await letGo();
        planned = await planNow([]);
      }
      if (consents === 'asked' && planned.plan.refusals.length > 0) {
        seen = await look();
        planned = await planNow(planned.plan.refusals.map(({ code }) => code));
      }
      between?.();
      const { plan } = planned;
      const refused = plan.refusals.some(({ consented }) => !consented);
      const report = refused ? null : await portfolio.apply(planned);
      if (report !== null) applied.push(report.run as number);
      const journal = portfolio.state.journal.filter(({ run }) => run === report?.run).map(({ before }) => before);
      const wrong = violations({
        ...{ ...seen, expected, after: lines(), meanwhile: minus(expected, seen.lines) },
        applied: report === null ? null : { plan, report, journal },
      });
      return { plan, report, wrong };
    },
    settle: async () => {
      scene.lie(null);
      const ran = await scene.run({ consents: 'asked' });
      const failed = ran.report?.results.filter(({ status }) => status !== 'applied') ?? ['nothing was applied'];
      const { plan } = await portfolio.plan();
      return [
        ...ran.wrong,
        ...failed.map((result) => `at last: ${JSON.stringify(result)}`),
        ...(isEmpty(plan) ? [] : [`at last: a plan of ${JSON.stringify([plan.changes, plan.errors, plan.refusals])}`]),
      ];
    },
    close: async () => {
      await lying.close();
      await portfolio.close();
    },
  };

  return { scene, store, stored };
}

function isHidden({ errors }: Plan): boolean {
  return errors.some(({ code }) => code === 'suspicious-read');
}

/** `run`: to be undone. */
async function planOnce(
  portfolio: Portfolio,
  consents: readonly string[],
  run: number | undefined,
  config: DesiredDomain,
): Promise<MadePlan> {
  if (run === undefined) return portfolio.plan({ consents });
  const journal = portfolio.state.journal
    .filter((row) => row.run === run)
    .map((row) => ({ ...row, outcome: row.outcome?.outcome ?? null, found: row.outcome?.found ?? {} }));
  const recorded = new Map((await portfolio.state.readRecorded([domain])).map((one) => [one.domain, one]));
  const record = { run, journal } as unknown as RunRecord;
  const back = undo(record, { accounts: [], planThresholds, domains: [config] }, recorded);
  // The command says so, and ends.
  if (back.targets.length === 0) return portfolio.plan({ consents, targets: [neighbour] });
  return portfolio.planUndo(run, back, consents);
}
