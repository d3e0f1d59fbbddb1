/** The simulator: zones, their snapshots and keys. */
import { describe, expect, it } from 'vitest';
import { records, useSimulatedApi, zone } from './simulated-api.ts';

const { ask, put, simulator } = useSimulatedApi();

describe('a zone', () => {
  it('is replaced by one PUT, which drops what it does not name', () => {
    put('old', 'A', '192.0.2.1');
    const items = [{ rrset_name: 'new', rrset_type: 'A', rrset_values: ['192.0.2.2'] }];
    expect(ask('PUT', records, { items }).status).toBe(201);
    expect(ask('GET', records).json).toMatchObject([{ rrset_name: 'new', rrset_ttl: 10800 }]);
  });

  it('is replaced as a whole or not at all', () => {
    put('old', 'A', '192.0.2.1');
    const good = { rrset_name: 'new', rrset_type: 'A', rrset_values: ['192.0.2.2'] };
    const items = [good, { ...good, rrset_name: 'bad', rrset_ttl: 1 }];
    expect(ask('PUT', records, { items }).status).toBe(400);
    expect(ask('GET', records).json).toMatchObject([{ rrset_name: 'old' }]);
  });

  it('is emptied by DELETE', () => {
    put('www', 'A', '192.0.2.1');
    expect(ask('DELETE', records).status).toBe(204);
    expect(ask('GET', records).json).toEqual([]);
  });

  it('is given as text, and taken back', () => {
    put('www', 'A', '192.0.2.1', '192.0.2.2');
    put('t', 'TXT', 'a b');
    const { body, headers } = ask('GET', records, undefined, { headers: { accept: 'text/plain' } });
    expect(headers['content-type']).toBe('text/plain');
    expect(body).toBe('www 3600 IN A 192.0.2.1\nwww 3600 IN A 192.0.2.2\nt 3600 IN TXT "a b"\n');
    const before = ask('GET', records).json;
    ask('DELETE', records);
    const text = `$ORIGIN example.com.\n$TTL 3600\n; a comment\n\n${body}`;
    expect(ask('PUT', records, undefined, { text, headers: { 'content-type': 'text/plain' } }).status).toBe(201);
    expect(ask('GET', records).json).toEqual(before);
  });

  it('is made for a domain that is registered here, and once', () => {
    simulator().seed({ domain: 'new.org', registered: true, zone: 'none' });
    expect(ask('GET', '/livedns/domains/new.org').status).toBe(404);
    const made = ask('POST', '/livedns/domains', { fqdn: 'new.org', zone: {} });
    expect(made).toMatchObject({ status: 201, json: { message: 'Domain Created' } });
    expect(ask('GET', '/livedns/domains/new.org').json).toEqual({
      fqdn: 'new.org',
      domain_href: 'https://api.gandi.net/v5/livedns/domains/new.org',
      domain_keys_href: 'https://api.gandi.net/v5/livedns/domains/new.org/keys',
      domain_records_href: 'https://api.gandi.net/v5/livedns/domains/new.org/records',
      automatic_snapshots: false,
    });
    expect(ask('POST', '/livedns/domains', { fqdn: 'new.org' }).status).toBe(409);
    expect(ask('POST', '/livedns/domains', { fqdn: 'stranger.org', zone: {} }).status).toBe(404);
    expect(ask('GET', '/livedns/domains').json.map(({ fqdn }: { fqdn: string }) => fqdn)).toEqual([
      'example.com',
      'new.org',
    ]);
  });

  it('of a new domain has the records of a new domain', () => {
    simulator().seed({ domain: 'fresh.org', registered: true, zone: 'default' });
    const sets = ask('GET', '/livedns/domains/fresh.org/records').json;
    expect(sets).toHaveLength(10);
    expect(sets.every((set: { rrset_ttl: number }) => set.rrset_ttl === 10800)).toBe(true);
  });

  it('that is seeded again stays as it is', () => {
    put('www', 'A', '192.0.2.1');
    simulator().seed({ domain: 'example.com', registered: false, zone: 'default' });
    expect(ask('GET', records).json).toHaveLength(1);
  });
});

describe('snapshots', () => {
  it('hold the zone, which can be set back to them', () => {
    put('www', 'A', '192.0.2.1');
    const { json, status } = ask('POST', `${zone}/snapshots`, { name: 'before apply' });
    expect(status).toBe(201);
    put('www', 'A', '192.0.2.2');
    const { json: snapshot } = ask('GET', `${zone}/snapshots/${json.id}`);
    expect(snapshot).toMatchObject({ name: 'before apply', automatic: false, created_at: '2026-11-23T10:00:00Z' });
    expect(ask('PUT', records, { items: snapshot.zone_data }).status).toBe(201);
    expect(ask('GET', `${records}/www/A`).json.rrset_values).toEqual(['192.0.2.1']);
    expect(ask('PATCH', `${zone}/snapshots/${json.id}`, { name: 'other' }).status).toBe(200);
    expect(ask('GET', `${zone}/snapshots`).json).toMatchObject([{ name: 'other' }]);
    expect(ask('DELETE', `${zone}/snapshots/${json.id}`).status).toBe(204);
    expect(ask('GET', `${zone}/snapshots/${json.id}`).status).toBe(404);
  });

  it('are made by themselves where that is on', () => {
    put('www', 'A', '192.0.2.1');
    expect(ask('GET', `${zone}/snapshots`).json).toEqual([]);
    expect(ask('PATCH', zone, { automatic_snapshots: true }).status).toBe(200);
    put('www', 'A', '192.0.2.2');
    expect(ask('GET', `${zone}/snapshots?automatic=true`).json).toHaveLength(1);
    expect(ask('GET', `${zone}/snapshots?automatic=false`).json).toEqual([]);
  });
});

describe('signing keys', () => {
  it('are made, shown with their DS, taken away and given back', () => {
    const made = ask('POST', `${zone}/keys`, { flags: 257 });
    expect(made).toMatchObject({ status: 201, json: { message: 'Domain Key Created' } });
    expect(made.json).not.toHaveProperty('id');
    const path = new URL(made.headers.location ?? '').pathname.replace('/v5', '');
    expect(ask('GET', `${zone}/keys`).json).toMatchObject([
      {
        flags: 257,
        status: 'active',
        deleted: false,
        ds: expect.stringMatching(/^example\.com\. 3600 IN DS \d+ 13 2 [0-9a-f]{64}$/),
      },
    ]);
    expect(ask('GET', path).json).toHaveProperty('public_key');
    expect(ask('DELETE', path).status).toBe(204);
    expect(ask('GET', path).json).toMatchObject({ deleted: true });
    expect(ask('PATCH', path, { deleted: false }).status).toBe(200);
    expect(ask('GET', path).json).toMatchObject({ deleted: false });
    expect(ask('POST', `${zone}/keys`, { flags: 1 }).status).toBe(400);
  });
});
