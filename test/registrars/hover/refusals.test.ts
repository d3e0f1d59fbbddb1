/** What each kind of refusal is told as: what was seen, and what to do. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, cookie, failure, origin } from './mocked.ts';

const mock = useHttpMock();
const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json; charset=utf-8' };

const read = async (status: number, body: string | object, headers: Record<string, string>) => {
  mock
    .origin(origin)
    .get('/api/domains')
    .reply(status, body as string, headers);
  return failure(connect({ cookie }).client.verify());
};
const write = async (status: number, body: string | object, headers: Record<string, string>) => {
  mock
    .origin(origin)
    .put('/api/control_panel/domains/domain-example.com')
    .reply(status, body as string, headers);
  const setting = { kind: 'setting', domain: 'example.com', field: 'locked', value: true };
  const call = { operation: 'test', domain: 'example.com', covers: [], requests: 1, body: setting };
  return failure(connect({ cookie }).client.execute(call));
};

const robots =
  "The protection of Hover's website against robots stopped this request. Your credentials and your domains are not the reason";
const page = 'Hover answered with a page of its website: maintenance, a check for robots, or a changed control panel';
const browser = 'Log in at https://www.hover.com/signin with a browser on this machine';

describe('a read', () => {
  it.each<[string, number, string | object, Record<string, string>, string, string, string]>([
    [
      'a firewall',
      403,
      '<h1>Unauthorized Request Blocked</h1>',
      html,
      'forbidden',
      'HTTP 403 with "<h1>Unauthorized Request Blocked</h1>" (text/html) where JSON was expected',
      robots,
    ],
    ['a check for robots', 200, '<html>_Incapsula_Resource</html>', html, 'forbidden', 'HTTP 200 with', robots],
    ['a page with 401', 401, '<html>no</html>', html, 'forbidden', 'HTTP 401 with', robots],
    [
      'any other page',
      200,
      '<html>Welcome</html>',
      html,
      'unexpected-response',
      'HTTP 200 with "<html>Welcome</html>" (text/html)',
      page,
    ],
    ['no type at all', 200, '', {}, 'unexpected-response', 'HTTP 200 with an empty body (no content type)', page],
    [
      'JSON that says it is a page',
      200,
      '{"succeeded":true,"domains":[]}',
      html,
      'unexpected-response',
      'where JSON was expected',
      page,
    ],
    [
      'JSON that is cut short',
      200,
      '{"succeeded":tr',
      json,
      'unexpected-response',
      'HTTP 200 with "{"succeeded":tr" where a JSON object',
      'cut short',
    ],
    [
      'a list',
      200,
      '[1]',
      json,
      'unexpected-response',
      'where a JSON object was expected',
      'changed its control panel',
    ],
    [
      'no word on success',
      200,
      {},
      json,
      'unexpected-response',
      'HTTP 200 without a word on success',
      'newer version of domctl',
    ],
    [
      'a refusal with 200',
      200,
      { succeeded: false, error: 'No.' },
      json,
      'rejected',
      'HTTP 200, No',
      'Hover says no more than that',
    ],
    [
      'a refusal with 422',
      422,
      { succeeded: false, errors: ['A.', 'B.'] },
      json,
      'rejected',
      'HTTP 422, A, B',
      'plan again',
    ],
    [
      'a refusal without a reason',
      200,
      { succeeded: false },
      json,
      'rejected',
      'HTTP 200, without a reason',
      'plan again',
    ],
    ['success with 400', 400, { succeeded: true }, json, 'rejected', 'HTTP 400, without a reason', 'plan again'],
    [
      'a refusal with 403',
      403,
      { succeeded: false, error: 'Forbidden' },
      json,
      'forbidden',
      'HTTP 403, Forbidden',
      browser,
    ],
    [
      'another 401',
      401,
      { succeeded: false, error: 'Invalid username or password.' },
      json,
      'unauthorized',
      'HTTP 401, Invalid username or password',
      browser,
    ],
    [
      'nothing there',
      404,
      '<html>Page not found</html>',
      html,
      'not-found',
      'HTTP 404',
      'Hover has changed its control panel',
    ],
    [
      'too many requests',
      429,
      '<html>Too Many Requests</html>',
      html,
      'rate-limited',
      'HTTP 429 <html>Too Many Requests</html>',
      'used up',
    ],
    [
      'maintenance',
      503,
      '<html>Back soon</html>',
      html,
      'unavailable',
      'HTTP 503 <html>Back soon</html>',
      'run again later',
    ],
  ])('with %s', async (_case, status, body, headers, code, seen, advice) => {
    const error = await read(status, body, headers);
    expect(error).toMatchObject({ code, effect: 'none' });
    expect(error).toMatchObject({ seen: expect.stringContaining(seen), advice: expect.stringContaining(advice) });
  });
});

describe('a write', () => {
  it.each<[string, number, string | object, Record<string, string>, string, string]>([
    ['that was kept away', 403, '<html>Access Denied</html>', html, 'forbidden', 'none'],
    ['that a check for robots answered', 200, '<html>h-captcha</html>', html, 'forbidden', 'unknown'],
    ['that a page answered', 200, '<html>Welcome</html>', html, 'unexpected-response', 'unknown'],
    ['that was cut short', 200, '{"succeeded":tr', json, 'unexpected-response', 'unknown'],
    ['without a word on success', 200, {}, json, 'unexpected-response', 'unknown'],
    ['that was refused', 200, { succeeded: false, error: 'No.' }, json, 'rejected', 'none'],
    ['that found nothing', 404, {}, json, 'not-found', 'none'],
    ['that was too many', 429, '', {}, 'rate-limited', 'none'],
    ['that a fault answered', 500, '', {}, 'unavailable', 'unknown'],
  ])('%s: its effect is known, or said not to be', async (_case, status, body, headers, code, effect) => {
    expect(await write(status, body, headers)).toMatchObject({ code, effect });
  });
});
