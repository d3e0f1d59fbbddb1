/**
 * The mail type of a zone (`EmailType`), which each setHosts sets anew: MX rows are saved only under MX, and another type
 * routes mail through a service of the company. So it is always sent: as it was read, except where MX rows come or go.
 * Sources: go-namecheap-sdk domains_dns_set_hosts.go and its issue 162 (2026-08-01), billputer/go-namecheap PR 7.
 */
import type { HostRow, HostZone } from './wire.ts';

/** Those that setHosts takes; another would route mail in a way that we cannot foresee. */
const known: readonly string[] = ['NONE', 'MX', 'MXE', 'FWD', 'OX', 'GMAIL'];

const services: Readonly<Record<string, string>> = {
  OX: 'Private Email',
  GMAIL: 'Google Workspace as set up by Namecheap',
  MXE: 'an MXE record',
};

/** Why nothing in the zone can be written: we could not send its mail type back. */
export function unknownMailType({ emailType }: HostZone): string | undefined {
  if (known.includes(emailType)) return undefined;
  return emailType === ''
    ? 'Namecheap does not tell the mail type of the zone, which every write must send back'
    : `the mail type of the zone is ${emailType}, which this tool does not know how to send back`;
}

/** Why the zone's MX records are not the user's to change. With forwarding on, MX rows can only be the service's own. */
export function mailService(zone: HostZone): string | undefined {
  const forwarding = zone.emailType === 'FWD' && zone.rows.some(isMx) ? 'e-mail forwarding' : undefined;
  const service = services[zone.emailType] ?? forwarding;
  return service === undefined
    ? undefined
    : `mail of the domain goes through ${service} (mail type ${zone.emailType}), which keeps its own MX records`;
}

/** Whether mail is forwarded, if to anybody: no MX row shows it. */
export function mayForward({ emailType, rows }: HostZone): boolean {
  return emailType === 'FWD' && !rows.some(isMx);
}

/** The mail type to send with these rows instead of the zone's. `EmailType=MX` wants an MX row (SDK; NOT VERIFIED at the API). */
export function mailTypeFor(zone: HostZone, rows: readonly HostRow[]): string {
  if (mailService(zone) !== undefined) return zone.emailType;
  if (rows.some(isMx)) return 'MX';
  return zone.emailType === 'MX' ? 'NONE' : zone.emailType;
}

export function isMx(row: Pick<HostRow, 'type'>): boolean {
  return row.type === 'MX';
}
