import { afterEach, describe, expect, it } from 'vitest';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { readHoldings, type WantedHolding } from '../../src/workflow/read-holdings.ts';
import { openPortfolio, type Portfolio, silent } from '../helpers/portfolio.ts';

const opened: Portfolio[] = [];
afterEach(async () => {
  for (const portfolio of opened.splice(0)) await portfolio.close();
});

async function open(accounts: Readonly<Record<string, WholeRegistrar>>): Promise<Portfolio> {
  const portfolio = await openPortfolio(accounts);
  opened.push(portfolio);
  return portfolio;
}

function seed(
  portfolio: Portfolio,
  account: string,
  domain: string,
  zone: 'default' | 'empty' | 'none',
  registered = true,
  nameservers?: readonly string[],
) {
  portfolio.simulated
    .get(account)
    ?.simulator.seed({ domain, registered, zone, ...(nameservers === undefined ? {} : { nameservers }) });
}

async function holdings(portfolio: Portfolio, wanted?: readonly WantedHolding[]) {
  const accounts = portfolio.open();
  const all = [...accounts.keys()].map((account) => ({ account }));
  return readHoldings({ accounts, wanted: wanted ?? all, parallelism: 10, progress: silent });
}

/** `example.com: gandi, zone at cf (served)`. */
function shown({ domains }: Awaited<ReturnType<typeof holdings>>): readonly string[] {
  return domains.map(({ domain, registration, zone, unserved, problems }) => {
    const words = [
      registration?.account ?? '-',
      zone === undefined ? 'no zone' : `zone at ${zone.account} (served: ${zone.served})`,
      ...(unserved.length === 0 ? [] : [`unserved at ${unserved.join(', ')}`]),
      ...problems.map(({ account }) => `problem at ${account}`),
    ];
    return `${domain}: ${words.join(', ')}`;
  });
}

describe('what accounts hold', () => {
  it('is the registration and the zone that answers, wherever each is', async () => {
    const portfolio = await open({ gandi, cf: cloudflare, namesilo });
    seed(portfolio, 'cf', 'example.com', 'empty', false);
    const { nameservers } = await (portfolio.simulated.get('cf') ?? never()).reconnect().dns.readZone({
      domain: 'example.com',
      ds: false,
      nameservers: true,
    });
    seed(portfolio, 'gandi', 'example.com', 'default', true, nameservers);
    seed(portfolio, 'namesilo', 'example.net', 'default', true, ['ns1.example.org.', 'ns2.example.org.']);
    seed(portfolio, 'cf', 'example.org', 'empty', false);
    seed(portfolio, 'gandi', 'xn--bcher-kva.com', 'default');
    expect(shown(await holdings(portfolio))).toEqual([
      'example.com: gandi, zone at cf (served: true), unserved at gandi',
      'example.net: namesilo, no zone, unserved at namesilo',
      'example.org: -, zone at cf (served: null)',
      'xn--bcher-kva.com: gandi, zone at gandi (served: true)',
    ]);
  });

  it('can be asked for by account and by domain', async () => {
    const portfolio = await open({ gandi, namesilo });
    for (const domain of ['example.com', 'example.net']) seed(portfolio, 'gandi', domain, 'default');
    seed(portfolio, 'namesilo', 'example.org', 'default');
    const wanted = [{ account: 'gandi', domain: 'example.net' }, { account: 'namesilo' }];
    expect(shown(await holdings(portfolio, wanted))).toEqual([
      'example.net: gandi, zone at gandi (served: true)',
      'example.org: namesilo, zone at namesilo (served: true)',
    ]);
    expect((await holdings(portfolio, [{ account: 'gandi', domain: 'example.org' }])).problems).toEqual([
      { account: 'gandi', message: 'gandi holds neither a registration nor a zone of example.org.' },
    ]);
  });

  it('of a domain that two accounts claim is told, and taken once', async () => {
    const portfolio = await open({ gandi, namesilo });
    for (const account of ['gandi', 'namesilo']) seed(portfolio, account, 'example.com', 'default');
    const read = await holdings(portfolio);
    expect(shown(read)).toEqual(['example.com: gandi, zone at gandi (served: true), unserved at namesilo']);
    expect(read.remarks).toEqual([
      'example.com is registered at gandi and at namesilo, as they say: it was taken from gandi.',
    ]);
  });

  it('of an account that fails is told, and the others are read', async () => {
    const portfolio = await open({ gandi, namesilo });
    seed(portfolio, 'gandi', 'example.com', 'default');
    seed(portfolio, 'namesilo', 'example.org', 'default');
    portfolio.simulated.get('gandi')?.faults({ kinds: ['500'] });
    const read = await holdings(portfolio);
    expect(shown(read)).toEqual(['example.org: namesilo, zone at namesilo (served: true)']);
    expect(read.problems.map(({ account }) => account)).toContain('gandi');
  });
});

function never(): never {
  throw new Error('not open');
}
