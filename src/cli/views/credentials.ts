import type { VerifiedAccount, VerifiedHalf } from '../../workflow/verify-accounts.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';

export const verifiedViews = viewsOf(verifiedText, (accounts) => ({
  format_version: '1.0',
  accounts: accounts.map(({ account, title, works, registrations, zones }) => ({
    ...{ account, registrar: title, works, registrations, zones },
  })),
}));

/** Reasons below the table, each once for an account. */
function verifiedText(accounts: readonly VerifiedAccount[], paint: Paint): string {
  const [header = '', ...lines] = tableLines([
    ['account', 'at', 'works', 'registrations', 'zones'],
    ...accounts.map(({ account, title, works, registrations, zones }) => [
      ...[account, title, works ? 'yes' : 'no', cellOf(registrations), cellOf(zones)],
    ]),
  ]);
  const reasons = accounts.flatMap(({ account, registrations, zones }) => {
    const failed = [registrations, zones].flatMap((half) => (half.status === 'failed' ? [half.message] : []));
    return [...new Set(failed)].map((message) => `${account}: ${message}`);
  });
  const note = 'Only lists were asked for: what may be written, the first write shows.';
  return `${[paint.bold(header), ...lines, '', ...reasons, ...(reasons.length > 0 ? [''] : []), note].join('\n')}\n`;
}

function cellOf(half: VerifiedHalf): string {
  if (half.status === 'read') return String(half.domains);
  return half.status === 'none' ? '-' : 'failed';
}
