/** Registrations: cursor paging, settings, workflows that end later or not at all. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallDraft, SettingChange } from '../../../src/planner/plan.ts';
import { judge } from '../../../src/registrars/cloudflare/api.ts';
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { accountId, allZones, connect, ok, origin, page, zone } from './mocked.ts';

const mock = useHttpMock();
const path = `/client/v4/accounts/${accountId}/registrar/registrations`;

function registration(name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    domain_name: name,
    status: 'active',
    created_at: '2025-10-27T10:00:00Z',
    expires_at: '2026-10-27T10:00:00Z',
    auto_renew: false,
    privacy_mode: 'redaction',
    locked: true,
    ...fields,
  };
}

describe('registrations', () => {
  it('are listed until the cursor is empty', async () => {
    const part = (names: readonly string[], cursor: string) =>
      ok(
        names.map((name) => registration(name)),
        { count: names.length, cursor, per_page: 50 },
      );
    mock
      .origin(origin)
      .get(`${path}?per_page=50`)
      .reply(200, part(['a.dev', 'b.dev'], 'next/1='));
    mock
      .origin(origin)
      .get(`${path}?per_page=50&cursor=next%2F1%3D`)
      .reply(200, part(['c.dev'], ''));
    expect(await connect().registration.listRegistrations()).toEqual(
      ['a.dev', 'b.dev', 'c.dev'].map((domain) => ({
        domain,
        status: 'active',
        expiresAt: '2026-10-27T10:00:00Z',
        settings: { auto_renew: false, transfer_lock: true, privacy: true },
        native: null,
      })),
    );
  });

  it('are read with the fields that were asked for, nameservers from the zone', async () => {
    const list = ok([registration('example.com'), registration('other.dev')], { cursor: '', count: 2, per_page: 50 });
    mock.origin(origin).get(`${path}?per_page=50`).reply(200, list);
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone()]));
    const read = await connect().registration.readRegistrations([
      { domain: 'example.com', fields: ['auto_renew', 'nameservers'] },
      { domain: 'other.dev', fields: ['transfer_lock', 'nameservers'] },
      { domain: 'absent.dev', fields: ['auto_renew'] },
    ]);
    expect(read.get('example.com')).toMatchObject({
      settings: { auto_renew: false, nameservers: ['blakely.ns.cloudflare.com.', 'vin.ns.cloudflare.com.'] },
    });
    expect(read.get('other.dev')).toMatchObject({ settings: { transfer_lock: true } });
    expect(read.get('absent.dev')).toBeInstanceOf(RegistrarError);
    expect(read.get('absent.dev')).toMatchObject({ code: 'not-found' });
  });

  it('that are under way have no date yet, and a privacy that we do not know is not told', async () => {
    const pending = registration('example.com', {
      status: 'registration_pending',
      expires_at: null,
      privacy_mode: 'something',
    });
    mock
      .origin(origin)
      .get(`${path}?per_page=50`)
      .reply(200, ok([pending], { cursor: '' }));
    expect(await connect().registration.listRegistrations()).toMatchObject([
      { expiresAt: null, settings: { auto_renew: false, transfer_lock: true } },
    ]);
  });

  it('need account_id', async () => {
    await expect(connect({}).registration.listRegistrations()).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('dash.cloudflare.com'),
    });
  });

  it('of another shape, or with a cursor that does not move, are an error', async () => {
    for (const body of [ok([{ status: 'active' }], { cursor: '' }), ok([], { cursor: 7 })]) {
      mock.origin(origin).get(`${path}?per_page=50`).reply(200, body);
      await expect(connect().registration.listRegistrations()).rejects.toMatchObject({ code: 'unexpected-response' });
    }
    mock
      .origin(origin)
      .get(`${path}?per_page=50`)
      .reply(200, ok([], { cursor: 'x' }));
    mock
      .origin(origin)
      .get(`${path}?per_page=50&cursor=x`)
      .reply(200, ok([], { cursor: 'x' }));
    await expect(connect().registration.listRegistrations()).rejects.toMatchObject({ code: 'unexpected-response' });
  });
});

describe('auto-renew', () => {
  const call = (after: boolean): CallDraft => {
    const change = {
      address: 'example.com:auto_renew',
      domain: 'example.com',
      field: 'auto_renew',
      before: !after,
      after,
    };
    return cloudflare.registration.compileSettings([change as SettingChange])[0] as CallDraft;
  };
  const workflow = (state: string, fields: Readonly<Record<string, unknown>> = {}) =>
    ok({ state, completed: state === 'succeeded' || state === 'failed', error: null, context: {}, ...fields });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is one PATCH where the workflow ends at once', async () => {
    mock.origin(origin).patch(`${path}/example.com`, { auto_renew: true }).reply(200, workflow('succeeded'));
    await connect().execute(call(true));
  });

  it('is followed until a workflow that takes longer has ended', async () => {
    mock.origin(origin).patch(`${path}/example.com`, { auto_renew: false }).reply(202, workflow('pending'));
    mock.origin(origin).get(`${path}/example.com/update-status`).reply(200, workflow('succeeded'));
    await connect().execute(call(false));
  });

  it.each([
    [
      'failed',
      workflow('failed', { error: { code: 'registry_error', message: 'No' } }),
      { code: 'rejected', effect: 'none', seen: 'the workflow is failed: registry_error No' },
    ],
    [
      'action_required',
      workflow('action_required', { context: { action: 'Verify the e-mail' } }),
      { code: 'rejected', effect: 'unknown', advice: expect.stringContaining('Verify the e-mail') },
    ],
  ])('that ends in %s is an error, and not asked for again', async (_state, answer, expected) => {
    mock.origin(origin).patch(`${path}/example.com`).reply(202, answer);
    await expect(connect().execute(call(true))).rejects.toMatchObject(expected);
  });

  it('is in doubt where the state of its workflow cannot be read', async () => {
    mock.origin(origin).patch(`${path}/example.com`).reply(202, workflow('pending'));
    mock.origin(origin).get(`${path}/example.com/update-status`).reply(502, 'bad gateway');
    await expect(connect().execute(call(true))).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('that is blocked is followed for two minutes, no longer', async () => {
    mock.origin(origin).patch(`${path}/example.com`).reply(202, workflow('blocked'));
    mock.origin(origin).get(`${path}/example.com/update-status`).times(10).reply(200, workflow('blocked'));
    const waits: number[] = [];
    const original = globalThis.setTimeout;
    // Waits between questions are noted and cut short; a request's own time limit is a minute.
    vi.stubGlobal('setTimeout', (task: () => void, ms = 0) => {
      const isWait = ms >= 100 && ms < 60_000;
      if (isWait) waits.push(ms);
      return original(task, isWait ? 0 : ms);
    });
    await expect(connect().execute(call(true))).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
      seen: 'the workflow is blocked',
    });
    expect(waits).toHaveLength(10);
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(121_000);
  });
});

describe('the judge', () => {
  const answer = (status: number, headers: Record<string, string>) => ({ status, headers, text: '' });
  it.each([
    [answer(200, { ratelimit: '"default";r=0;t=30' }), { kind: 'final' }],
    [
      answer(429, { 'retry-after': '7', ratelimit: '"default";r=0;t=30' }),
      { kind: 'rate-limited', retryAfterMs: 7000 },
    ],
    [answer(429, { ratelimit: '"default";r=0;t=30' }), { kind: 'rate-limited', retryAfterMs: 30_000 }],
    [answer(429, {}), { kind: 'rate-limited' }],
    [answer(503, {}), { kind: 'unavailable' }],
  ])('%j', (response, verdict) => {
    expect(judge(response)).toEqual(verdict);
  });
});
