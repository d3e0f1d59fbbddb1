import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/cli/views/paint.ts';
import { portfolioViews } from '../../../src/cli/views/portfolio.ts';
import { registrarsViews } from '../../../src/cli/views/registrars.ts';
import { resourceListViews } from '../../../src/cli/views/resources.ts';
import { type Column, fittedTable } from '../../../src/cli/views/table.ts';
import { widthOf, wrapped } from '../../../src/cli/views/wrap.ts';
import type { PortfolioDomain } from '../../../src/workflow/portfolio.ts';
import { registrars } from '../../helpers/halves.ts';

type Row = readonly [name: string, dns: string, note: string];

const columns: readonly Column<Row>[] = [
  { title: 'name', cell: ([name]) => name },
  { title: 'dns', cell: ([, dns]) => dns, spare: 1 },
  { title: 'note', cell: ([, , note]) => note, spare: 2 },
];

const rows: readonly Row[] = [
  ['example.com', 'cf-prod', 'as it is'],
  ['例え.example', 'gandi', '-'],
];

describe('a table', () => {
  it.each<[width: number | null, header: string, lines: string[], dropped: string[]]>([
    [null, 'name          dns      note', ['example.com   cf-prod  as it is', '例え.example  gandi    -'], []],
    [31, 'name          dns      note', ['example.com   cf-prod  as it is', '例え.example  gandi    -'], []],
    [30, 'name          dns', ['example.com   cf-prod', '例え.example  gandi'], ['note']],
    [20, 'name  dns', ['example.com', 'cf-prod', '例え.example', 'gandi'], ['note']],
    [5, 'name', ['example.com', '例え.example'], ['dns', 'note']],
  ])('in %s cells', (width, header, lines, dropped) => {
    const table = fittedTable(columns, rows, width);
    expect({ ...table, lines: table.lines.map((line) => line.trim()) }).toEqual({ header, lines, dropped });
  });

  it('gives a long name a line of its own, so that the others keep their columns', () => {
    const long = `${'a'.repeat(25)}.example`;
    expect(fittedTable(columns, [...rows, [long, 'hover', '!']], 33)).toEqual({
      header: 'name          dns      note',
      lines: ['example.com   cf-prod  as it is', '例え.example  gandi    -', long, `${' '.repeat(14)}hover    !`],
      dropped: [],
    });
  });
});

const domain: PortfolioDomain = {
  domain: 'xn--northwind-caf-nhb.com',
  registrar: 'namecheap',
  dns: 'namecheap',
  status: 'active',
  expires_at: '2027-08-20T00:00:00.000Z',
  days_left: 269,
  auto_renew: true,
  transfer_lock: true,
  privacy: false,
  nameservers: ['ada.ns.cloudflare.com.'],
  nameservers_ours: true,
  drift: 0,
  managed: 12,
  foreign: 3,
  protect: true,
  managed_by: null,
};
const portfolio = {
  format_version: '1.0' as const,
  checked_at: '2026-11-23T10:00:00.000Z',
  domains: [domain, { ...domain, domain: 'northwind-wholesale.com' }],
  errors: [],
};
const root = 'github.com/northwind/dns//prod/domains';
const recorded = {
  target: { kind: 'domain' as const, domain: 'example.com' },
  domain: 'example.com',
  account: 'namecheap',
  protect: false as const,
  value: null,
  provenance: { run: 41, at: '2026-11-23T10:00:00.000Z', actor: 'kim', commit: null, ciUrl: null },
};
const list = {
  workspace: 'default',
  serial: 1,
  resources: [
    { ...recorded, address: 'example.com', kind: 'domain' as const, protect: true as const, provenance: null, root },
    { ...recorded, address: 'example.com/www/CNAME', kind: 'record_set' as const },
    {
      ...recorded,
      address: `example.com/${'selector-of-a-long-name'.repeat(2)}._domainkey/TXT`,
      kind: 'record_set' as const,
    },
  ],
};
const descriptors = [...registrars.values()].map(({ descriptor }) => descriptor);

const views: readonly (readonly [string, (width: number | null) => string])[] = [
  ['domains', (width) => portfolioViews.text(portfolio, plain, width)],
  ['state list', (width) => resourceListViews.text(list, plain, width)],
  ['registrars', (width) => registrarsViews.text(descriptors, plain, width)],
];

/** Up to the first empty line. */
function tableOf(text: string): string[] {
  return text.slice(0, text.indexOf('\n\n')).split('\n');
}

describe('the tables of commands', () => {
  it.each(views.flatMap(([name, show]) => [80, 160].map((width) => [name, width, show] as const)))(
    '%s fits %i columns',
    (name, width, show) => {
      // In the block of a registrar, what is longer goes on below, under its column.
      const rows = tableOf(show(width)).filter((line) => name !== 'registrars' || !line.startsWith('  '));
      expect(rows.filter((line) => widthOf(line) > width)).toEqual([]);
    },
  );

  it('domains drops what matters least, and says so', () => {
    expect(portfolioViews.text(portfolio, plain, 80).split('\n')).toEqual([
      'domain                   registrar  dns        expires     renew  drift',
      'xn--northwind-caf-nhb.com (northwind-café.com)',
      '                         namecheap  namecheap  2027-08-20  on     -',
      'northwind-wholesale.com  namecheap  namecheap  2027-08-20  on     -',
      '',
      'No room for days, lock, privacy, nameservers, managed, foreign, protect: widen the terminal, or use --format json.',
      '2 domains.',
      '',
    ]);
    expect(tableOf(portfolioViews.text(portfolio, plain, 160))).toEqual(
      tableOf(portfolioViews.text(portfolio, plain, null)),
    );
  });

  it('state list drops what matters least, and says so', () => {
    expect(resourceListViews.text(list, plain, 80).split('\n')).toEqual([
      'address                account    run     applied               protect',
      'example.com            namecheap  -       -                     yes',
      'example.com/www/CNAME  namecheap  run 41  2026-11-23 10:00 UTC  -',
      'example.com/selector-of-a-long-nameselector-of-a-long-name._domainkey/TXT',
      '                       namecheap  run 41  2026-11-23 10:00 UTC  -',
      '',
      'No room for config: widen the terminal, or use --format json.',
      '1 domain, 2 values recorded.',
      '',
    ]);
    expect(resourceListViews.text(list, plain, 200)).not.toContain('No room');
  });

  it('registrars is a matrix where that fits, else a block for each', () => {
    const block = wrapped(registrarsViews.text(descriptors, plain, 80), { columns: 80, breaksWords: true });
    expect(tableOf(block).slice(0, 9)).toEqual([
      'cloudflare',
      '  yes           auto_renew, A, AAAA, CAA, CNAME, DS, HTTPS, LOC, MX, NAPTR, NS,',
      '                PTR, SRV, SSHFP, SVCB, TLSA, TXT, CNAME at the apex, new zones,',
      '                ttl: auto, official API',
      '  read          transfer_lock, privacy, nameservers',
      '  -             dnssec, ALIAS, URL',
      '  TTL           60-86400',
      '  own options   proxied comment tags',
      '  requests      1200/5min, 200/s',
    ]);
    expect(registrarsViews.text(descriptors, plain, 160)).toMatch(/^cloudflare\n {2}yes {3}/);
    expect(tableOf(registrarsViews.text(descriptors, plain, null))[0]).toMatch(/^ +cloudflare +gandi +godaddy /);
    expect(registrarsViews.text(descriptors, plain, 300)).toBe(registrarsViews.text(descriptors, plain, null));
  });
});
