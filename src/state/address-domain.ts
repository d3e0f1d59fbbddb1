import { domainOfAddress } from '../schema/dns/address.ts';
import type { JournalIntent, RecordedEffect } from './store.ts';

export function domainsOfIntent(intent: Pick<JournalIntent, 'domain' | 'covers'>): readonly string[] {
  const domains = intent.domain === null ? intent.covers.map(domainOfAddress) : [intent.domain];
  return [...new Set(domains)].sort();
}

export function domainsOfEffects(effects: readonly RecordedEffect[]): readonly string[] {
  return [...new Set(effects.map((effect) => effect.domain))].sort();
}
