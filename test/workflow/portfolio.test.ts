import { describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import { portfolioOf } from '../../src/workflow/portfolio.ts';
import { liveSet, planScene, type Scene } from '../helpers/planning.ts';

function portfolio(scene: Scene, sort: 'domain' | 'expiry' = 'domain') {
  const planned = planScene({ refreshOnly: true, ...scene });
  return portfolioOf(planned.input.desired, { ...planned, settlements: [] }, sort);
}

const only = (scene: Scene) => portfolio(scene).domains[0];
const problem = { problem: { code: 'unavailable', message: 'HTTP 503. Try again.' } };

describe('the portfolio', () => {
  it('tells how a domain is set, and when it expires', () => {
    const settings = {
      auto_renew: true,
      transfer_lock: false,
      nameservers: ['ns1.acme.example.', 'ns2.acme.example.'],
    };
    expect(only({ registration: { settings }, recordedProtect: true })).toEqual({
      domain: 'example.com',
      registrar: 'acme',
      dns: 'acme',
      status: 'active',
      expires_at: '2027-08-20T00:00:00.000Z',
      days_left: 269,
      auto_renew: true,
      transfer_lock: false,
      privacy: null,
      nameservers: ['ns1.acme.example.', 'ns2.acme.example.'],
      nameservers_ours: true,
      drift: 0,
      managed: 0,
      foreign: 0,
      protect: true,
      managed_by: null,
    });
  });

  it('counts what drifted, what is managed, and what is foreign', () => {
    const scene: Scene = {
      desired: ['www A 192.0.2.1', 'new A 192.0.2.2'],
      recorded: ['www A 192.0.2.1', 'gone A 192.0.2.4'],
      live: ['www A 192.0.2.9', 'new A 192.0.2.2', 'by-hand A 192.0.2.5', '_acme TXT "x"'],
      desiredDomain: { ignore: [{ name: '_acme*' }] },
      zone: {
        recordSets: [
          ...['www A 192.0.2.9', 'new A 192.0.2.2', 'by-hand A 192.0.2.5', '_acme TXT "x"'].map(liveSet),
          { ...liveSet('sub NS ns1.acme.example.'), system: 'maintained by the host' },
        ],
        unsupported: [{ name: 'odd.example.com.', type: 'HINFO', text: 'x y' }],
      },
    };
    expect(only(scene)).toMatchObject({ drift: 2, managed: 2, foreign: 2 });
  });

  it.each<[string, Partial<LiveZone>, readonly string[], boolean | null]>([
    ['ours where they are those of the DNS host', {}, ['ns1.acme.example.', 'ns2.acme.example.'], true],
    ['not ours where one is another', {}, ['ns1.acme.example.', 'ns9.acme.example.'], false],
    ['not ours where one is missing', {}, ['ns1.acme.example.'], false],
    ['not known where the host does not tell its own', { nameservers: [] }, ['ns1.acme.example.'], null],
  ])('nameservers are %s', (_claim, zone, nameservers, ours) => {
    expect(only({ zone, registration: { settings: { nameservers } } })?.nameservers_ours).toBe(ours);
  });

  it('takes the nameservers that the config lists for ours', () => {
    const nameservers = ['ns1.elsewhere.example.'];
    const scene = { desiredDomain: { settings: { nameservers } }, registration: { settings: { nameservers } } };
    expect(only(scene)?.nameservers_ours).toBe(true);
  });

  it('keeps what could be read of a domain, and names what could not', () => {
    const { domains, errors } = portfolio({ input: { zones: new Map([['example.com', problem]]) } });
    expect(domains).toMatchObject([{ domain: 'example.com', status: 'active', foreign: null, nameservers_ours: null }]);
    expect(errors).toEqual([{ account: 'acme', domain: 'example.com', ...problem.problem }]);
  });

  it('does not count what a zone hides until it is delegated to its host', () => {
    const { domains, errors } = portfolio({ zone: { status: 'unreachable' } });
    expect([domains[0]?.foreign, errors]).toEqual([null, []]);
  });

  it('sorts by expiry on demand, what is not known last', () => {
    const planned = planScene({ refreshOnly: true });
    const [template] = planned.input.desired.domains;
    const names = ['late.example', 'unknown.example', 'soon.example', 'also-unknown.example'].sort();
    const expiries = new Map([
      ['late.example', '2028-01-01T00:00:00.000Z'],
      ['soon.example', '2026-12-01T00:00:00.000Z'],
    ]);
    const domains = names.map((domain) => ({ ...(template as NonNullable<typeof template>), domain }));
    const registrations = new Map(
      names.map((domain) => {
        const expiresAt = expiries.get(domain) ?? null;
        return [domain, { domain, status: 'active', expiresAt, settings: {}, native: null }] as const;
      }),
    );
    const made = { ...planned, settlements: [], input: { ...planned.input, registrations } };
    const order = (sort: 'domain' | 'expiry') =>
      portfolioOf({ accounts: [], planThresholds, domains }, made, sort).domains.map(({ domain }) => domain);
    expect(order('domain')).toEqual(names);
    expect(order('expiry')).toEqual(['soon.example', 'late.example', 'also-unknown.example', 'unknown.example']);
  });
});
