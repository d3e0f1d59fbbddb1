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
    ['postgres://db.example.com/domctl', 'postgres://db.example.com/domctl'],
    [
      'postgresql://anna:hunter2@db.example.com:6432/domctl?sslmode=verify-full',
      'postgres://anna@db.example.com:6432/domctl',
    ],
    ['postgres://anna@db.example.com/domctl?password=hunter2', 'postgres://anna@db.example.com/domctl'],
  ])('%s is shown as %s', (location, display) => {
    expect(parseLocation(location).display).toBe(display);
  });

  it.each([
    ['mysql://anna:hunter2@db/x', 'cannot be at a mysql:// URL'],
    ['postgres://anna:hunter2@db:port/x', 'cannot be read'],
  ])('%s is refused without its password', async (location, message) => {
    const error: unknown = await openState(location, 'default', read).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'StateError',
      code: 'bad-location',
      message: expect.stringContaining(message),
    });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  });

  it('takes every spelling of the password out of a text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (password) => {
        const location = parseLocation(`postgres://anna:${encodeURIComponent(password)}@db/x`);
        if (location.kind !== 'server') throw new Error('not a server');
        for (const spelling of [password, encodeURIComponent(password), JSON.stringify(password)]) {
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
    const location = parseLocation(`postgres://anna:${password}@db/x`);
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
