import type { JournalIntent, RecordedEffect } from './store.ts';

/** `example.com` of `example.com/www/A`, `example.com:auto_renew` and `example.com`. */
function domainOfAddress(address: string): string {
  return /^[^/:]*/.exec(address)?.[0] ?? address;
}

export function domainsOfIntent(intent: Pick<JournalIntent, 'domain' | 'covers'>): readonly string[] {
  const domains = intent.domain === null ? intent.covers.map(domainOfAddress) : [intent.domain];
  return [...new Set(domains)].sort();
}

export function domainsOfEffects(effects: readonly RecordedEffect[]): readonly string[] {
  return [...new Set(effects.map((effect) => effect.domain))].sort();
}
