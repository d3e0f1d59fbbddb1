import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from './config.ts';
import { standing } from './standing.ts';

describe('export', () => {
  test('writes live zones, to stdout and to a folder, and a zone file is imported again', async () => {
    const place = workplace();
    const { env } = await standing(place);
    const run = (...args: string[]) => place.runWith(env, ...args);
    const zone = await run('export', 'example.com');
    expect(zone).toMatchObject({ code: 0 });
    expect(zone.stdout).toMatch(/^; example\.com at Gandi\n\$ORIGIN example\.com\.\n@ 3600 IN SOA ns-/);
    expect((await run('export', '--out', 'backup')).code).toBe(0);
    expect(readdirSync(join(place.folder, 'backup'))).toEqual(['example.com.zone', 'example.net.zone']);
    expect(readFileSync(join(place.folder, 'backup/example.com.zone'), 'utf8')).toBe(zone.stdout);
    const again = await run('export', '--out', 'backup');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('backup/example.com.zone is there already');
    const json = JSON.parse((await run('export', '--format', 'json')).stdout);
    expect(json).toMatchObject({ format_version: '1.0', zones: [{ domain: 'example.com', account: 'gandi' }, {}] });
    const unknown = await run('export', 'exmple.com');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('The config manages no zone "exmple.com": did you mean "example.com"?');

    place.write('version: 1\naccounts:\n  gandi: { credentials: { token: "${GANDI_TOKEN}" } }\n');
    const imported = await place.run('import', '--zone-file', 'backup/example.com.zone', '--account', 'gandi');
    expect(imported.code).toBe(0);
    expect(imported.stdout).toContain('  example.com:\n    dns: gandi\n');
    expect(imported.stderr).toContain('left out, as each host makes its own: SOA.');
  });

  test('a zone file with mistakes shows them all, and nothing is written', async () => {
    const place = workplace('version: 1\naccounts:\n  gandi: { credentials: { token: "${GANDI_TOKEN}" } }\n');
    place.write('$ORIGIN example.com.\n$TTL 300\n@ A 192.0.2.999\nwww AA 192.0.2.1\n$INCLUDE ../secret\n', 'bad.zone');
    const refused = await place.run('import', '--zone-file', 'bad.zone', '--account', 'gandi', '--out', 'x.yaml');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('bad.zone:3:5: ');
    expect(refused.stderr).toContain('bad.zone:5:10: $INCLUDE ../secret ');
    expect(refused.stderr).toContain('Nothing was written.');
    expect(readdirSync(place.folder)).toEqual(['bad.zone', 'domains.yaml']);
  });
});
