/** Zones of other tools through the config that is made of them, to the records that it declares. */
import { configText } from '../../src/exchange/import/config-text.ts';
import { type ImportedConfig, makeConfig } from '../../src/exchange/import/make-config.ts';
import { heldZone } from '../../src/exchange/moving/held-zone.ts';
import type { MovedZone } from '../../src/exchange/moving/moved-zone.ts';
import { registrars } from '../../src/registrars/index.ts';
import { hostsZones } from '../../src/schema/capabilities.ts';
import type { Desired } from '../../src/schema/desired.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { printRdata, rdataFromPrinted } from '../../src/schema/dns/record-types.ts';
import { accountsText, desiredOf } from './import.ts';

export interface MovedConfig {
  readonly text: string;
  readonly desired: Desired;
  readonly remarks: readonly string[];
  readonly counts: ImportedConfig['counts'];
}

/** All zones at one host, whose account is called as its registrar. */
export function movedTo(host: string, zones: readonly MovedZone[]): MovedConfig {
  const descriptor = registrars.get(host)?.descriptor;
  if (descriptor === undefined || !hostsZones(descriptor)) throw new Error(`no ${host}`);
  const held = zones.map((zone) => heldZone(zone, host, descriptor));
  const remarks = held.flatMap((one) => one.remarks);
  const imported = makeConfig(
    { domains: held.map((one) => one.held), problems: [], remarks },
    {
      descriptors: new Map([[host, descriptor]]),
      existing: { defaults: {}, templates: new Set(), domains: new Map() },
      templates: true,
    },
  );
  const text = configText(imported);
  const desired = desiredOf([
    { file: 'domains.yaml', text: accountsText({ [host]: host }) },
    { file: 'imported.yaml', text },
  ]);
  return { text, desired, remarks, counts: imported.counts };
}

export function lineOf(name: string, ttl: number, type: string, data: string): string {
  return `${name} ${ttl} ${type} ${data}`;
}

/** `NAME TTL TYPE DATA` of each record that the config declares. */
export function declaredLines({ domains }: Desired): readonly string[] {
  return domains
    .flatMap(({ recordSets }) => recordSets)
    .flatMap(({ name, type, ttlSeconds, values }) =>
      values.map((value) => lineOf(name, ttlSeconds, type, printRdata(value))),
    )
    .sort();
}

/** The lines of another tool in our spelling. Targets are full names. */
export function canonicalLines(text: string): readonly string[] {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', ttl = '', type = '', data = ''] =
      /^(\S+)\s+(\d+)\s+(?:IN\s+)?([A-Z0-9]+)\s+(.*)$/.exec(line) ?? [];
    if (name === '') return [];
    const rdata = rdataFromPrinted(type as RecordType, data);
    if (!rdata.ok) throw new Error(`${line}: ${rdata.problem.message}`);
    return [lineOf(name.toLowerCase(), Number(ttl), type, printRdata(rdata.value))];
  });
  return [...new Set(lines)].sort();
}
