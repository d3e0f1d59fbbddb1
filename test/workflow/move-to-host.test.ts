/** A domain moves to a DNS host whose zone is still to be made, so that its nameservers become known in the same run. */
import { afterEach, describe, expect, it } from 'vitest';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const domain = 'example.com';
const moving = declared(domain, 'company', ['www A 192.0.2.1 ttl 300'], {
  dns: 'host',
  settings: { nameservers: 'auto' },
});

describe('a domain that moves to a host', () => {
  let portfolio: Portfolio;
  afterEach(() => portfolio.close());

  const open = async (company: WholeRegistrar) => {
    portfolio = await openPortfolio({ company, host: cloudflare });
    portfolio.declare([moving]);
  };

  const companies = [...registrars.values()].filter(
    ({ descriptor }) =>
      descriptor.name !== 'cloudflare' && descriptor.registration.settings.nameservers.access === 'write',
  );
  it.each(companies.map((registrar) => [registrar.descriptor.title, registrar] as const))(
    'from %s gets there in one run',
    async (_title, company) => {
      await open(company);
      const planned = await portfolio.plan();
      expect(planned.plan.errors).toEqual([]);
      const report = await portfolio.apply(planned);
      expect(report.results.filter(({ status }) => status !== 'applied')).toEqual([]);
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    },
  );

  it('is told why not, where its registrar cannot take the nameservers that the zone turns out to have', async () => {
    const refused = 'It takes one nameserver, and there are two. Leave "nameservers" out of the config.';
    const choosy: WholeRegistrar = {
      ...namesilo,
      registration: {
        compileSettings: (changes) =>
          namesilo.registration.compileSettings(changes).map((draft) => ({ ...draft, refused })),
      },
    };
    await open(choosy);
    const report = await portfolio.apply();
    expect(report.results.filter(({ status }) => status !== 'applied')).toEqual([
      { address: `${domain}:nameservers`, account: 'company', action: 'update', status: 'failed', error: refused },
    ]);
    expect(portfolio.simulated.get('company')?.stats().writes).toBe(0);
  });

  it('leaves what is recorded at the old host ours until its move is over', async () => {
    portfolio = await openPortfolio({ company: gandi, host: cloudflare }, { retry: { attempts: 1 } });
    const settings = { nameservers: 'auto' } as const;
    portfolio.declare([declared(domain, 'company', ['shop A 192.0.2.1 ttl 300'], { settings })]);
    await portfolio.apply();
    portfolio.declare([declared(domain, 'company', ['shop A 192.0.2.1 ttl 300'], { dns: 'host', settings })]);
    const recordedAt = async () =>
      (await portfolio.state.readRecorded([domain]))[0]?.recordSets.map(({ account }) => account);

    const host = portfolio.simulated.get('host');
    host?.faults({ kinds: ['429'], only: 'writes', path: 'dns_records' });
    const report = await portfolio.apply(await portfolio.plan({ consents: ['delegation'] }));
    expect(report.results.filter(({ account, address }) => account === 'company' && address.endsWith('/A'))).toEqual([
      {
        address: `${domain}/shop/A`,
        account: 'company',
        action: 'forget',
        status: 'not_attempted',
        error: `it is ours until the move of ${domain} is over`,
      },
    ]);
    expect(await recordedAt()).toEqual(['company']);

    host?.faults({ rate: 0 });
    await portfolio.apply(await portfolio.plan({ consents: ['delegation'] }));
    expect(await recordedAt()).toEqual(['host']);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });
});
