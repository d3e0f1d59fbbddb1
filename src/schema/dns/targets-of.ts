import type { Fqdn, Rdata } from './rdata.ts';

/** The names that a value leads to. */
export function targetsOf(rdata: Rdata): readonly Fqdn[] {
  switch (rdata.type) {
    case 'CNAME':
    case 'ALIAS':
    case 'NS':
    case 'PTR':
    case 'SRV':
    case 'HTTPS':
    case 'SVCB':
      return [rdata.target];
    case 'MX':
      return [rdata.exchange];
    case 'NAPTR':
      return [rdata.replacement];
    default:
      return [];
  }
}
