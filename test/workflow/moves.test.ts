/** What a move of a domain's DNS leaves behind, found where the domain is served now. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import type { Plan } from '../../src/planner/plan.ts';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { godaddy } from '../../src/registrars/godaddy/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import { porkbun } from '../../src/registrars/porkbun/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import type { Fqdn } from '../../src/schema/dns/rdata.ts';
import { declared, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const domain = 'example.com';
const auto = { nameservers: 'auto' } as const;

/** A colleague makes record sets in the zone of an account, with whatever tool. */
async function madeByHand(portfolio: Portfolio, account: string, registrar: WholeRegistrar, sets: readonly string[]) {
  const client = portfolio.simulated.get(account)?.reconnect();
  const live = await client?.dns.readZone({ domain, ds: false, nameservers: true });
  const changes = declared(domain, account, sets).recordSets.map((set) => ({
    address: recordSetAddress(domain, set.name, set.type),
    action: 'create' as const,
    before: live?.recordSets.find(({ name, type }) => name === set.name && type === set.type) ?? null,
    after: { ...set, protect: false },
  }));
  const calls = registrar.dns.compileZone({ domain, live: live as LiveZone, changes });
  for (const call of calls) await client?.execute(call);
}

const gone = ({ unanswered }: Plan) =>
  unanswered
    .filter((one) => !one.default)
    .map(({ address, account, after }) => `${address} at ${account}: ${JSON.stringify(after)}`);
const refusals = ({ refusals }: Plan) => refusals.map(({ message }) => message);

describe('a move', () => {
  let portfolio: Portfolio;
  afterEach(() => portfolio.close());

  it('from Gandi to Cloudflare tells the mail that somebody set up there, and is refused', async () => {
    portfolio = await openPortfolio({ company: gandi, host: cloudflare });
    portfolio.declare([declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: auto })]);
    const byHand = ['@ MX 1 smtp.google.com.', '@ TXT v=spf1 include:_spf.google.com -all', 'shop A 192.0.2.9'];
    await madeByHand(portfolio, 'company', gandi, byHand);
    const { plan } = await portfolio.plan();
    expect(gone(plan).slice(0, 2)).toEqual(['example.com/@/MX at company: null', 'example.com/@/TXT at company: null']);
    expect(gone(plan)).toContain('example.com/shop/A at company: null');
    expect(plan.unanswered.find(({ address }) => address === 'example.com/@/MX')?.value).toMatchObject({
      values: ['1 smtp.google.com.'],
    });
    expect(refusals(plan)[0]).toMatch(
      /^the nameservers would change, and the new ones would stop answering \d+ record sets \(\d+ registrar's default records among them\): @ MX, @ TXT, /,
    );
    const written = await portfolio.apply(await portfolio.plan({ consents: ['delegation'] }));
    expect(written.summary.failed).toBe(0);
    expect(gone((await portfolio.plan()).plan)).toEqual([]);
  });

  it('of a new domain is refused nothing, and tells the defaults', async () => {
    portfolio = await openPortfolio({ company: gandi, host: cloudflare });
    portfolio.declare([declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: auto })]);
    const { plan } = await portfolio.plan();
    expect(plan.refusals).toEqual([]);
    expect(plan.unanswered.map(({ address }) => address)).toContain('example.com/@/MX');
    expect(plan.notes.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^mail stops arriving/));
  });

  /** Registered at GoDaddy; `old` serves it. */
  const served = async (old: 'host' | 'other') => {
    portfolio = await openPortfolio({ company: godaddy, host: cloudflare, other: gandi, third: porkbun });
    const simulated = portfolio.simulated.get(old);
    simulated?.simulator.seed({ domain, registered: old === 'other', zone: 'empty' });
    const zone = await simulated?.client.dns.readZone({ domain, ds: false, nameservers: true });
    const nameservers = (zone?.nameservers ?? []).map((name) => name.replace(/\.$/, ''));
    portfolio.simulated.get('company')?.simulator.seed({ domain, registered: true, zone: 'default', nameservers });
    await madeByHand(portfolio, old, old === 'host' ? cloudflare : gandi, ['@ MX 1 smtp.google.com.']);
  };

  it('between two hosts of which neither is the registrar finds the one that serves now', async () => {
    await served('host');
    portfolio.simulated.get('other')?.simulator.seed({ domain, registered: true, zone: 'empty' });
    portfolio.declareUnseeded([
      declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'other', settings: auto }),
    ]);
    const { plan } = await portfolio.plan();
    expect(gone(plan)).toEqual(['example.com/@/MX at host: null']);
    expect(refusals(plan)).toEqual([
      'the nameservers would change, and the new ones would stop answering 1 record set: @ MX; the plan gives the line that keeps it',
    ]);
  });

  it('away from where it was recorded looks there before it looks elsewhere', async () => {
    await served('host');
    portfolio.declareUnseeded([
      declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: auto }),
    ]);
    await portfolio.apply();
    portfolio.simulated.get('other')?.simulator.seed({ domain, registered: true, zone: 'empty' });
    portfolio.declareUnseeded([declared(domain, 'company', [], { dns: 'other', settings: auto })]);
    portfolio.resetRequests();
    expect(gone((await portfolio.plan()).plan)).toEqual([
      'example.com/@/MX at host: null',
      'example.com/@/A at host: null',
    ]);
    expect(portfolio.simulated.get('third')?.stats().reads).toBe(0);
  });

  it('from a zone that cannot be read is refused as in use', async () => {
    await served('host');
    portfolio.simulated.get('other')?.simulator.seed({ domain, registered: true, zone: 'empty' });
    portfolio.simulated.get('host')?.faults({ kinds: ['500'] });
    portfolio.declareUnseeded([declared(domain, 'company', [], { dns: 'other', settings: auto })]);
    const { plan } = await portfolio.plan();
    expect(refusals(plan)).toEqual([
      expect.stringMatching(/its zone at host could not be read \(.+\), so it counts as in use$/),
    ]);
  });

  it('from nameservers that nobody here knows says that it cannot tell', async () => {
    portfolio = await openPortfolio({ company: godaddy, host: cloudflare });
    const nameservers = ['ns1.example.org', 'ns2.example.org'];
    portfolio.simulated.get('company')?.simulator.seed({ domain, registered: true, zone: 'default', nameservers });
    portfolio.declare([declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: auto })]);
    expect(refusals((await portfolio.plan()).plan)).toEqual([
      'the nameservers would change, and it is served by ns1.example.org., ns2.example.org., whose records cannot be read from here: compare the zone by hand before you consent',
    ]);
  });

  it('to nameservers that nobody here knows tells each set as not known', async () => {
    portfolio = await openPortfolio({ company: namesilo });
    const settings = { nameservers: ['ns1.example.org.', 'ns2.example.org.'] };
    portfolio.declare([declared(domain, 'company', ['@ MX 10 mail.example.net. ttl 3600'])]);
    await portfolio.apply();
    portfolio.declare([declared(domain, 'company', ['@ MX 10 mail.example.net. ttl 3600'], { settings })]);
    const { plan } = await portfolio.plan();
    expect(gone(plan)).toEqual(['example.com/@/MX at company: "not-known"']);
    expect(refusals(plan)[0]).toMatch(/the new ones may not answer \d+ record sets .*: @ MX, /);
  });

  it('to the nameservers of another account than its DNS host, as an undo does, looks into the zone there', async () => {
    await served('host');
    portfolio.simulated.get('other')?.simulator.seed({ domain, registered: true, zone: 'empty' });
    await madeByHand(portfolio, 'other', gandi, ['@ MX 1 smtp.google.com.']);
    const zone = await portfolio.simulated
      .get('other')
      ?.reconnect()
      .dns.readZone({ domain, ds: false, nameservers: true });
    const nameservers = zone?.nameservers as readonly Fqdn[];
    portfolio.declareUnseeded([
      declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: auto }),
    ]);
    await portfolio.apply();
    portfolio.declareUnseeded([
      declared(domain, 'company', ['@ A 192.0.2.1 ttl 300'], { dns: 'host', settings: { nameservers } }),
    ]);
    const { plan } = await portfolio.plan();
    expect(gone(plan)).toEqual(['example.com/@/A at host: null']);
    expect(refusals(plan)[0]).toMatch(/the new ones would stop answering 1 record set: @ A/);
  });

  it('of the records alone tells what the new zone lacks', async () => {
    portfolio = await openPortfolio({ company: gandi, host: cloudflare });
    const records = ['@ A 192.0.2.1 ttl 300'];
    portfolio.declare([declared(domain, 'company', records)]);
    await portfolio.apply();
    await madeByHand(portfolio, 'company', gandi, ['shop MX 1 smtp.google.com.']);
    portfolio.declare([declared(domain, 'company', records, { dns: 'host' })]);
    const { plan } = await portfolio.plan();
    expect([plan.unanswered, plan.refusals]).toEqual([[], []]);
    expect(plan.notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the zone at host does not answer \d+ record sets as company does: .*shop MX/),
    ]);
  });
});
