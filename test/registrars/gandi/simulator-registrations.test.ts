/** The simulator: registrations and what hangs on them. */
import { describe, expect, it } from 'vitest';
import { domain, useSimulatedApi } from './simulated-api.ts';

const { ask, pass, simulator } = useSimulatedApi();

describe('a registration', () => {
  it('has one shape in the list and another in its detail', () => {
    const [item] = ask('GET', '/domain/domains').json;
    const { json } = ask('GET', domain);
    expect(item).toMatchObject({ fqdn: 'example.com', autorenew: false, nameserver: { current: 'livedns' } });
    expect(item).not.toHaveProperty('nameservers');
    expect(item).not.toHaveProperty('authinfo');
    expect(json).toMatchObject({
      autorenew: { enabled: false, duration: 1, org_id: expect.any(String) },
      nameservers: [expect.any(String), expect.any(String), expect.any(String)],
      can_tld_lock: true,
      status: ['clientTransferProhibited'],
      dates: { registry_ends_at: '2027-11-23T10:00:00Z' },
      contacts: { owner: { data_obfuscated: true, mail_obfuscated: true } },
      authinfo: expect.any(String),
    });
  });

  it('has auto-renew for writing only at its own path, where a duration left out becomes 1', () => {
    expect(ask('GET', `${domain}/autorenew`).status).toBe(404);
    expect(ask('PATCH', `${domain}/autorenew`, { enabled: true, duration: 3 }).status).toBe(200);
    expect(ask('GET', domain).json.autorenew).toMatchObject({ enabled: true, duration: 3 });
    ask('PATCH', `${domain}/autorenew`, { enabled: false });
    expect(ask('GET', domain).json.autorenew).toMatchObject({ enabled: false, duration: 1 });
    expect(ask('PATCH', `${domain}/autorenew`, { duration: 1 }).status).toBe(400);
    expect(ask('PATCH', `${domain}/autorenew`, { enabled: true, duration: 10 }).status).toBe(400);
  });

  it('is locked and unlocked', () => {
    expect(ask('PATCH', `${domain}/status`, { clientTransferProhibited: false }).status).toBe(202);
    expect(ask('GET', domain).json.status).toEqual(['clientTransferProhibited']);
    pass(5000);
    expect(ask('GET', domain).json.status).toEqual([]);
    expect(ask('PATCH', `${domain}/status`, { locked: true }).status).toBe(400);
  });

  it('shows new nameservers only after a while', () => {
    const former = ask('GET', `${domain}/nameservers`).json;
    const body = { nameservers: ['NS1.example.net', 'ns2.example.net.'] };
    expect(ask('PUT', `${domain}/nameservers`, body).status).toBe(202);
    pass(4999);
    expect(ask('GET', `${domain}/nameservers`).json).toEqual(former);
    pass(1);
    expect(ask('GET', `${domain}/nameservers`).json).toEqual(['ns1.example.net', 'ns2.example.net']);
    expect(ask('GET', domain).json.nameservers).toEqual(['ns1.example.net', 'ns2.example.net']);
    expect(ask('GET', `${domain}/livedns`).json).toMatchObject({ current: 'other', livednssec_available: false });
    expect(ask('GET', '/domain/domains?nameserver=livedns').json).toEqual([]);
    expect(ask('POST', `${domain}/livedns`).status).toBe(202);
    pass(5000);
    expect(ask('GET', `${domain}/livedns`).json).toMatchObject({ current: 'livedns', nameservers: former });
  });

  it.each([[[]], [['ns1.example.net']], [['ns1.example.net', '192.0.2.1']], ['ns1.example.net']])(
    'does not take %j for nameservers',
    (nameservers) => {
      expect(ask('PUT', `${domain}/nameservers`, { nameservers }).status).toBe(400);
    },
  );

  it('is found by pattern and top-level domain', () => {
    simulator().seed({ domain: 'example.org', registered: true, zone: 'none' });
    const found = (query: string) =>
      ask('GET', `/domain/domains?${query}`).json.map(({ fqdn }: { fqdn: string }) => fqdn);
    expect(found('fqdn=*.org')).toEqual(['example.org']);
    expect(found('fqdn=example.*')).toEqual(['example.com', 'example.org']);
    expect(found('tld=com')).toEqual(['example.com']);
  });

  it('has contacts, hosts, keys, tags', () => {
    expect(ask('PATCH', `${domain}/contacts`, { tech: { given: 'Bob' } }).status).toBe(202);
    expect(ask('GET', `${domain}/contacts`).json).toMatchObject({ tech: { given: 'Bob' }, owner: { given: 'Alice' } });
    expect(ask('PUT', `${domain}/contacts/owner`, { given: 'Bob' }).status).toBe(400);

    expect(ask('POST', `${domain}/hosts`, { name: 'ns1', ips: ['192.0.2.1'] }).status).toBe(202);
    expect(ask('PUT', `${domain}/hosts/ns1`, { ips: ['192.0.2.2'] }).status).toBe(202);
    expect(ask('GET', `${domain}/hosts/ns1`).json).toMatchObject({ fqdn: 'ns1.example.com', ips: ['192.0.2.2'] });
    expect(ask('DELETE', `${domain}/hosts/ns1`).status).toBe(202);
    expect(ask('GET', `${domain}/hosts`).json).toEqual([]);

    const key = { algorithm: 13, type: 'ksk', public_key: 'mdsswUyr3DPW132mOi8V9xESWE8jTo0d' };
    expect(ask('POST', `${domain}/dnskeys`, key).status).toBe(202);
    const [stored] = ask('GET', `${domain}/dnskeys`).json;
    expect(stored).toMatchObject({ ...key, keytag: expect.any(Number), digest_type: 2 });
    // A DS alone is not taken.
    expect(ask('POST', `${domain}/dnskeys`, { algorithm: 13, keytag: 1, digest: 'AB' }).status).toBe(400);
    expect(ask('DELETE', `${domain}/dnskeys/${stored.id}`).status).toBe(202);
    expect(ask('PUT', `${domain}/dnskeys`, { keys: [key, key] }).status).toBe(202);
    expect(ask('GET', `${domain}/dnskeys`).json).toHaveLength(2);

    expect(ask('PUT', `${domain}/tags`, { tags: ['a', 'b'] }).status).toBe(200);
    expect(ask('PATCH', `${domain}/tags`, { add: ['c'], remove: ['a'] }).status).toBe(200);
    expect(ask('GET', `${domain}/tags`).json).toEqual(['b', 'c']);
    expect(ask('DELETE', `${domain}/tags`).status).toBe(204);
  });

  it('gets another transfer secret', () => {
    const before = ask('GET', domain).json.authinfo;
    expect(ask('PUT', `${domain}/authinfo`).status).toBe(202);
    expect(ask('GET', domain).json.authinfo).not.toBe(before);
  });

  it('is signed by LiveDNS where it uses that', () => {
    expect(ask('GET', `${domain}/livedns/dnssec`).json).toEqual({ state: 'inactive' });
    expect(ask('POST', `${domain}/livedns/dnssec`).status).toBe(202);
    expect(ask('GET', `${domain}/livedns/dnssec`).json).toEqual({ state: 'active' });
    expect(ask('DELETE', `${domain}/livedns/dnssec`).status).toBe(202);
  });
});

describe('what costs money', () => {
  const owner = {
    country: 'FR',
    email: 'a@example.org',
    family: 'Doe',
    given: 'Alice',
    streetaddr: '5 rue X',
    type: 'individual',
  };

  it('has a price, where it can be had', () => {
    const status = (name: string) => ask('GET', `/domain/check?name=${name}`).json.products[0].status;
    expect(status('free.org')).toBe('available');
    expect(status('example.com')).toBe('unavailable');
  });

  it('is done once, and with Dry-Run not at all', () => {
    const body = { fqdn: 'bought.org', owner, duration: 2 };
    const dry = { headers: { 'dry-run': '1' } };
    expect(ask('POST', '/domain/domains', body, dry)).toMatchObject({ status: 200, json: { status: 'success' } });
    expect(ask('GET', '/domain/domains/bought.org').status).toBe(404);
    expect(ask('POST', '/domain/domains', body).status).toBe(202);
    expect(ask('POST', '/domain/domains', body).status).toBe(409);
    expect(ask('GET', '/domain/domains/bought.org').json.dates.registry_ends_at).toBe('2028-11-22T10:00:00Z');
    expect(ask('GET', '/domain/domains/bought.org/createstatus').json).toMatchObject({ step: 'RUN' });
    expect(ask('POST', '/domain/domains', { fqdn: 'other.org' }).status).toBe(400);
  });

  it('renews', () => {
    expect(ask('GET', `${domain}/renew`).json).toMatchObject({ minimum: 1, maximum: 9, prohibited: false });
    expect(ask('POST', `${domain}/renew`, { duration: 1 }, { headers: { 'dry-run': '1' } }).status).toBe(200);
    expect(ask('POST', `${domain}/renew`, { duration: 1 }).status).toBe(202);
    expect(ask('GET', domain).json.dates.registry_ends_at).toBe('2028-11-22T10:00:00Z');
    expect(ask('POST', `${domain}/renew`, { duration: 10 }).status).toBe(400);
  });
});
