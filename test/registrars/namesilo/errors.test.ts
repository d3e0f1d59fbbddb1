/** What errors and trouble on the way become. */
import { describe, expect, it } from 'vitest';
import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, domain, endpoint, key, ok, reply, zoneQuery } from './helpers.ts';

const mock = useHttpMock();
const answers = answersOf(mock);
const lock = call({ kind: 'switch', domain, operation: 'domainLock' });
const page = (text: string) => `<!DOCTYPE html><html><body>${text}</body></html>`;

describe('a code', () => {
  const table: readonly (readonly [string, string, string, RegExp])[] = [
    ['101', 'HTTPS required', 'rejected', /newer version of domctl/],
    ['107', 'Invalid API operation', 'rejected', /newer version of domctl/],
    ['108', 'Missing parameters', 'rejected', /newer version of domctl/],
    ['109', 'No API key', 'unauthorized', /Check api_key.*account\/api-manager/],
    ['110', 'Invalid API Key', 'unauthorized', /Check api_key.*sandbox/],
    ['111', 'Invalid user', 'unauthorized', /Check api_key/],
    ['112', 'API not available to Sub-Accounts', 'forbidden', /main account/],
    ['113', 'This API account cannot be accessed from your IP', 'forbidden', /add 203\.0\.113\.9 at .*api-manager/],
    ['114', 'Invalid Domain Syntax', 'rejected', /Check the domain/],
    ['119', 'Insufficient funds', 'rejected', /payment/],
    ['120', 'API key must be passed as a GET', 'rejected', /newer version/],
    ['200', 'Domain is not active, or does not belong to this user', 'not-found', /another account.*expired/],
    ['210', 'General error', 'rejected', /panel|support/],
    ['280', 'DNS modification error', 'rejected', /Correct the record/],
    ['999', 'Something new', 'rejected', /api-reference/],
  ];
  it.each(table)('%s %s is %s', async (code, detail, errorCode, advice) => {
    answers('dnsListRecords', { domain }, reply(code, detail));
    await expect(client().dns.readZone(zoneQuery)).rejects.toMatchObject({
      name: 'RegistrarError',
      registrar: 'namesilo',
      account: 'ns',
      operation: 'read records',
      object: domain,
      code: errorCode,
      seen: `${code} ${detail}`,
      advice: expect.stringMatching(advice),
      effect: 'none',
    });
  });

  it('says all of its message, and why a domain is not active', async () => {
    const inactive = '<inactive_type>Outbound Transfer</inactive_type>';
    answers('dnsListRecords', { domain }, reply('200', 'Domain is not active', inactive));
    const reason = await client()
      .dns.readZone(zoneQuery)
      .catch((each: Error) => each.message);
    expect(reason).toBe(
      'read records of example.com at ns (namesilo) failed: 200 Domain is not active (Outbound Transfer). NameSilo answers so for a domain of another account, and for one that expired, was cancelled or is being transferred away: check the name, and which account the key belongs to, and look at the domain in its panel.',
    );
  });

  it.each([
    ['200', 'none'],
    ['262', 'none'],
    ['210', 'unknown'],
    ['261', 'unknown'],
    ['999', 'unknown'],
  ])('%s for a write leaves the effect %s', async (code, effect) => {
    answers('domainLock', { domain }, reply(code, 'no'));
    await expect(client().execute(lock)).rejects.toMatchObject({ effect });
  });

  it('254 says what nameservers need', async () => {
    answers('changeNameServers', { domain, ns1: 'ns1.example.com', ns2: 'b.c' }, reply('254', 'cannot be made'));
    const nameservers = ['ns1.example.com', 'b.c'];
    await expect(client().execute(call({ kind: 'nameservers', domain, nameservers }))).rejects.toMatchObject({
      code: 'rejected',
      advice: expect.stringMatching(/must exist.*registered as a host/),
      effect: 'none',
    });
  });
});

describe('"is so already"', () => {
  const already = [
    ['addAutoRenewal', '250'],
    ['removeAutoRenewal', '251'],
    ['domainLock', '252'],
    ['domainUnlock', '253'],
    ['addPrivacy', '255'],
    ['removePrivacy', '256'],
  ] as const;
  it.each(already)('is as good as done: %s, %s', async (operation, code) => {
    answers(operation, { domain }, reply(code, 'Domain is already so - No update made.'));
    await client().execute(call({ kind: 'switch', domain, operation }));
  });

  it.each(already)('of another operation than %s is no success', async (operation, code) => {
    const other = already.find(([, each]) => each !== code)?.[1] ?? '';
    answers(operation, { domain }, reply(other, 'Something else'));
    await expect(client().execute(call({ kind: 'switch', domain, operation }))).rejects.toMatchObject({
      code: 'rejected',
      effect: 'unknown',
    });
  });
});

describe('trouble that passes', () => {
  const setbacks: readonly (readonly [string, number, string])[] = [
    ['the registry does not answer', 200, reply('115', 'Central registry not responding')],
    ['an internal error', 200, reply('201', 'Internal system error')],
    ['the same request still in work', 200, reply('400', 'Existing API request is still processing')],
    ['requests too fast', 503, '<?xml version="1.0"?><error/>'],
    ['Cloudflare in between', 403, page('Attention Required')],
    ['a limit in between', 429, page('1015')],
    ['a maintenance page', 200, page('Back soon')],
    ['a gateway that fails', 502, page('Bad gateway')],
    ['nothing at all', 200, ''],
  ];
  it.each(setbacks)('%s: asked again, for a read and for a write', async (_case, status, body) => {
    answers('dnsListRecords', { domain }, body, { status });
    answers('dnsListRecords', { domain }, ok());
    await client().dns.readZone(zoneQuery);
    answers('domainLock', { domain }, body, { status });
    answers('domainLock', { domain }, ok());
    await client().execute(lock);
  });

  it.each([
    ['a transient code', 200, reply('400', 'Existing API request is still processing'), 'unavailable', 'unknown'],
    ['a maintenance page', 200, page('Back soon'), 'unavailable', 'unknown'],
    ['requests too fast', 503, '<?xml version="1.0"?><error/>', 'rate-limited', 'none'],
    ['Cloudflare', 403, page('no'), 'rate-limited', 'none'],
  ])('that does not pass: %s', async (_case, status, body, code, effect) => {
    answers('domainLock', { domain }, body, { status, times: 2 });
    await expect(client().execute(lock)).rejects.toMatchObject({ code, effect });
  });

  it('is told in the words of the API', async () => {
    answers('dnsListRecords', { domain }, reply('115', 'Central registry not responding'), { times: 2 });
    await expect(client().dns.readZone(zoneQuery)).rejects.toMatchObject({
      code: 'unavailable',
      seen: 'HTTP 200 115 Central registry not responding, 2 times',
    });
  });

  it('waits as long as it is told to', () => {
    const response = { status: 503, headers: { 'retry-after': '7' }, text: '<?xml version="1.0"?><error/>' };
    expect(namesilo.judge?.(response)).toEqual({ kind: 'rate-limited', retryAfterMs: 7000 });
    expect(namesilo.judge?.({ ...response, text: page('x') })).toEqual({ kind: 'unavailable', retryAfterMs: 7000 });
  });

  it('is not seen in what records say', () => {
    const text = ok('<resource_record><value>&lt;code&gt;400&lt;/code&gt;</value></resource_record>');
    expect(namesilo.judge?.({ status: 200, headers: {}, text })).toEqual({ kind: 'final' });
  });
});

describe('the key, which travels in the URL', () => {
  const echo = `https://www.namesilo.com/apibatch/dnsListRecords?version=1&type=xml&key=${key}&domain=example.com`;
  const messages = async (): Promise<string> => {
    const one = client();
    const error = await one.dns.readZone(zoneQuery).catch((reason: unknown) => reason as Error);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
    return [JSON.stringify(one.events), JSON.stringify(error), String(error), String(cause), cause?.stack].join('\n');
  };

  it.each([
    ['the detail of an error', 200, reply('110', `Invalid API Key ${key}`), 1],
    ['a detail that passes', 200, reply('201', `failed: ${echo.replaceAll('&', '&amp;')}`), 2],
    ['a web page of a proxy', 502, page(`Cannot reach ${echo}`), 2],
    ['a web page where it would be cut in two', 404, `<html>${'x'.repeat(68)}${key}</html>`, 1],
    ['what is no XML', 200, `could not parse ${echo}`, 1],
    ['a shape that we do not know', 200, `<namesilo><reply><code>${key}</code></reply></namesilo>`, 1],
  ])('is in no message and no log, not even from %s', async (_case, status, body, times) => {
    answers('dnsListRecords', { domain }, body, { status, times });
    const shown = await messages();
    for (const part of [key, key.slice(0, 8), key.slice(-8)]) expect(shown).not.toContain(part);
    expect(shown).toContain('/apibatch/dnsListRecords?version=1&type=xml&domain=');
  });

  it('is in no message of a request without an answer', async () => {
    const lost = new Error(`socket hang up after ${echo}`);
    mock.origin(endpoint).get('/apibatch/dnsListRecords').query(true).times(2).replyWithError(lost);
    const shown = await messages();
    expect(shown).toContain('socket hang up after https://www.namesilo.com/');
    expect(shown).not.toContain(key);
  });
});
