/**
 * Whether all is as the config says, and nothing else has happened: three witnesses that do not trust each other. The
 * state is read as rows, live state through the registrars' clients, and the simulators' documents from the disk.
 */
import type { LiveRecordSet } from '../../src/planner/inputs.ts';
import { settingJson } from '../../src/planner/value.ts';
import type { Desired, DesiredDomain } from '../../src/schema/desired.ts';
import { recordSetAddress, settingAddress } from '../../src/schema/dns/address.ts';
import { printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { settingFields } from '../../src/schema/domain/settings.ts';
import { registrars } from '../helpers/halves.ts';
import { duplicates, marked, readDocuments } from './documents.ts';
import { documentsFolder, type Live, readLive, type StandingSandbox } from './standing-sandbox.ts';
import type { RecordSetRow, SettingRow, StateRows } from './states.ts';

/** In the name or the value of every record that somebody else has made. */
export const foreignMark = 'not-ours';

/** What was there before the run that is to converge. */
export interface Before {
  readonly live: Live;
  /** Foreign records as they are stored. */
  readonly foreign: readonly string[];
  /** Addresses of record sets that were ours. */
  readonly ours: ReadonlySet<string>;
}

export async function lookBefore(
  sandbox: StandingSandbox,
  folder: string,
  desired: Desired,
  rows: Pick<StateRows, 'recordSets'>,
): Promise<Before> {
  const ours = new Set(rows.recordSets.map((row) => addressOf(row)));
  const foreign = marked(readDocuments(documentsFolder(folder)), foreignMark);
  return { live: await readLive(sandbox, desired), foreign, ours };
}

/** What is wrong, in words; empty where all is well. */
export async function whatIsWrong(
  sandbox: StandingSandbox,
  folder: string,
  desired: Desired,
  rows: StateRows,
  before: Before,
): Promise<readonly string[]> {
  const live = await readLive(sandbox, desired);
  const documents = readDocuments(documentsFolder(folder));
  return [
    ...rows.leases.map(({ domain }) => `a lease is left: ${domain}`),
    ...rows.openCalls.map((call) => `a call is open: ${JSON.stringify(call)}`),
    ...difference('recorded domain', new Set(domainsOf(desired)), new Set(rows.domains.map(({ domain }) => domain))),
    ...difference('recorded value', desiredAddresses(desired), recordedAddresses(rows)),
    ...rows.recordSets.flatMap((row) => recordedIsLive(row, live)),
    ...rows.settings.flatMap((row) => settingIsLive(row, live)),
    ...desired.domains.flatMap((domain) => zoneIsAsDesired(domain, desired, live, before)),
    ...duplicates(documents).map((found) => `twice at the registrar: ${found}`),
    ...difference('foreign record', new Set(before.foreign), new Set(marked(documents, foreignMark))),
  ];
}

function domainsOf(desired: Desired): readonly string[] {
  return desired.domains.map(({ domain }) => domain);
}

function difference(what: string, expected: ReadonlySet<string>, found: ReadonlySet<string>): readonly string[] {
  return [
    ...[...expected].filter((one) => !found.has(one)).map((one) => `${what} missing: ${one}`),
    ...[...found].filter((one) => !expected.has(one)).map((one) => `${what} too many: ${one}`),
  ];
}

function desiredAddresses(desired: Desired): ReadonlySet<string> {
  return new Set(
    desired.domains.flatMap(({ domain, recordSets, settings }) => [
      ...recordSets.map(({ name, type }) => recordSetAddress(domain, name, type)),
      ...settingFields.filter((field) => settings[field] !== undefined).map((field) => settingAddress(domain, field)),
    ]),
  );
}

/** A zone that was made is recorded, and not in the config. */
function recordedAddresses({ recordSets, settings }: StateRows): ReadonlySet<string> {
  const fields = settings.filter(({ field }) => field !== 'zone');
  return new Set([...recordSets.map(addressOf), ...fields.map(({ domain, field }) => `${domain}:${field}`)]);
}

function addressOf({ domain, name, type }: RecordSetRow): string {
  return recordSetAddress(domain, name, type as LiveRecordSet['type']);
}

function recordedIsLive(row: RecordSetRow, live: Live): readonly string[] {
  const sets = live.zones.get(row.domain)?.recordSets ?? [];
  const set = sets.find(({ name, type }) => name === row.name && type === row.type);
  const options = Object.fromEntries(Object.keys(row.options).map((key) => [key, set?.options[key]]));
  const recorded = line(row.ttl_seconds, row.values, row.options);
  const there = set === undefined ? 'absent' : line(set.ttlSeconds, printValues(set), options, set.irregular);
  return recorded === there ? [] : [`${addressOf(row)} is recorded as ${recorded}, and live it is ${there}`];
}

function settingIsLive({ domain, field, value }: SettingRow, live: Live): readonly string[] {
  if (field === 'zone') return live.zones.has(domain) ? [] : [`${domain}:zone is recorded, and not there`];
  const there = live.registrations.get(domain)?.settings[field as (typeof settingFields)[number]];
  const text = there === undefined ? 'unknown' : JSON.stringify(settingJson(there));
  return text === JSON.stringify(value)
    ? []
    : [`${domain}:${field} is recorded as ${JSON.stringify(value)}, live ${text}`];
}

/** Every live set is the config's, or the host's own, or as it was before; nothing that was not ours is gone. */
function zoneIsAsDesired(domain: DesiredDomain, desired: Desired, live: Live, before: Before): readonly string[] {
  const zone = live.zones.get(domain.domain);
  if (domain.dns === undefined) return [];
  if (zone === undefined) return [`${domain.domain} has no zone`];
  const account = desired.accounts.find(({ name }) => name === domain.dns);
  const capabilities = registrars.get(account?.registrar ?? '')?.descriptor.dns;
  const wanted = new Map(domain.recordSets.map((set) => [recordSetKey(set), set]));
  const old = new Map(before.live.zones.get(domain.domain)?.recordSets.map((set) => [recordSetKey(set), set]));
  const wrong: string[] = [];
  const found = new Set<string>();
  for (const set of zone.recordSets) {
    const key = recordSetKey(set);
    found.add(key);
    const want = wanted.get(key);
    const there = liveLine(set);
    if (want !== undefined) {
      const options = Object.fromEntries(Object.keys(want.options).map((name) => [name, set.options[name]]));
      const is = line(set.ttlSeconds, printValues(set), options, set.irregular);
      const should = line(want.ttlSeconds, printValues(want), want.options);
      if (is !== should) wrong.push(`${domain.domain} ${key} is ${is}, and should be ${should}`);
    } else if (set.system === undefined) {
      const was = old.get(key);
      const address = recordSetAddress(domain.domain, set.name, set.type);
      if (was === undefined && before.live.zones.has(domain.domain)) wrong.push(`${address} appeared: ${there}`);
      else if (before.ours.has(address)) wrong.push(`${address} was to be deleted: ${there}`);
      else if (was !== undefined && liveLine(was) !== there)
        wrong.push(`${address} was not ours and changed: ${there}`);
    }
  }
  for (const key of wanted.keys()) if (!found.has(key)) wrong.push(`${domain.domain} ${key} is missing`);
  for (const [key, set] of old) {
    const address = recordSetAddress(domain.domain, set.name, set.type);
    if (found.has(key) || before.ours.has(address) || capabilities?.isDefaultRecordSet(set, domain.domain)) continue;
    wrong.push(`${address} was not ours and is gone: ${liveLine(set)}`);
  }
  return wrong;
}

function liveLine(set: LiveRecordSet): string {
  return line(set.ttlSeconds, printValues(set), set.options, set.irregular);
}

function line(ttl: number, values: readonly string[], options: object, irregular?: string): string {
  const sorted = Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ ttl, values, options: sorted, ...(irregular === undefined ? {} : { irregular }) });
}
