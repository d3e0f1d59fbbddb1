/** The portfolio: one line per domain, what could not be read, and what is about to lapse. */

import { count } from '../../schema/count.ts';
import type { Portfolio, PortfolioDomain } from '../../workflow/portfolio.ts';
import { byAccount } from './alike.ts';
import { errorLines, nameOf } from './domain-block.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { type Column, fittedTable, noRoom } from './table.ts';

/** The portfolio is its own JSON form. */
export const portfolioViews = viewsOf(portfolioText);

/** `spare`: what tells of trouble stays longest. */
const columns: readonly Column<PortfolioDomain>[] = [
  { title: 'domain', cell: ({ domain }) => nameOf(domain) },
  { title: 'registrar', cell: ({ registrar }) => registrar ?? '-', spare: 1 },
  { title: 'dns', cell: ({ dns }) => dns ?? '-', spare: 2 },
  { title: 'expires', cell: ({ registrar, expires_at: at }) => at?.slice(0, 10) ?? unknown(registrar) },
  { title: 'days', cell: ({ registrar, days_left: days }) => days?.toString() ?? unknown(registrar), spare: 7 },
  { title: 'renew', cell: ({ registrar, auto_renew: on }) => flag(on, registrar) },
  { title: 'lock', cell: ({ registrar, transfer_lock: on }) => flag(on, registrar), spare: 4 },
  { title: 'privacy', cell: ({ registrar, privacy: on }) => flag(on, registrar), spare: 6 },
  { title: 'nameservers', cell: nameservers, spare: 3 },
  { title: 'drift', cell: ({ drift }) => (drift === 0 ? '-' : String(drift)) },
  { title: 'managed', cell: ({ managed }) => String(managed), spare: 9 },
  { title: 'foreign', cell: ({ dns, foreign }) => foreign?.toString() ?? unknown(dns), spare: 8 },
  { title: 'protect', cell: ({ protect }) => (protect === true ? 'yes' : protect || '-'), spare: 5 },
];

/** Within these days a domain that does not renew itself needs somebody to act. */
const soonDays = 60;

/** `width`: of the page, in cells; null: any. */
function portfolioText({ domains, errors }: Portfolio, paint: Paint, width: number | null): string {
  const { header, lines, dropped } = fittedTable(columns, domains, width);
  const blocks = [
    [paint.bold(header), ...lines],
    errorLines(errors, paint),
    [
      ...noRoom(dropped),
      ...lapsing(domains, paint),
      ...managedElsewhere(domains),
      ...incomplete(errors, paint),
      summaryLine(domains),
    ],
  ].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function lapsing(domains: readonly PortfolioDomain[], paint: Paint): string[] {
  const soon = domains.filter(
    ({ days_left: days, auto_renew: renew }) => days !== null && days <= soonDays && renew !== true,
  );
  if (soon.length === 0) return [];
  const names = soon.map(({ domain, days_left: days }) => `${domain} (${daysText(days ?? 0)})`);
  return [paint.red(`Expiring within ${soonDays} days without auto-renew: ${names.join(', ')}`)];
}

function managedElsewhere(domains: readonly PortfolioDomain[]): string[] {
  return domains.flatMap(({ domain, managed_by: root }) =>
    root === null ? [] : [`${nameOf(domain)} is managed by another config: ${root}`],
  );
}

function daysText(days: number): string {
  return days < 0 ? 'expired' : count(days, 'day');
}

function incomplete(errors: Portfolio['errors'], paint: Paint): string[] {
  return errors.length === 0 ? [] : [paint.bold(`Incomplete: ${byAccount(errors)} could not be read.`)];
}

function summaryLine(domains: readonly PortfolioDomain[]): string {
  const drifted = domains.filter(({ drift }) => drift > 0).length;
  const parts = [count(domains.length, 'domain'), ...(drifted === 0 ? [] : [`${drifted} drifted`])];
  return `${parts.join(', ')}.`;
}

/** `?`: managed here, but the registrar or host did not tell. */
function unknown(account: string | null): string {
  return account === null ? '-' : '?';
}

function flag(value: boolean | null, registrar: string | null): string {
  return value === null ? unknown(registrar) : value ? 'on' : 'off';
}

function nameservers({ registrar, dns, nameservers_ours: ours }: PortfolioDomain): string {
  return ours === null ? unknown(dns === null ? null : registrar) : ours ? 'ours' : 'other';
}
