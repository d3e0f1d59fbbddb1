import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { small, workplace } from './config.ts';
import { changeOutside, standing } from './standing.ts';

describe('domains', () => {
  test('shows the portfolio as it is live, without a state and without making one', async () => {
    const place = workplace(
      small.replace('registrar: gandi\n    auto_renew', 'registrar: gandi\n    protect: true\n    auto_renew'),
    );
    const { code, stdout } = await place.run('domains', '--sandbox');
    expect(code).toBe(0);
    const [header, com, net, ...rest] = stdout.split('\n');
    expect(header?.split(/ +/)).toEqual(
      ['domain', 'registrar', 'dns', 'expires', 'days', 'renew', 'lock', 'privacy', 'nameservers', 'drift'].concat([
        'managed',
        'foreign',
        'protect',
      ]),
    );
    expect(com).toMatch(/^example\.com +gandi +gandi +\d{4}-\d\d-\d\d +\d+ +off +on +on +ours +- +0 +\d+ +yes$/);
    expect(net).toMatch(/^example\.net +gandi +gandi +\d{4}-\d\d-\d\d +\d+ +off +on +on +ours +- +0 +\d+ +-$/);
    expect(rest).toEqual(['', '2 domains.', '']);
    expect(existsSync(join(place.folder, '.domctl/sandbox/state'))).toBe(false);
  });

  test('counts what drifted and what is managed, and is an object as JSON', async () => {
    const place = workplace();
    const ready = await standing(place);
    expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
    await changeOutside(ready, 'api', '192.0.2.66');
    const { code, stdout } = await place.runWith(ready.env, 'domains', '--sort', 'expiry', '--format', 'json');
    expect(code).toBe(0);
    const { domains, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({ format_version: '1.0', checked_at: expect.any(String), errors: [] });
    expect(domains.map((one: { domain: string }) => one.domain)).toEqual(['example.com', 'example.net']);
    expect(domains[0]).toEqual({
      domain: 'example.com',
      registrar: 'gandi',
      dns: 'gandi',
      status: 'active',
      expires_at: expect.stringMatching(/^\d{4}-/),
      days_left: expect.any(Number),
      auto_renew: true,
      transfer_lock: true,
      privacy: true,
      nameservers: expect.arrayContaining([expect.stringMatching(/gandi\.net\.$/)]),
      nameservers_ours: true,
      drift: 1,
      managed: 2,
      foreign: expect.any(Number),
      protect: false,
      managed_by: null,
    });
  });

  test('exits 1 where a domain could not be read, and shows what it can', async () => {
    const place = workplace();
    const ready = await standing(place);
    const { code, stdout } = await place.runWith({ ...ready.env, GANDI_TOKEN: 'mistaken-0123' }, 'domains');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^example\.com +gandi +gandi +\? +\? +\? +\? +\? +\? +- +0 +\? +-$/m);
    expect(stdout).toMatch(
      /^Error: 2 domains \(example\.com, example\.net\): gandi \(gandi\) was refused access: HTTP 40[13]/m,
    );
    expect(stdout).toMatch(/^Incomplete: 2 domains of gandi could not be read\.\n2 domains\.$/m);
    expect(stdout).not.toContain('mistaken-0123');
  });
});
