import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../../src/registrars/hover/cookies.ts';
import { totpCode } from '../../../src/registrars/hover/totp.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { at, codes, connect, failure, list, origin, password, signedIn, totpSecret, username } from './mocked.ts';

const mock = useHttpMock();

/** Headers as a flat list: in an object, nock makes one header of two. */
const twoCookies = (first: string, second: string) => [
  ...['content-type', 'application/json'],
  ...['set-cookie', `${first}; path=/; HttpOnly`, 'set-cookie', `${second}; path=/; HttpOnly`],
];

describe('codes', () => {
  // RFC 6238 appendix B, SHA-1; the last six of its eight digits. The secret is the ASCII text 12345678901234567890.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i s', async (seconds, code) => {
    expect(await totpCode(secret, seconds * 1000)).toBe(code);
  });

  it('of a secret as people copy it', async () => {
    expect(await totpCode('gezd gnbv-gy3t qojq gezd gnbv gy3t qojq==', 59_000)).toBe('287082');
  });

  it.each(['', '287082', 'not base32!', 'GEZD1'])('do not come of %j', async (text) => {
    expect(await totpCode(text, 59_000)).toBeNull();
  });
});

describe('cookies', () => {
  it('are kept by name, sent back, and gone when they are emptied', () => {
    const jar = createCookieJar();
    jar.take(['a=1; path=/; HttpOnly', 'b=x=y; expires=Sat, 23 Nov 2036 12:00:00 GMT', 'a=2; path=/']);
    expect(jar.header()).toBe('a=2; b=x=y');
    jar.take(['a=; expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    expect([jar.header(), jar.has('a'), jar.has('b')]).toEqual(['b=x=y', false, true]);
    expect(jar.values()).toEqual(['1', 'x=y', '2', '']);
  });

  it.each([
    'hover_session=s; hoverauth=h',
    'Cookie: hover_session=s; hoverauth=h',
    ' hover_session = s ;hoverauth=h; ',
  ])('of a browser are read from %j', (text) => {
    expect(createCookieJar(text).header()).toBe('hover_session=s; hoverauth=h');
  });
});

describe('signing in', () => {
  it('is the form, the password, the code; then every request has the cookies of all three', async () => {
    const script = { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' };
    mock
      .origin(origin, { reqheaders: script, badheaders: ['cookie'] })
      .get('/signin')
      .reply(200, '<html></html>', twoCookies('hover_session=session-0123456789', 'visitor=v-0123456789'));
    const withSession = { reqheaders: { ...script, cookie: 'hover_session=session-0123456789; visitor=v-0123456789' } };
    mock
      .origin(origin, withSession)
      .post('/signin/auth.json', { username, password, remember: false, token: null })
      .reply(200, { status: 'need_2fa', type: 'app' })
      .post('/signin/auth2.json', { code: codes[0] })
      .reply(
        200,
        { succeeded: true, status: 'completed', url: '/control_panel' },
        twoCookies('hoverauth=auth-0123456789', 'hover_device_id=device-0123456789'),
      );
    const cookie =
      'hover_session=session-0123456789; visitor=v-0123456789; hoverauth=auth-0123456789; hover_device_id=device-0123456789';
    mock
      .origin(origin, { reqheaders: { ...script, cookie } })
      .get('/api/domains')
      .reply(200, list());
    await connect().client.verify();
  });

  it('needs no code where none is asked for', async () => {
    const form = mock.origin(origin).get('/signin');
    form
      .reply(200, '', { 'set-cookie': 'hover_session=s' })
      .post('/signin/auth.json')
      .reply(200, { succeeded: true, status: 'completed' }, { 'set-cookie': 'hoverauth=a' })
      .get('/api/domains')
      .matchHeader('cookie', 'hover_session=s; hoverauth=a')
      .reply(200, list());
    await connect({ username, password }).client.verify();
  });

  it('waits for the next code where this one has been used, and tries no third', async () => {
    mock
      .origin(origin)
      .get('/signin')
      .reply(200, '', { 'set-cookie': 'hover_session=s' })
      .post('/signin/auth.json')
      .reply(200, { status: 'need_2fa', type: 'app' })
      .post('/signin/auth2.json', { code: codes[0] })
      .reply(401, { succeeded: false, error: 'Invalid code.' })
      .post('/signin/auth2.json', { code: codes[1] })
      .reply(200, { status: 'completed' }, { 'set-cookie': 'hoverauth=a' })
      .get('/api/domains')
      .reply(200, list());
    const { client, waits } = connect();
    await client.verify();
    // From 12 s after the half minute to the next.
    expect(waits).toEqual([18_000]);
  });

  it('happens once, however many ask at once', async () => {
    signedIn(mock).get('/api/domains').reply(200, list());
    const { client } = connect();
    await Promise.all([client.verify(), client.dns.listZones(), client.registration.listRegistrations()]);
  });

  it('that failed is not tried again: whoever asks later gets the same answer', async () => {
    const refused = { succeeded: false, error: 'Invalid username or password.' };
    mock
      .origin(origin)
      .get('/signin')
      .reply(200, '', { 'set-cookie': 'hover_session=s' })
      .post('/signin/auth.json')
      .reply(401, refused);
    const { client } = connect();
    const first = await failure(client.verify());
    const second = await failure(client.dns.readZone({ domain: 'example.com', ds: false, nameservers: true }));
    expect(second.message).toBe(first.message);
  });
});

describe('a session that has ended', () => {
  const mustLogin = { succeeded: false, error_code: 'login', error: 'You must login first' };

  it('is renewed once, and the request sent again, a write too', async () => {
    signedIn(mock).get('/api/domains').reply(200, list()).delete('/api/control_panel/dns').reply(401, mustLogin);
    signedIn(mock, 'second-auth-0123456789')
      .delete('/api/control_panel/dns')
      .matchHeader('cookie', /hoverauth=second-auth-0123456789/)
      .reply(200, { succeeded: true, domains: [{ dns_records: ['dns1'] }] });
    const { client } = connect();
    await client.verify();
    await client.execute({
      operation: 'DELETE dns',
      domain: 'example.com',
      covers: ['example.com/x/A'],
      requests: 1,
      body: { kind: 'delete', domain: 'example.com', ids: ['dns1'] },
    });
  });

  it('during a write that may have had an effect before leaves it in doubt', async () => {
    const panel = '/api/control_panel/domains/domain-example.com';
    signedIn(mock).get('/api/domains').reply(200, list()).put(panel).reply(502).put(panel).reply(401, mustLogin);
    signedIn(mock, 'second-auth-0123456789').put(panel).reply(403, { succeeded: false, error: 'No' });
    const { client } = connect(undefined, 2);
    await client.verify();
    const body = { kind: 'setting', domain: 'example.com', field: 'locked', value: true };
    const call = { operation: 'PUT domain', domain: 'example.com', covers: [], requests: 1, body };
    expect(await failure(client.execute(call))).toMatchObject({ code: 'forbidden', effect: 'unknown' });
  });

  it('is renewed by a redirect to the sign-in too, and once for two requests', async () => {
    signedIn(mock).get('/api/domains').reply(200, list());
    mock.origin(origin).get('/api/control_panel/dns/a.example').reply(302, '', { location: '/signin?next=x' });
    mock.origin(origin).get('/api/control_panel/dns/b.example').reply(302, '', { location: '/signin?next=x' });
    const zone = (name: string) => ({ succeeded: true, domain: { name, dns: [] } });
    signedIn(mock, 'second-auth-0123456789')
      .get('/api/control_panel/dns/a.example')
      .reply(200, zone('a.example'))
      .get('/api/control_panel/dns/b.example')
      .reply(200, zone('b.example'));
    const { client } = connect();
    await client.verify();
    const read = (name: string) => client.dns.readZone({ domain: name, ds: false, nameservers: true });
    const zones = await Promise.all([read('a.example'), read('b.example')]);
    expect(zones.map(({ domain }) => domain)).toEqual(['a.example', 'b.example']);
  });

  it('and never worked is not replaced by another', async () => {
    signedIn(mock).get('/api/domains').reply(401, mustLogin);
    const error = await failure(connect().client.verify());
    expect(error).toMatchObject({ code: 'unauthorized', seen: 'the session has ended', effect: 'none' });
  });
});

describe('a browser’s session', () => {
  const cookie = 'hover_session=browser-session-77; hoverauth=browser-auth-77; __uzma=clearance-77';

  it('takes the place of signing in', async () => {
    mock.origin(origin, { reqheaders: { cookie } }).get('/api/domains').reply(200, list());
    await connect({ cookie }).client.verify();
    // With a password beside it, too.
    mock.origin(origin, { reqheaders: { cookie } }).get('/api/domains').reply(200, list());
    await connect({ cookie, username, password, totp_secret: totpSecret }).client.verify();
  });

  it('is kept up to date', async () => {
    mock
      .origin(origin)
      .get('/api/domains')
      .reply(200, list(), { 'set-cookie': 'hover_session=newer-session-78; path=/' })
      .get('/api/control_panel/dns/example.com')
      .matchHeader('cookie', 'hover_session=newer-session-78; hoverauth=browser-auth-77; __uzma=clearance-77')
      .reply(200, { succeeded: true, domain: { name: 'example.com', dns: [] } });
    await connect({ cookie }).client.dns.readZone({ domain: 'example.com', ds: false, nameservers: true });
  });

  it('that has ended is told as such', async () => {
    mock.origin(origin).get('/api/domains').reply(401, { succeeded: false, error_code: 'login' });
    const error = await failure(connect({ cookie }).client.verify());
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(error.message).toBe(
      'list registrations of main at main (hover) failed: the browser session of `cookie` has ended, or never was one. ' +
        'Log in at https://www.hover.com/signin with a browser, copy all of its cookies for www.hover.com anew, ' +
        'hoverauth among them, and leave that session open.',
    );
  });

  it('is not sent without the cookie that counts', async () => {
    const error = await failure(connect({ cookie: 'hover_session=browser-session-77' }).client.verify());
    expect(error).toMatchObject({ code: 'unauthorized', seen: 'cookie holds no hoverauth' });
  });
});

describe('a sign-in that is refused says what happened and what to do', () => {
  const form = () =>
    mock.origin(origin).get('/signin').reply(200, '', { 'set-cookie': 'hover_session=session-0123456789' });
  const useBrowser =
    'Log in at https://www.hover.com/signin with a browser on this machine, and give domctl its cookies';

  it('a password, or a script that is kept out: nobody can tell which', async () => {
    form().post('/signin/auth.json').reply(401, { succeeded: false, error: 'Invalid username or password.' });
    const { message } = await failure(connect().client.verify());
    expect(message).toContain(
      'sign in of main at main (hover) failed: Invalid username or password. Hover says the same of',
    );
    expect(message).toContain('when its protection against robots stops a script, however right the password is');
    expect(message).toContain(useBrowser);
  });

  it.each([
    ['at the form', () => mock.origin(origin).get('/signin').reply(403, '<html>Incapsula incident 7</html>')],
    ['at the password', () => form().post('/signin/auth.json').reply(401, '<html>Access Denied</html>')],
    ['with a check', () => form().post('/signin/auth.json').reply(200, '<html><div class="g-recaptcha"></div></html>')],
  ])('a page in place of an answer, %s', async (_case, prepare) => {
    prepare();
    const error = await failure(connect().client.verify());
    expect(error).toMatchObject({ code: 'forbidden', effect: 'none' });
    expect(error.message).toContain("The protection of Hover's website against robots stopped this request");
    expect(error.message).toContain(useBrowser);
  });

  it('a second factor by e-mail', async () => {
    form().post('/signin/auth.json').reply(200, { status: 'need_2fa', type: 'email' });
    const { message } = await failure(connect().client.verify());
    expect(message).toContain(
      'Hover asks for a second factor of type "email". domctl can give codes of an authenticator app only',
    );
  });

  it('a missing secret', async () => {
    form().post('/signin/auth.json').reply(200, { status: 'need_2fa', type: 'app' });
    const { message } = await failure(connect({ username, password }).client.verify());
    expect(message).toContain(
      'Hover asks for a code of an authenticator app. Set totp_secret: the text that Hover shows',
    );
  });

  it('a secret that is a code', async () => {
    form().post('/signin/auth.json').reply(200, { status: 'need_2fa', type: 'app' });
    const { message } = await failure(connect({ username, password, totp_secret: '123456' }).client.verify());
    expect(message).toContain('totp_secret is not Base32. It is the text that Hover shows beside the QR code');
    expect(message).not.toContain('123456');
  });

  it('two codes that are not taken', async () => {
    const wrong = { succeeded: false, error: 'Invalid code.' };
    form()
      .post('/signin/auth.json')
      .reply(200, { status: 'need_2fa', type: 'app' })
      .post('/signin/auth2.json')
      .twice()
      .reply(401, wrong);
    const { message } = await failure(connect().client.verify());
    expect(message).toContain(
      "Hover did not take the one-time code: Invalid code. Two codes were tried. Check totp_secret, and this machine's clock",
    );
  });

  it('a sign-in that leads nowhere', async () => {
    form().post('/signin/auth.json').reply(200, { succeeded: true, status: 'completed' });
    const error = await failure(connect().client.verify());
    expect(error).toMatchObject({
      code: 'unexpected-response',
      seen: 'a completed sign-in without the cookie hoverauth',
    });
  });
});

describe('secrets', () => {
  const secrets = [password, totpSecret, codes[0], 'session-0123456789', 'auth-0123456789'];

  it('are in no error, though the answer repeats them', async () => {
    const echo = JSON.stringify(secrets);
    const errors = [];
    mock.origin(origin).get('/signin').reply(403, `<html>${password}`, { 'content-type': 'text/html' });
    errors.push(await failure(connect().client.verify()));
    signedIn(mock)
      .get('/api/domains')
      .reply(200, `<html>session-0123456789 auth-0123456789`, { 'content-type': 'text/html' });
    errors.push(await failure(connect().client.verify()));
    signedIn(mock).get('/api/domains').reply(200, { succeeded: false, error: echo });
    errors.push(await failure(connect().client.verify()));
    signedIn(mock).get('/api/domains').reply(200, { succeeded: true, domains: 'auth-0123456789' });
    errors.push(await failure(connect().client.verify()));
    // From the transport, which does not know the session's cookies.
    signedIn(mock).get('/api/domains').reply(503, 'auth-0123456789 session-0123456789');
    errors.push(await failure(connect().client.verify()));
    for (const error of errors) {
      const shown = [error.message, error.stack, JSON.stringify(error), String(error.cause ?? '')].join('\n');
      for (const secret of secrets.filter((one) => one !== codes[0])) expect(shown).not.toContain(secret);
    }
    expect(errors[4]).toMatchObject({ code: 'unavailable', seen: 'HTTP 503 [secret] [secret]' });
  });

  it('are in nothing that is logged', async () => {
    signedIn(mock).get('/api/domains').reply(200, list());
    const { client, events } = connect();
    await client.verify();
    expect(events).toHaveLength(4);
    for (const secret of secrets) expect(JSON.stringify(events)).not.toContain(secret);
    expect(events[0]).toMatchObject({ operation: 'sign in', object: 'main', method: 'GET', url: `${origin}/signin` });
  });
});

it('the clock of these tests is 12 s after a half minute', () => {
  expect(new Date(at).toISOString()).toBe('2026-11-23T12:00:12.000Z');
});
