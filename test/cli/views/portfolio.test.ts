import { describe, expect, test } from 'vitest';
import { plain } from '../../../src/cli/views/paint.ts';
import { portfolioViews } from '../../../src/cli/views/portfolio.ts';
import type { Portfolio, PortfolioDomain } from '../../../src/workflow/portfolio.ts';

function domainOf(domain: string, parts: Partial<PortfolioDomain> = {}): PortfolioDomain {
  return {
    domain,
    registrar: 'gandi',
    dns: 'cf-prod',
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
    ...parts,
  };
}

const unread = { expires_at: null, days_left: null, auto_renew: null, transfer_lock: null, privacy: null } as const;

const portfolio: Portfolio = {
  format_version: '1.0',
  checked_at: '2026-11-23T10:00:00.000Z',
  domains: [
    domainOf('example.com'),
    domainOf('lapsing.example', {
      auto_renew: false,
      days_left: 12,
      nameservers_ours: false,
      drift: 2,
      protect: false,
    }),
    domainOf('lost.example', { ...unread, nameservers_ours: null, foreign: null, protect: false }),
    domainOf('only-dns.example', { ...unread, registrar: null, nameservers_ours: null, protect: false }),
    domainOf('xn--bcher-kva.example', { dns: null, foreign: null, managed: 0, nameservers_ours: null }),
  ],
  errors: [{ account: 'gandi', domain: 'lost.example', code: 'not-found', message: 'no such domain there.' }],
};

describe('the portfolio', () => {
  test('has a line for each domain, then what could not be read, then what is about to lapse', () => {
    expect(portfolioViews.text(portfolio, plain, null).split('\n')).toEqual([
      'domain                                  registrar  dns      expires     days  renew  lock  privacy  nameservers  drift  managed  foreign  protect',
      'example.com                             gandi      cf-prod  2027-08-20  269   on     on    off      ours         -      12       3        yes',
      'lapsing.example                         gandi      cf-prod  2027-08-20  12    off    on    off      other        2      12       3        -',
      'lost.example                            gandi      cf-prod  ?           ?     ?      ?     ?        ?            -      12       ?        -',
      'only-dns.example                        -          cf-prod  -           -     -      -     -        -            -      12       3        -',
      'xn--bcher-kva.example (bücher.example)  gandi      -        2027-08-20  269   on     on    off      -            -      0        -        yes',
      '',
      'Error: lost.example at gandi: no such domain there.',
      '',
      'Expiring within 60 days without auto-renew: lapsing.example (12 days)',
      'Incomplete: 1 domain of gandi could not be read.',
      '5 domains, 1 drifted.',
      '',
    ]);
  });

  test.each([
    [-1, 'a.example (expired)'],
    [0, 'a.example (0 days)'],
    [1, 'a.example (1 day)'],
  ])('%d days before its expiry a domain is named as %s', (days, words) => {
    const domains = [domainOf('a.example', { auto_renew: null, days_left: days }), domainOf('b.example')];
    const text = portfolioViews.text({ ...portfolio, domains, errors: [] }, plain, null);
    expect(text).toContain(`Expiring within 60 days without auto-renew: ${words}\n2 domains.\n`);
  });

  test('is its own JSON', () => {
    expect(JSON.parse(portfolioViews.json(portfolio, plain, null))).toEqual(portfolio);
  });
});
