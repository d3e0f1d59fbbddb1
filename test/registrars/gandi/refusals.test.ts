/** What is made of answers that are not success. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, domain, stored, token } from './helpers.ts';
import { failure, gandiApi, run, zonePath } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('refusals', () => {
  const expired =
    'The server could not verify that you authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad api key), or your access token has expired';
  const invalidHost = {
    status: 'error',
    errors: [
      { location: 'body', name: 'items', description: "'6.2.3.4.': invalid hostname (param: {})" },
      { location: 'body', name: 'items', description: "'7.2.3.4.': invalid hostname (param: {})" },
    ],
  };

  it.each([
    [
      401,
      { code: 401, message: expired, object: 'HTTPUnauthorized' },
      'unauthorized',
      `HTTP 401, ${expired}`,
      'personal access token',
    ],
    [
      403,
      { code: 403, message: 'Access was denied to this resource.', object: 'HTTPForbidden' },
      'forbidden',
      'HTTP 403, Access was denied to this resource',
      'has expired, is limited to other domains, or lacks the permission',
    ],
    [
      404,
      { code: 404, message: 'The resource could not be found.' },
      'not-found',
      'HTTP 404, The resource could not be found',
      'check the spelling of the domain',
    ],
    [
      409,
      { code: 409, message: 'A record already exists' },
      'conflict',
      'HTTP 409, A record already exists',
      'plan again',
    ],
    [
      400,
      invalidHost,
      'rejected',
      "HTTP 400, items: '6.2.3.4.': invalid hostname (param: {}); items: '7.2.3.4.': invalid hostname (param: {})",
      'correct them in the config',
    ],
    [
      422,
      { errors: [{ name: 'rrset_ttl', description: 'too small' }] },
      'rejected',
      'HTTP 422, rrset_ttl: too small',
      'correct them in the config',
    ],
    [
      400,
      '<html><body>Bad</body></html>',
      'rejected',
      'HTTP 400, "<html><body>Bad</body></html>"',
      'correct them in the config',
    ],
    [400, { errors: [null, 7] }, 'rejected', 'HTTP 400, "{"errors":[null,7]}"', 'correct them in the config'],
    [400, '', 'rejected', 'HTTP 400, an empty body', 'correct them in the config'],
  ] as const)('with %i are read: %j', async (status, body, code, seen, advice) => {
    api().put(`${zonePath}/records/www/A`).reply(status, body);
    const error = await failure(run({ kind: 'put-set', domain, set: stored('www A 300 192.0.2.1') }));
    expect(error).toMatchObject({
      code,
      seen,
      effect: 'none',
      operation: 'write records',
      object: 'example.com/www/A',
    });
    expect(error.advice).toContain(advice);
  });

  it('do not repeat the token', async () => {
    api()
      .get('/domain/domains')
      .query({ page: 1, per_page: 1 })
      .reply(401, { message: `the token ${token} is unknown` });
    expect((await failure(connect().verify())).message).not.toContain(token);
  });

  it('that are neither success nor refusal leave a write in doubt', async () => {
    api().put(`${zonePath}/records/www/A`).reply(302, '', { location: 'https://login.example.net/' });
    const error = await failure(run({ kind: 'put-set', domain, set: stored('www A 300 192.0.2.1') }));
    expect(error).toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
  });
});
