import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/registrars/porkbun/api.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, credentials, domain } from './helpers.ts';

const mock = useHttpMock();

interface Shown {
  readonly message: string;
  readonly code?: string;
  readonly next_action?: { readonly type: string; readonly hint?: string };
}

async function refusedWith(status: number, body: Shown) {
  mock
    .origin('https://api.porkbun.com')
    .get('/api/json/v3/dns/retrieve/example.com')
    .reply(status, { status: 'ERROR', ...body });
  const read = connect().client.dns.readZone({ domain, ds: false, nameservers: false });
  return read.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('a refusal', () => {
  it.each<[string, Shown, string, RegExp]>([
    ['of a wrong key', { code: 'INVALID_API_KEYS_001', message: 'Invalid API key. (001)' }, 'unauthorized', /pk1_/],
    ['of a wrong key, as of 2024', { message: 'Invalid API key. (002)' }, 'unauthorized', /sk1_/],
    ['of a missing secret', { code: 'MISSING_SECRETAPIKEY', message: 'x' }, 'unauthorized', /belong together/],
    ['of this address', { code: 'IP_NOT_ALLOWED', message: 'x' }, 'forbidden', /other IP addresses/],
    ['of this domain for the key', { code: 'DOMAIN_NOT_ALLOWED', message: 'x' }, 'forbidden', /other domains/],
    [
      'of a domain without API Access',
      { code: 'API_ACCESS_DISABLED', message: 'x' },
      'forbidden',
      /switch on API Access/,
    ],
    [
      'of a domain without API Access, as of 2024',
      { message: 'Domain is not opted in to API access.' },
      'forbidden',
      /API Access/,
    ],
    [
      'that calls a domain invalid, but asks for a setting',
      { code: 'INVALID_DOMAIN', message: 'Invalid domain.', next_action: { type: 'enable_setting' } },
      'forbidden',
      /switch on API Access/,
    ],
    [
      'of an unknown domain',
      { code: 'DOMAIN_NOT_FOUND', message: 'x' },
      'not-found',
      /not in this Porkbun account, or its API Access is off/,
    ],
    ['of an unknown domain, as of 2024', { message: 'Invalid domain.' }, 'not-found', /API Access/],
    ['of an unknown record', { code: 'INVALID_RECORD_ID', message: 'x' }, 'not-found', /plan again/],
    ['of a type', { message: 'Invalid DNS record type' }, 'rejected', /records of this type/],
    [
      'beside a CNAME',
      { message: 'Create error: A CNAME or ALIAS record with that host already exists.' },
      'conflict',
      /excludes/,
    ],
    [
      'without a reason',
      { message: 'Edit error: We were unable to edit the DNS record.' },
      'conflict',
      /no more than that/,
    ],
    ['of nameservers', { message: 'invalid name server list' }, 'rejected', /2 to 13/],
    ['of a second use of a key', { code: 'IDEMPOTENCY_KEY_MISMATCH', message: 'x' }, 'conflict', /plan again/i],
    [
      'with a code that is new',
      { code: 'NEW_CODE', message: 'x', next_action: { type: 'fix_request', hint: 'Do this.' } },
      'rejected',
      /^Do this\.$/,
    ],
    ['with nothing that is known', { message: 'x' }, 'rejected', /documentation/],
    [
      'that wants a verified account',
      { code: 'NEW_CODE', message: 'x', next_action: { type: 'verify_account' } },
      'forbidden',
      /telephone/,
    ],
  ])('%s', async (_case, body, code, advice) => {
    const error = await refusedWith(400, body);
    expect(error).toMatchObject({
      name: 'RegistrarError',
      code,
      advice: expect.stringMatching(advice),
      effect: 'none',
    });
    expect((error as Error).message).toContain(
      `HTTP 400, ${body.code === undefined ? '' : `${body.code} `}${body.message.replace(/\.$/, '')}`,
    );
  });

  it('for want of a second factor', async () => {
    expect(await refusedWith(403, { message: 'x' })).toMatchObject({ code: 'forbidden', advice: /second factor/ });
  });

  it('that repeats a secret does not show it', async () => {
    const error = await refusedWith(400, { message: `Invalid API key ${credentials.api_key}.` });
    expect((error as Error).message).not.toContain(credentials.api_key);
  });

  it('reads as what failed, what was seen, and what to do', async () => {
    const error = await refusedWith(400, {
      code: 'API_ACCESS_DISABLED',
      message: 'Domain is not opted in to API access.',
    });
    expect((error as Error).message).toBe(
      'read records of example.com at main (porkbun) failed: HTTP 400, API_ACCESS_DISABLED Domain is not opted in to API access. ' +
        'The API may not touch this domain: on porkbun.com, under Domain Management, open Details of the domain and switch on ' +
        'API Access (or "Opt In All Domains" for all). There is no call for it.',
    );
  });
});

describe('what an answer means for sending again', () => {
  const limited = { status: 'ERROR', message: 'Rate limit exceeded.', code: 'RATE_LIMIT_EXCEEDED', ttlRemaining: 7 };
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    judge({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });

  it.each([
    ['429 with seconds in the body', answer(429, limited), { kind: 'rate-limited', retryAfterMs: 7000 }],
    [
      '429 with Retry-After',
      answer(429, limited, { 'retry-after': '3' }),
      { kind: 'rate-limited', retryAfterMs: 3000 },
    ],
    ['429 with nothing', answer(429, ''), { kind: 'rate-limited' }],
    ['503, as until 2025', answer(503, '<html></html>'), { kind: 'rate-limited' }],
    ['202, as once', answer(202, ''), { kind: 'rate-limited' }],
    ['200 with the code', answer(200, limited), { kind: 'rate-limited', retryAfterMs: 7000 }],
    ['202 with success', answer(202, { status: 'SUCCESS' }), { kind: 'final' }],
    [
      'a key whose request still runs',
      answer(409, { status: 'ERROR', message: 'x', code: 'IDEMPOTENCY_KEY_IN_USE' }),
      { kind: 'unavailable' },
    ],
    ['500', answer(500, ''), { kind: 'unavailable' }],
    ['a refusal', answer(400, { status: 'ERROR', message: 'Invalid domain.' }), { kind: 'final' }],
    ['a page', answer(404, '<html></html>'), { kind: 'final' }],
    ['half a body', answer(200, '{"status":"SUCC'), { kind: 'final' }],
  ])('%s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });
});
