/** What users are told: who may not in, what is used up, what to do. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/registrars/godaddy/judge.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, credentials, failure, godaddyApi } from './helpers.ts';

const api = godaddyApi(useHttpMock());
const verify = () => api().get('/v1/domains').query({ limit: 1 });

describe('the check of credentials', () => {
  it('is one request for one domain', async () => {
    verify().reply(200, []);
    await connect().verify();
  });

  it.each([
    ['UNABLE_TO_AUTHENTICATE', 'Unauthorized : Could not authenticate API key/secret'],
    ['MALFORMED_CREDENTIALS', 'Credentials must match the specified format'],
  ])('says which key to use where the answer is %s', async (code, message) => {
    verify().reply(401, { code, message });
    const error = await failure(connect().verify());
    expect(error.code).toBe('unauthorized');
    expect(error.message).toBe(
      `check credentials of main at main (godaddy) failed: HTTP 401, ${code}: ${message}. Check key and secret: both must be of one ` +
        'production key from https://developer.godaddy.com/keys; keys of the test environment (OTE) are not known here, and ours are not known there.',
    );
  });

  it('tells accounts with too few domains that the key is right and what is missing', async () => {
    verify().reply(403, { code: 'ACCESS_DENIED', message: 'Authenticated user is not allowed access' });
    const error = await failure(connect().verify());
    expect(error.code).toBe('forbidden');
    expect(error.message).toBe(
      'check credentials of main at main (godaddy) failed: HTTP 403, ACCESS_DENIED: Authenticated user is not allowed access. ' +
        'The key is right, but GoDaddy does not let this account use its API for domains and DNS. It asks for a minimum of domains in the account ' +
        '(10 when this was last confirmed, in 2024) or a Discount Domain Club Premier plan; https://developer.godaddy.com/getstarted tells what holds now. ' +
        'There is no way around it with a key: meet the condition, ask the support of GoDaddy, or move the zone to another DNS host and name that in `dns`.',
    );
  });

  it('does not ask again where the monthly quota is used up', async () => {
    verify().reply(429, { code: 'QUOTA_EXCEEDED', message: 'The monthly quota is used up' });
    const error = await failure(connect().verify());
    expect(error).toMatchObject({ code: 'rate-limited', effect: 'none' });
    expect(error.advice).toContain('The monthly number of requests of this account is used up');
  });

  it('asks again where the limit of a minute is used up', async () => {
    verify().reply(429, { code: 'TOO_MANY_REQUESTS', message: 'Too many requests', retryAfterSec: 0 });
    verify().reply(200, []);
    await connect().verify();
  });

  it('shows no credentials, wherever an answer has them', async () => {
    verify().reply(400, {
      code: 'BAD',
      message: `no such key ${credentials.key}`,
      fields: [{ path: 'x', code: credentials.secret }],
    });
    const { message } = await failure(connect().verify());
    expect(message).toContain('BAD: no such key [secret]; x [secret]');
    for (const secret of Object.values(credentials)) expect(message).not.toContain(secret);
  });

  it('shows an answer that is no refusal of the API', async () => {
    verify().reply(403, '<html><title>Blocked</title></html>');
    expect((await failure(connect().verify())).seen).toBe('HTTP 403, "<html><title>Blocked</title></html>"');
    verify().reply(418, '');
    expect((await failure(connect().verify())).seen).toBe('HTTP 418, an empty body');
  });
});

describe('an answer', () => {
  const response = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  it.each([
    ['a success', response(200, []), { kind: 'final' }],
    ['a refusal', response(422, { code: 'INVALID_BODY' }), { kind: 'final' }],
    [
      'too fast, by header',
      response(429, { code: 'TOO_MANY_REQUESTS', retryAfterSec: 9 }, { 'retry-after': '30' }),
      { kind: 'rate-limited', retryAfterMs: 30_000 },
    ],
    [
      'too fast, by body',
      response(429, { code: 'TOO_MANY_REQUESTS', retryAfterSec: 30 }),
      { kind: 'rate-limited', retryAfterMs: 30_000 },
    ],
    ['too fast, without a time', response(429, 'slow down'), { kind: 'rate-limited' }],
    ['the quota', response(429, { code: 'QUOTA_EXCEEDED' }), { kind: 'final' }],
    [
      'the quota with a time to wait',
      response(429, { code: 'QUOTA_EXCEEDED' }, { 'retry-after': '5' }),
      { kind: 'rate-limited', retryAfterMs: 5000 },
    ],
    ['a gateway that gave up', response(504, { code: 'GATEWAY_TIMEOUT' }), { kind: 'unavailable' }],
  ])('that is %s', (_case, given, verdict) => {
    expect(judge(given)).toEqual(verdict);
  });
});
