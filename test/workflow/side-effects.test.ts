/** What a host does beside its records ends with the records, or the nameservers, by which it works: not unasked. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/planner/plan.ts';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { hover } from '../../src/registrars/hover/index.ts';
import { namecheap } from '../../src/registrars/namecheap/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';
import { type Simulated, sandboxCredentials } from '../helpers/simulated.ts';
import { foreignClient } from '../registrars/namecheap/foreign-client.ts';

const domain = 'example.com';

interface Case {
  readonly registrar: WholeRegistrar;
  /** Somebody sets it up in the panel. */
  setUp(simulated: Simulated): Promise<unknown>;
  /** What the config declares that ends it. */
  readonly records: readonly string[];
  readonly service: string;
  readonly when: string;
}

const cases: readonly Case[] = [
  {
    registrar: namecheap,
    setUp: (simulated) =>
      foreignClient(() => simulated).send('domains.dns.setEmailForwarding', {
        ...{ DomainName: domain, MailBox1: 'info', ForwardTo1: 'kim@example.net' },
        ...{ MailBox2: 'sales', ForwardTo2: 'kim@example.net' },
      }),
    records: ['@ MX 10 mail.example.net. ttl 3600'],
    service: 'e-mail forwarding of 2 addresses',
    when: 'its MX records come',
  },
  {
    registrar: namesilo,
    setUp: (simulated) => {
      const { api_key: key = '' } = sandboxCredentials(namesilo);
      const forward = { domain, protocol: 'https', address: 'shop.example.net', method: '301' };
      const query = new URLSearchParams({ version: '1', type: 'xml', key, ...forward });
      return simulated.request({ method: 'GET', path: `/apibatch/domainForward?${query}` });
    },
    records: ['@ A 192.0.2.1 ttl 3600'],
    service: 'web forwarding to https://shop.example.net',
    when: 'example.com/@/A changes',
  },
  {
    registrar: hover,
    setUp: async ({ store }) =>
      store.set(domain, { ...(store.get(domain) as object), forward: 'https://shop.example.net' }),
    records: ['@ A 192.0.2.1 ttl 900'],
    service: 'web forwarding',
    when: 'example.com/@/A changes',
  },
];

const refused = ({ refusals }: Plan) =>
  refusals.flatMap(({ code, message }) => (code === 'side-effect' ? [message] : []));

describe.each(cases.map((one) => [one.registrar.descriptor.title, one] as const))('at %s', (_, one) => {
  const { registrar, records, service, when } = one;
  let portfolio: Portfolio;
  afterEach(() => portfolio.close());

  const open = async ({ inUse }: { readonly inUse: boolean }) => {
    portfolio = await openPortfolio({ company: registrar, host: cloudflare });
    portfolio.declare([declared(domain, 'company', records)]);
    if (inUse) await one.setUp(portfolio.simulated.get('company') as Simulated);
  };

  it('records that end a service in use are refused until that is consented to', async () => {
    await open({ inUse: true });
    const { plan } = await portfolio.plan();
    expect(refused(plan)).toEqual([`${service} of example.com ends when ${when}`]);
    const consents = ['side-effect', 'take-over'];
    expect((await portfolio.apply(await portfolio.plan({ consents }))).summary.failed).toBe(0);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('the same records in a domain that does not use it need no consent', async () => {
    await open({ inUse: false });
    expect(refused((await portfolio.plan()).plan)).toEqual([]);
  });

  it('nameservers that leave end a service in use, and are refused', async () => {
    await open({ inUse: true });
    portfolio.declareUnseeded([
      declared(domain, 'company', records, { dns: 'host', settings: { nameservers: 'auto' } }),
    ]);
    const { plan } = await portfolio.plan();
    expect(refused(plan)).toEqual([`${service} at company ends when the nameservers leave it`]);
    expect(plan.notes.map(({ message }) => message)).toContain(registrar.descriptor.dns.leaving);
  });
});
