import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workplace } from './config.ts';

describe('the place of the state', () => {
  test.each([
    ['a blank before it', ' postgres://anna:hunter2@db.example.com/domctl'],
    ['quotes around it', '"postgres://anna:hunter2@db.example.com/domctl"'],
    ['JDBC', 'jdbc:postgresql://db.example.com/domctl?user=anna&password=hunter2'],
    ['key=value', 'host=db.example.com user=anna password=hunter2'],
    ['a line end', 'postgres://anna:hunter2@db.example.com/domctl\n'],
    ['a slash in the password', 'postgres://anna:12/hunter2@db.example.com/domctl'],
    ['no TLS said', 'postgres://anna:hunter2@db.example.com/domctl'],
  ])('with %s is refused by every way to give it: no folder, no password', async (_, location) => {
    const place = workplace();
    for (const command of [['state', 'list'], ['unlock'], ['apply', '--yes']]) {
      const env = { GANDI_TOKEN: 'made-up-token' };
      const results = [
        await place.runWith({ ...env, DATABASE_URL: location }, ...command),
        await place.runWith({ ...env, DOMCTL_STATE: location }, ...command),
        await place.runWith(env, ...command, '--state', location),
      ];
      for (const [index, { code, stdout, stderr }] of results.entries()) {
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(
          /no TLS|whether the connection/.test(stderr) ? /\?sslmode=disable/ : /not shown.*Write postgres:\/\//s,
        );
        if (!/whether the connection/.test(stderr)) {
          expect(stderr).toContain(['DATABASE_URL ', 'DOMCTL_STATE ', '--state '][index]);
        }
        expect(stderr).not.toContain('hunter2');
      }
    }
    expect(readdirSync(place.folder)).toEqual(['domains.yaml']);
  });

  test('DATABASE_URL takes no folder, DOMCTL_STATE does, and --state goes before both', async () => {
    const place = workplace();
    const folder = await place.runWith({ DATABASE_URL: 'state' }, 'state', 'list');
    expect(folder).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Error: DATABASE_URL is not the URL/) });
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x', DOMCTL_STATE: 'elsewhere' };
    expect(await place.runWith(env, 'state', 'list')).toMatchObject({ code: 0, stdout: 'Nothing is recorded.\n' });
    const both = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x', DOMCTL_STATE: 'postgres://nobody@127.0.0.1:1/x' };
    expect((await place.runWith(both, 'state', 'list', '--state', 'elsewhere')).code).toBe(0);
    expect((await place.runWith({ DOMCTL_STATE: '' }, 'state', 'list')).stderr).toMatch(
      /DOMCTL_STATE is set but empty/,
    );
  });
});
