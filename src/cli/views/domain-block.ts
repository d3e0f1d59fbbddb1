/** The block of one domain in a text: its name and facts, then its lines in columns; and errors, which name their domain. */
import type { PlanError, PlannedDomain } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import { displayName } from '../../schema/dns/name.ts';
import { alike, someOf } from './alike.ts';
import type { ChangeLine } from './change-line.ts';
import type { Paint } from './paint.ts';

export function domainHeader(domain: string, planned: PlannedDomain | undefined, paint: Paint): string {
  const facts = planned === undefined ? [] : headerFacts(planned);
  return [paint.bold(nameOf(domain)), ...(facts.length === 0 ? [] : [facts.join(' · ')])].join('   ');
}

function headerFacts(planned: PlannedDomain): string[] {
  return [
    ...(planned.registrar === null ? [] : [planned.registrar]),
    ...(planned.dns === null || planned.dns === planned.registrar ? [] : [`dns ${planned.dns}`]),
    ...(planned.expires_at === null ? [] : [`expires ${planned.expires_at.slice(0, 10)}`]),
    ...(planned.auto_renew === null ? [] : [`auto-renew ${planned.auto_renew ? 'on' : 'off'}`]),
  ];
}

/** The A-label form is what the config and the registrars use; beside it the form that people read. */
export function nameOf(domain: string): string {
  const shown = displayName(domain);
  return shown === domain ? domain : `${domain} (${shown})`;
}

/** Symbols and labels in columns of one width per domain. */
export function changeLines(lines: readonly ChangeLine[], paint: Paint): string[] {
  const symbolWidth = Math.max(...lines.map((line) => line.symbol.length));
  const labelWidth = Math.max(...lines.map(({ label }) => (label.length > longestLabel ? 0 : label.length)));
  return lines.flatMap((line) => {
    const symbol = paint[line.tone](line.symbol.padStart(symbolWidth));
    const first = `  ${symbol} ${[line.label.padEnd(labelWidth), ...line.columns].join('   ')}`.trimEnd();
    const indent = ' '.repeat(symbolWidth + 7);
    return [first, ...line.below.map((text) => indent + text)];
  });
}

/** One long name does not push all values out of sight: with this, their column is within the left half of a terminal. */
const longestLabel = 28;

/** Equal errors are one line, with their domains counted. */
export function errorLines(errors: readonly PlanError[], paint: Paint): string[] {
  return alike(errors, (error) => error).map(({ message, items }) => {
    const domains = [...new Set(items.map(({ domain }) => domain))];
    const [domain = ''] = domains;
    const [{ account }] = items;
    const where = message.includes(account) ? '' : ` at ${account}`;
    if (domains.length > 1) {
      return `${paint.red('Error:')} ${count(domains.length, 'domain')}${where} (${someOf(domains)}): ${message}`;
    }
    const about = message.includes(domain) && where === '' ? '' : `${domain}${where}: `;
    return `${paint.red('Error:')} ${about}${message}`;
  });
}
