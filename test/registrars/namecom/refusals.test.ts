/** Every documented refusal: its code, and what the user is told to do. */
import { describe, expect, it } from 'vitest';
import type { NamecomCall } from '../../../src/registrars/namecom/calls.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { api, connect, domain, failure, run, token } from './mocked.ts';

const mock = useHttpMock();
const records = `/domains/${domain}/records`;
const create: NamecomCall = { kind: 'create', domain, row: { host: 'www', type: 'A', answer: '192.0.2.1', ttl: 300 } };

/** What is answered, and the code and the words that it becomes. */
const refusals: readonly (readonly [string, number, object | string, string, string])[] = [
  [
    'two-step verification',
    403,
    { message: 'Permission Denied', details: 'Authentication Error - Account Has Two-Step Verification Enabled' },
    'forbidden',
    'this Name.com account has two-step verification on',
  ],
  [
    'wrong credentials',
    401,
    { message: 'Unauthorized' },
    'unauthorized',
    'The username is that of the login, the token is one from https://www.name.com/account/settings/api',
  ],
  ['an expired domain', 403, { message: 'Permission Denied. The domain is expired.' }, 'forbidden', 'renew it first'],
  [
    'a delegation elsewhere',
    403,
    { message: 'Permission denied', details: 'The authoritative nameserver for the request domain is not name.com' },
    'rejected',
    'set `nameservers: auto` for this domain',
  ],
  [
    'a 403 without a reason',
    403,
    { message: 'Permission denied', details: 'Failed authentication' },
    'forbidden',
    'only of domains that are delegated to it and have not expired',
  ],
  [
    'a duplicate in the words of the older API',
    400,
    { message: 'Invalid Argument', details: 'Parameter Value Error - Duplicate Record' },
    'conflict',
    'plan again to see what is live',
  ],
  [
    'a duplicate',
    400,
    { message: 'Bad Request', details: 'Parameter Value Error - Record already exists' },
    'conflict',
    'plan again to see what is live',
  ],
  [
    'a conflict',
    409,
    { message: 'Object already exists.', details: 'Cannot create multiple objects under same key.' },
    'conflict',
    'plan again to see what is live',
  ],
  [
    'a bad value',
    400,
    { message: 'Bad Request', details: "'answer' can't be null" },
    'rejected',
    'correct them in the config',
  ],
  ['no credit', 402, { message: 'Payment failed', details: 'Insufficient Funds' }, 'rejected', 'lacks the credit'],
  [
    'a proxy on the way',
    415,
    { message: "The 'Content-Type' header must be 'application/json' for this request." },
    'rejected',
    'Check the endpoint',
  ],
  ['a legal block', 451, { message: 'Unavailable' }, 'rejected', 'ask its support'],
  [
    'a strange domain',
    404,
    { message: 'Not Found', details: 'The requested domain does not exist.' },
    'not-found',
    'It is not in this Name.com account',
  ],
  ['something else', 422, '', 'rejected', 'an empty body'],
];

describe('a refusal', () => {
  it.each(refusals)('%s', async (_case, status, body, code, words) => {
    api(mock).post(records).reply(status, body);
    const error = await failure(run(create));
    expect(error).toMatchObject({ code, effect: 'none', object: 'example.com/www/A' });
    expect(error.message).toContain(words);
    expect(error.message).not.toContain(token);
  });

  it('in full: what failed, what was seen, what to do', async () => {
    const details = 'Authentication Error - Account Has Two-Step Verification Enabled';
    api(mock).get('/hello').reply(403, { message: 'Permission Denied', details });
    const error = await failure(connect().verify());
    expect(error.message).toBe(
      'check credentials of main at main (namecom) failed: HTTP 403, Permission Denied: Authentication Error - Account Has Two-Step Verification Enabled. The token is right, but this Name.com account has two-step verification on, and Name.com refuses API requests of such accounts until API access is allowed. Log in to Name.com, open Account Settings, Security, switch on API access beside two-step verification, and run again. Where the account has no such switch, two-step verification and the API exclude each other: turn it off, or use an account of its own for the API.',
    );
  });

  it('without a reason of a read is about the token', async () => {
    api(mock).get('/hello').reply(403, { message: 'Permission denied' });
    const error = await failure(connect().verify());
    expect(error).toMatchObject({ code: 'forbidden' });
    expect(error.message).toContain('the terms of the API have to be accepted');
    api(mock).get('/hello').reply(403, { message: 'Permission denied', details: 'Failed authentication' });
    expect(await failure(connect().verify())).toMatchObject({ code: 'unauthorized' });
  });

  it.each([500, 502, 504])('%i is not one: a record may have been made', async (status) => {
    api(mock).post(records).reply(status, { message: 'Registry Connection Unavailable' });
    expect(await failure(run(create))).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });
});
