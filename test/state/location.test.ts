import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseLocation } from '../../src/state/location.ts';
import { openState } from '../../src/state/open-state.ts';

const read = { mode: 'read', operation: 'plan' } as const;

describe('the location of a state', () => {
  it.each([
    ['.domctl/state', '.domctl/state'],
    ['/var/lib/domctl', '/var/lib/domctl'],
    ['C:\\state', 'C:\\state'],
    ['staging-2.d/état_1~+', 'staging-2.d/état_1~+'],
    ['../10.0.0.5-state', '../10.0.0.5-state'],
    ['postgres://db.example.com/domctl?sslmode=disable', 'postgres://db.example.com/domctl'],
    ['postgres://127.0.0.1/domctl', 'postgres://127.0.0.1/domctl'],
    ['postgres://anna@/domctl?host=/run/postgresql', 'postgres://anna@/domctl?host=/run/postgresql'],
    [
      'postgresql://anna:hunter2@db.example.com:6432/domctl?sslmode=verify-full',
      'postgres://anna@db.example.com:6432/domctl',
    ],
    ['postgres://anna@db.example.com/domctl?password=hunter2&sslmode=require', 'postgres://anna@db.example.com/domctl'],
  ])('%s is shown as %s', (location, display) => {
    expect(parseLocation(location).display).toBe(display);
  });

  it.each([
    ['mysql://anna:hunter2@db/x', 'is a URL of something else than Postgres'],
    ['postgres://anna:hunter2@db:port/x', 'cannot be read'],
    ['postgres://anna:hunter2@db:65536/x', 'cannot be read'],
    ['postgres://anna:hunter2@db/x?port=99999&sslmode=disable', 'cannot be read'],
    [' postgres://anna:hunter2@db/x', 'blanks or line ends'],
    ['postgres://anna:hunter2@db/x\n', 'cannot be read'],
    ['postgres://anna:hunter2@db/x ', 'cannot be read'],
    ['"postgres://anna:hunter2@db/x"', 'quotes around it'],
    ["'postgres://anna:hunter2@db/x'", 'quotes around it'],
    ['jdbc:postgresql://db/x?user=anna&password=hunter2', 'is a JDBC URL'],
    ['postgres:/anna:hunter2@db/x', 'lacks the two slashes'],
    ['postgres:anna:hunter2@db/x', 'lacks the two slashes'],
    ['host=db user=anna password=hunter2 dbname=x', 'key=value'],
    ['\uFEFFpostgres://anna:hunter2@db/x', 'byte order mark'],
    ['postgres://anna:hunter2%@db/x', 'cannot be read'],
    ['postgres://anna:hunter2%zz@db/x', 'cannot be read'],
    ['postgres://anna:hunter2%ff@db/x', 'cannot be read'],
    ['postgres://anna:12/hunter2@db/x', 'cannot be read'],
    ['postgres://anna:12?hunter2@db/x', 'cannot be read'],
    ['postgres://anna:12/x?hunter2@db/x', 'cannot be read'],
    ['postgres://anna:12#hunter2@db/x', 'cannot be read'],
    ['postgres://anna:hunter2@/x', 'cannot be read'],
    ['postgres://anna:hunter2@db', 'cannot be read'],
    ['postgres://anna:hunter2@db/', 'cannot be read'],
    ['postgres://anna:hunter2@db/x/y', 'cannot be read'],
    ['postgres://anna:hunter2@db/x?host=other', 'cannot be read'],
    ['postgres://anna:hunter2@db/x?sslmode=verify-full&sslmode=disable', 'cannot be read'],
    ['postgres://anna:hunter2@db/x?surprise=1', 'cannot be read'],
    ['anna:hunter2@db/x', 'is not the URL of a Postgres server'],
    ['hunter2\u0007', 'control characters'],
    ['${{ secrets.hunter2 }}', 'that nothing has replaced'],
    ['$hunter2', 'that nothing has replaced'],
    ['./${hunter2}/state', 'that nothing has replaced'],
    ['{{ hunter2 }}', 'that nothing has replaced'],
    ['~/hunter2', 'tilde that no shell has replaced'],
    ['~anna', 'tilde that no shell has replaced'],
    ['%HUNTER2%', 'is not the URL'],
    ['anna%3Ahunter2%40db/x', 'is not the URL'],
    ['127.0.0.1/x;hunter2', 'is not the URL'],
    ['127.0.0.1/hunter2', 'is not the URL'],
    ['localhost/hunter2', 'is not the URL'],
    ['postgres//db/hunter2', 'is not the URL'],
    ['psql -h db hunter2', 'is not the URL'],
    ['hunter2,db', 'is not the URL'],
    ['db\\hunter2', 'is not the URL'],
    ...Array.from('%;,<>|*?#&!^()[]\u00A0', (character) => [`state/a${character}hunter2`, 'is not the URL']),
  ] as [string, string][])('%s is refused without its password', async (location, message) => {
    const named = { ...read, named: 'DOMCTL_STATE' };
    const error: unknown = await openState(location, 'default', named).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'StateError',
      code: 'bad-location',
      message: expect.stringMatching(/^DOMCTL_STATE .* Write postgres:\/\/USER:PASSWORD@HOST:PORT\/DATABASE,/s),
    });
    expect((error as Error).message).toContain(message);
    expect(inspect(error, { depth: 9 })).not.toMatch(/hunter2|anna/);
  });

  it('shows nothing of what stands where no password belongs, whatever the password is', () => {
    const mark = fc.stringMatching(/^[a-z]{6}$/);
    const junk = fc.string({ unit: fc.constantFrom(...'/?#@:%&=[]\\ \t\n"1'), maxLength: 6 });
    fc.assert(
      fc.property(mark, junk, junk, (secret, before, after) => {
        try {
          const location = parseLocation(`postgres://u:${before}${secret}${after}@127.0.0.1/db`);
          expect(location.display).not.toContain(secret);
        } catch (error) {
          expect(inspect(error, { depth: 9 })).not.toContain(secret);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('a folder with the characters of a URL is taken only where it is there', () => {
    const root = mkdtempSync(join(tmpdir(), 'domctl-test-location-'));
    try {
      const folder = join(root, 'team@home');
      expect(() => parseLocation(folder)).toThrow(/is not the URL/);
      mkdirSync(folder);
      expect(parseLocation(folder)).toEqual({ kind: 'folder', folder, display: folder });
      expect(parseLocation(join(folder, 'state')).kind).toBe('folder');
      const odd = join(root, '~ $a, (b)');
      expect(() => parseLocation(odd)).toThrow(/not shown/);
      mkdirSync(odd);
      expect(parseLocation(join(odd, 'state')).kind).toBe('folder');
      expect(() => parseLocation(join(folder, 'a=b'))).toThrow(/not shown/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it.each([
    ['postgres://anna@db.example.com/x', undefined, /says? whether the connection is encrypted.*\?sslmode=verify-full/],
    ['postgres://127.example.com/x', undefined, /whether the connection is encrypted/],
    ['postgres://localhost.example.com/x', undefined, /whether the connection is encrypted/],
    ['postgres://10.0.0.5/x', undefined, /whether the connection is encrypted/],
    ['postgres://db.example.com/x', '', /whether the connection is encrypted/],
    ['postgres://db.example.com/x?sslmode=allow', undefined, /sslmode is none of disable, no-verify/],
    ['postgres://localhost/x?sslmode=toString', undefined, /sslmode is none of/],
    ['postgres://db.example.com/x', 'allow', /PGSSLMODE is none of/],
    ['postgres://db.example.com/x?sslmode=disable', undefined, 'off'],
    ['postgres://db.example.com/x', 'disable', 'off'],
    ['postgres://db.example.com/x?sslmode=disable', 'verify-full', 'off'],
    ['postgres://db.example.com/x?sslmode=no-verify', undefined, 'encrypt'],
    ['postgres://db.example.com/x', 'verify-full', 'verify'],
    ['postgres://db.example.com/x?sslmode=prefer', undefined, 'verify'],
    ['postgres://db.example.com/x?sslmode=require', 'disable', 'verify'],
    ['postgres://127.8.9.1/x', undefined, 'off'],
    ['postgres://[::1]:6432/x', undefined, 'off'],
    ['postgres://LOCALHOST/x', undefined, 'off'],
    ['postgres://localhost/x', 'require', 'verify'],
    ['postgres://localhost/x?sslrootcert=ca.pem', undefined, 'verify'],
    ['postgres://%2Frun%2Fpostgresql/x', 'verify-full', 'off'],
    ['postgres://anna@/x?host=/run/postgresql', undefined, 'off'],
  ] as const)('%s with PGSSLMODE %s: %s', (url, sslMode, expected) => {
    const tls = () => {
      const location = parseLocation(url, { sslMode });
      return location.kind === 'server' && location.tls;
    };
    if (typeof expected === 'string') expect(tls()).toBe(expected);
    else expect(tls).toThrow(expected);
  });

  it('takes every spelling of the password out of a text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (password) => {
        const location = parseLocation(`postgres://anna:${encodeURIComponent(password)}@localhost/x`);
        if (location.kind !== 'server') throw new Error('not a server');
        for (const spelling of [
          password,
          encodeURIComponent(password),
          JSON.stringify(password),
          new URLSearchParams({ password }).toString(),
        ]) {
          expect(location.redact(`«${spelling}»`)).not.toContain(password);
        }
      }),
    );
  });

  it.each([
    ['x', 'database "nodb" does not exist', 'database "nodb" does not exist'],
    ['x', 'user x with password "x"', 'user *** with password "***"'],
    ['n.o', 'n.o, not now', '***, not now'],
    ['hunter2', 'asked for hunter23', 'asked for ***3'],
  ])('%s is taken out of "%s" without showing what else it is part of', (password, text, clean) => {
    const location = parseLocation(`postgres://anna:${password}@localhost/x`);
    expect(location.kind === 'server' && location.redact(text)).toBe(clean);
  });

  it.each(['prefer', 'require', 'verify-ca'])('sslmode=%s gives no warning to whoever runs it', async (mode) => {
    const warn = vi.spyOn(process, 'emitWarning');
    const opening = openState(`postgres://anna@127.0.0.1:1/x?sslmode=${mode}`, 'default', read);
    await expect(opening).rejects.toMatchObject({ code: 'unreachable' });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('a server that is not there is unreachable, without the password in the error', async () => {
    const error: unknown = await openState('postgres://anna:hunter2@127.0.0.1:1/x', 'default', read).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^No connection to the state at postgres:\/\/anna@127.0.0.1:1\/x: .*ECONNREFUSED/),
    });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  });
});
