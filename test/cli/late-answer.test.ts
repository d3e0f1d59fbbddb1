/** A question that stands for long: what was agreed to is held against what is live by then. The clock is the test's own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultWorkspace } from '../../src/cli/arguments/global.ts';
import { apply } from '../../src/cli/commands/apply.ts';
import { undo } from '../../src/cli/commands/undo.ts';
import type { Context } from '../../src/cli/context.ts';
import { createOutput } from '../../src/cli/output.ts';
import { plain } from '../../src/cli/views/paint.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { type Simulated, simulate } from '../helpers/simulated.ts';

const token = gandi.descriptor.credentials[0]?.sandbox as string;
const config = (api: string) => `version: 1
accounts:
  gandi: { credentials: { token: "\${GANDI_TOKEN}" } }
domains:
  example.com:
    registrar: gandi
    records:
      - { name: api, type: A, value: ${api}, ttl: 300 }
      - { name: www, type: A, value: 192.0.2.30, ttl: 300 }
  example.net:
    registrar: gandi
    records:
      - { name: shop, type: A, value: 192.0.2.40, ttl: 300 }
`;

// Each opens an embedded state.
describe('an answer', { timeout: 60_000 }, () => {
  let simulated: Simulated;
  let folder: string;
  let nowMs: number;
  let texts: string;
  let asked: number;
  beforeEach(async () => {
    simulated = await simulate(gandi, { domains: ['example.com', 'example.net'] });
    folder = temporaryFolder();
    [nowMs, texts, asked] = [0, '', 0];
    write('192.0.2.20');
    expect(await run([null], (context) => apply(context, { ...applying, yes: true }))).toBe(0);
    write('192.0.2.21');
    [texts, asked] = ['', 0];
    simulated.resetStats();
  }, 60_000);
  afterEach(() => simulated.close());

  const write = (api: string) => writeFileSync(join(folder, 'domains.yaml'), config(api));
  const applying = {
    planFile: null,
    format: 'text',
    yes: false,
    verifyReads: false,
    targets: [],
    consents: [],
  } as const;
  const applyWith = (answers: readonly Answer[]) => run(answers, (context) => apply(context, applying));

  /** What happens while a question stands, before the yes; null: it is not asked. */
  type Answer = (() => Promise<unknown>) | null;

  function run(answers: readonly Answer[], command: (context: Context) => Promise<number>): Promise<number> {
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        texts += chunk;
        done();
      },
    });
    return command({
      globals: {
        files: [join(folder, 'domains.yaml')],
        state: join(folder, 'state'),
        workspace: defaultWorkspace,
        sandbox: false,
        parallelism: 4,
        color: false,
        quiet: false,
        verbose: false,
      },
      env: { GANDI_TOKEN: token, DOMCTL_ENDPOINT_GANDI: simulated.url },
      output: createOutput(sink, sink),
      interrupt: { takeOver: () => new AbortController().signal, giveBack: () => {} },
      paint: plain,
      toolVersion: '0.0.0',
      line: null,
      confirm: async () => {
        await answers[asked++]?.();
        return true;
      },
      now: () => new Date('2026-11-23T12:00:00Z'),
      clock: () => nowMs,
    });
  }

  const answered =
    (ms: number, meanwhile: () => Promise<unknown> = async () => {}) =>
    async () => {
      nowMs += ms;
      await meanwhile();
    };
  async function putOutside(domain: string, name: string, address: string): Promise<void> {
    const { status } = await simulated.request({
      method: 'PUT',
      path: `/v5/livedns/domains/${domain}/records/${name}/A`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rrset_values: [address], rrset_ttl: 300 }),
    });
    expect(status).toBe(201);
  }
  async function liveAddress(domain: string, name: string): Promise<string | undefined> {
    const zone = await simulated.reconnect().dns.readZone({ domain, nameservers: false, ds: false });
    const set = zone.recordSets.find((one) => one.name === `${name}.${domain}.` && one.type === 'A');
    return set?.values.map((value) => ('address' in value ? value.address : '')).join();
  }

  it('that came at once needs no other read', async () => {
    expect(await applyWith([answered(9999)])).toBe(0);
    const quick = simulated.stats().reads;
    write('192.0.2.22');
    [asked, texts] = [0, ''];
    simulated.resetStats();
    expect(await applyWith([answered(10_000)])).toBe(0);
    expect(simulated.stats().reads).toBeGreaterThan(quick);
    expect(asked).toBe(1);
    expect(texts).not.toContain('no longer holds');
    expect(await liveAddress('example.com', 'api')).toBe('192.0.2.22');
  });

  it.each([
    ['at what the plan changes', () => putOutside('example.com', 'api', '192.0.2.99'), 'example.com/api/A'],
    ['beside it in the same zone', () => putOutside('example.com', 'www', '192.0.2.99'), 'example.com/www/A'],
    ['where the plan changes nothing', () => putOutside('example.net', 'shop', '192.0.2.99'), 'example.net/shop/A'],
  ])('that came late is asked for again where a colleague wrote %s', async (_, meanwhile, address) => {
    expect(await applyWith([answered(60_000, meanwhile), answered(1000)])).toBe(0);
    expect(asked).toBe(2);
    expect(texts).toContain('You answered after 60 seconds. What you agreed to no longer holds');
    const [, told = ''] = texts.split('nothing was changed yet:\n');
    expect(told.split('\n')[0]).toContain(address);
    expect(told).toMatch(/changed outside, was [^\n]* by run 1[\s\S]*Plan: \d/);
    expect(await liveAddress('example.com', 'api')).toBe('192.0.2.21');
  });

  it('that came late to a plan that is refused by now ends the run', async () => {
    const empty = async () => {
      const { status } = await simulated.request({
        method: 'DELETE',
        path: '/v5/livedns/domains/example.com/records',
        headers: { authorization: `Bearer ${token}` },
      });
      expect(status).toBeLessThan(300);
    };
    await expect(applyWith([answered(60_000, empty)])).rejects.toThrow(/^The plan is refused, and nothing was changed/);
    expect(texts).toContain('--consent suspicious-read:example.com');
    expect(asked).toBe(1);
  });

  it('to an undo is no different', async () => {
    await applyWith([answered(0)]);
    [asked, texts] = [0, ''];
    const back = {
      run: 2,
      format: 'text',
      yes: false,
      verifyReads: false,
      out: null,
      targets: [],
      consents: [],
    } as const;
    const meanwhile = () => putOutside('example.com', 'api', '192.0.2.99');
    const undone = run([answered(60_000, meanwhile)], (context) => undo(context, back));
    await expect(undone).rejects.toThrow(/^The plan is refused, and nothing was changed/);
    expect(texts).toContain('--consent changed-since:example.com');
    expect(texts).toContain('no longer holds');
    expect(await liveAddress('example.com', 'api')).toBe('192.0.2.99');
  });
});
