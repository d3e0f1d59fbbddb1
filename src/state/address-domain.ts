import type { RecordedDomain } from '../planner/inputs.ts';
import { domainOfAddress, recordSetAddress, settingAddress, zoneAddress } from '../schema/dns/address.ts';
import type { StateTarget } from './administration.ts';
import type { JournalIntent, RecordedEffect } from './store.ts';

export function domainsOfIntent(intent: Pick<JournalIntent, 'domain' | 'covers'>): readonly string[] {
  const domains = intent.domain === null ? intent.covers.map(domainOfAddress) : [intent.domain];
  return [...new Set(domains)].sort();
}

export function domainsOfEffects(effects: readonly RecordedEffect[]): readonly string[] {
  return [...new Set(effects.map((effect) => effect.domain))].sort();
}

/** Of a domain: its name, for all of it. */
export function addressOfTarget(target: StateTarget): string {
  const { kind, domain } = target;
  if (kind === 'domain') return domain;
  if (kind === 'record_set') return recordSetAddress(domain, target.name, target.type);
  return target.field === 'zone' ? zoneAddress(domain) : settingAddress(domain, target.field);
}

/** The domain's own address, and those of all that is recorded of it. */
export function addressesOfRecorded({ domain, recordSets, settings }: RecordedDomain): readonly string[] {
  return [
    domain,
    ...recordSets.map(({ name, type }) => addressOfTarget({ kind: 'record_set', domain, name, type })),
    ...settings.map(({ field }) => addressOfTarget({ kind: 'setting', domain, field })),
  ];
}
