/**
 * Where chaos runs start from: a config over all registrars that was applied once, with records of others beside it.
 * Each run gets copies, of the sandbox's data and of the state, and an edited config.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { seededRandom } from '../../src/registrars/simulator/random.ts';
import type { Desired } from '../../src/schema/desired.ts';
import { registrars } from '../helpers/halves.ts';
import { simulate } from '../helpers/simulated.ts';
import { type Config, consents, editedConfig, firstConfig } from './config.ts';
import { type Before, lookBefore, whatIsWrong } from './convergence.ts';
import { placeForeignRecords } from './foreign-records.ts';
import type { Exit, Processes, StartOptions } from './processes.ts';
import { desiredOf, type StandingSandbox, startSandbox } from './standing-sandbox.ts';
import { readRows, type StateRows, type States } from './states.ts';

export interface Lab {
  readonly states: States;
  readonly processes: Processes;
  /** An experiment on copies of the base; `seed` draws the edit. */
  open(seed: number, more?: { readonly latencyMs?: number }): Promise<Experiment>;
  stop(): Promise<void>;
}

export interface Experiment {
  readonly folder: string;
  readonly state: string;
  readonly sandbox: StandingSandbox;
  /** For `Processes.start` and `run`. */
  readonly options: StartOptions;
  /** `apply --yes` with what the guards want. */
  readonly applyArgs: readonly string[];
  /** Applies to the end and looks at everything; what is wrong, in words. */
  convergence(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openLab(states: States, processes: Processes, size: number): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'domctl-chaos-'));
  const base = join(folder, 'base');
  mkdirSync(base);
  const options = { registrars, host: await hostForOthers(), size };
  const first = firstConfig(options);
  await makeBase(processes, base, states.base, first);
  const rows = await readRows(states.base);
  let count = 0;
  return {
    states,
    processes,
    async open(seed, more = {}) {
      const place = join(folder, `run-${++count}`);
      cpSync(base, place, { recursive: true });
      writeConfig(place, editedConfig(options, first, seededRandom(seed)));
      const state = await states.copy();
      const sandbox = await startSandbox(processes, { folder: place, ...more });
      return experiment({ folder: place, state, sandbox, processes, states, rows });
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As a CI service tells of a job: each folder is a checkout of the one config that manages the domains. */
function checkoutAt(folder: string) {
  return { CI_PROJECT_URL: 'https://git.example.com/northwind/dns', CI_PROJECT_DIR: folder };
}

async function makeBase(processes: Processes, folder: string, state: string, config: Config): Promise<void> {
  writeConfig(folder, config);
  const sandbox = await startSandbox(processes, { folder, latencyMs: 0 });
  const options = { cwd: folder, env: { ...sandbox.env, ...checkoutAt(folder) }, preload: ['fast-clock.mjs'] };
  mustBe(0, await processes.run(applyArgsOf(state), options));
  const desired = desiredOf(join(folder, 'domains.yaml'), sandbox.env);
  await placeForeignRecords(sandbox, desired);
  mustBe(0, await processes.run(['plan', '--state', state, '--detailed-exitcode'], options));
  await sandbox.stop();
}

interface Materials {
  readonly folder: string;
  readonly state: string;
  readonly sandbox: StandingSandbox;
  readonly processes: Processes;
  readonly states: States;
  /** What the copied state holds. */
  readonly rows: StateRows;
}

async function experiment({ folder, state, sandbox, processes, states, rows }: Materials): Promise<Experiment> {
  const options = { cwd: folder, env: { ...sandbox.env, ...checkoutAt(folder) }, preload: ['fast-clock.mjs'] };
  const desired: Desired = desiredOf(join(folder, 'domains.yaml'), sandbox.env);
  const before: Before = await lookBefore(sandbox, folder, desired, rows);
  return {
    folder,
    state,
    sandbox,
    options,
    applyArgs: applyArgsOf(state),
    async convergence() {
      await states.expireLeases(state);
      const applied = await processes.run(applyArgsOf(state), options);
      if (applied.code !== 0) return [`the apply ended with ${describeExit(applied)}`];
      const planned = await processes.run(['plan', '--state', state, '--detailed-exitcode'], options);
      const wrong = planned.code === 0 ? [] : [`the plan afterwards ended with ${describeExit(planned)}`];
      return [...wrong, ...(await whatIsWrong(sandbox, folder, desired, await readRows(state), before))];
    },
    async close() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first registrar that makes zones of domains registered elsewhere. */
async function hostForOthers(): Promise<string> {
  for (const registrar of registrars.values()) {
    if (registrar.descriptor.dns.createZone.access === 'write' && (await makesZones(registrar))) {
      return registrar.descriptor.name;
    }
  }
  throw new Error('no registrar makes zones of domains registered elsewhere');
}

async function makesZones(registrar: WholeRegistrar): Promise<boolean> {
  const domain = 'elsewhere.com';
  const simulated = await simulate(registrar, { domains: [{ domain, registered: false, zone: 'none' }] });
  try {
    const call = registrar.dns.compileCreateZone?.(domain);
    if (call === undefined) return false;
    await simulated.client.execute(call);
    return true;
  } catch {
    return false;
  } finally {
    await simulated.close();
  }
}

function applyArgsOf(state: string): readonly string[] {
  return ['apply', '--yes', '--state', state, ...consents];
}

function writeConfig(folder: string, config: Config): void {
  writeFileSync(join(folder, 'domains.yaml'), JSON.stringify(config, null, 1));
}

function mustBe(code: number, exit: Exit): void {
  if (exit.code !== code) throw new Error(`expected ${code}, and it ended with ${describeExit(exit)}`);
}

export function describeExit({ code, signal, stdout, stderr }: Exit): string {
  return `${code ?? signal}:\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`;
}
