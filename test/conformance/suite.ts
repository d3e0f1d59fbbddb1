/**
 * The conformance suite: what every registrar must do, whatever its API looks like. A registrar's test file calls
 * `conformance(registrar)` and adds only its own quirks. The descriptor decides what is asked: what it says it can must
 * work, what it says it cannot must be refused with a reason before anything is sent.
 */
import { describe } from 'vitest';
import type { DnsClient, DnsHost, Registrar } from '../../src/registrars/registrar.ts';
import type { SeedDomain } from '../../src/registrars/simulator/simulator.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { isHolder, isHost } from '../helpers/halves.ts';
import type { Simulated } from '../helpers/simulated.ts';
import { acceptedTests } from './accepted.ts';
import { accountTests } from './account.ts';
import { colleagueTests } from './colleagues.ts';
import { failureTests } from './failures.ts';
import { listTests } from './lists.ts';
import { recordTests } from './records.ts';
import { rowTests } from './rows.ts';
import { settingTests } from './settings.ts';
import { zoneTests } from './zones.ts';

export interface ConformanceOptions {
  readonly domain?: string;
  /** Tests that do not apply, by name, each with the reason. */
  readonly skip?: Partial<Record<SkippableTest, string>>;
  /** How the domain stands for which a zone is made; by default the host has never heard of it. */
  readonly newZone?: SeedDomain;
  /** Where a type may stand at some names only: the name for its samples. */
  readonly sampleNames?: Partial<Record<RecordType, string>>;
  /** Puts a record of a type that we do not know into the zone, past our client; answers with its type and name. */
  writeUnknownType?(
    simulated: Simulated<DnsClient>,
    domain: string,
  ): Promise<{ readonly name: string; readonly type: string }>;
  /** Everything the simulator holds of the zone's records, in its own form, to be compared byte for byte. By record id or name. */
  rawRecords?(simulated: Simulated<DnsClient>, domain: string): ReadonlyMap<string, string>;
}

export const skippableTests = [
  'exact-requests',
  'many-records',
  'domain-not-in-account',
  'cut-after-write',
  'wrong-credentials',
  'empty-zone',
  'tells-its-zone',
] as const;
export type SkippableTest = (typeof skippableTests)[number];

/** What all parts of the suite are given, each with the half that it is about. */
export interface Conformance<R extends Registrar = DnsHost> extends ConformanceOptions {
  readonly registrar: R;
  readonly domain: string;
  applies(test: SkippableTest): boolean;
}

export function conformance(registrar: Registrar, options: ConformanceOptions = {}): void {
  const suite: Omit<Conformance, 'registrar'> = {
    ...options,
    domain: options.domain ?? 'example.com',
    applies: (test) => options.skip?.[test] === undefined,
  };
  describe(`${registrar.descriptor.title} conforms`, () => {
    accountTests({ ...suite, registrar });
    if (isHolder(registrar)) settingTests({ ...suite, registrar });
    if (!isHost(registrar)) return;
    for (const test of [recordTests, acceptedTests, zoneTests, failureTests, listTests, rowTests, colleagueTests]) {
      test({ ...suite, registrar });
    }
  });
}
