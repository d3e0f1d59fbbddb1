import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../src/registrars/simulator/faults.ts';
import { createFaults } from '../../../src/registrars/simulator/faults.ts';
import { type ServedSimulator, type ServeOptions, serveSimulator } from '../../../src/registrars/simulator/serve.ts';
import type { Simulator } from '../../../src/registrars/simulator/simulator.ts';

let served: ServedSimulator | undefined;
let carriedOut: string[] = [];

const echo: Simulator = {
  seed: () => undefined,
  isWrite: ({ method }) => method !== 'GET',
  handle: (request) => {
    carriedOut.push(`${request.method} ${request.path}`);
    if (request.path === '/defect') throw new Error('defect');
    const query = Object.fromEntries(request.query);
    const key = request.headers['x-key'];
    return {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, body: request.body, key }),
    };
  },
  tooManyRequests: (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) }, body: '{"slow":true}' }),
  internalError: () => ({ status: 500, body: 'own words' }),
};

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedSimulator> {
  carriedOut = [];
  served = await serveSimulator({
    simulator: echo,
    limits: [],
    rateLimits: true,
    latencyMs: 0,
    faultRate: 0,
    seed: 7,
    ...options,
  });
  return served;
}

afterEach(async () => {
  await served?.close();
  served = undefined;
});

describe('a served simulator', () => {
  it('answers with what the simulator says to path, query, headers and body', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/a%20b?x=1&y=%26`, { method: 'PUT', body: 'hällo', headers: { 'X-Key': 'k' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ query: { x: '1', y: '&' }, body: 'hällo', key: 'k' });
    expect(carriedOut).toEqual(['PUT /a%20b']);
  });

  it('counts what it carried out, and starts again on request', async () => {
    const { url } = await serve();
    await fetch(`${url}/a?page=1`);
    await fetch(`${url}/a?page=2`);
    await fetch(`${url}/b`, { method: 'POST' });
    const stats = await (await fetch(`${url}/__sandbox/stats`)).json();
    expect(stats).toEqual({ reads: 2, writes: 1, rejected: 0, by_path: { 'GET /a': 2, 'POST /b': 1 } });
    await fetch(`${url}/__sandbox/reset-stats`, { method: 'POST' });
    expect(await (await fetch(`${url}/__sandbox/stats`)).json()).toEqual({
      reads: 0,
      writes: 0,
      rejected: 0,
      by_path: {},
    });
  });

  it('reports a defect of the simulator and answers in its own words', async () => {
    const errors: unknown[] = [];
    const { url } = await serve({ onError: (error) => errors.push(error) });
    expect(await (await fetch(`${url}/defect`)).text()).toBe('own words');
    expect(errors).toEqual([new Error('defect')]);
  });

  it('answers no sooner than its latency', async () => {
    const { url } = await serve({ latencyMs: 40 });
    const before = performance.now();
    await fetch(url);
    expect(performance.now() - before).toBeGreaterThanOrEqual(39);
  });

  it('refuses what is over a limit in any window, in the words of the API', async () => {
    let now = 0;
    const limits = [{ requests: 2, perMs: 10_000 }];
    const { url, stats } = await serve({ limits, now: () => now });
    const status = async (at: number) => {
      now = at;
      const response = await fetch(url);
      return response.status === 429 ? `429 for ${response.headers.get('retry-after')} s` : response.status;
    };
    expect(await status(0)).toBe(201);
    expect(await status(6_000)).toBe(201);
    expect(await status(7_500)).toBe('429 for 3 s');
    expect(await status(10_000)).toBe(201);
    expect(await status(12_000)).toBe('429 for 4 s');
    expect(stats()).toMatchObject({ reads: 3, rejected: 2 });
  });

  it('keeps no limits when it was told so', async () => {
    const { url } = await serve({ limits: [{ requests: 1, perMs: 10_000 }], rateLimits: false });
    for (let n = 0; n < 3; n += 1) expect((await fetch(url)).status).toBe(201);
  });

  it('closes connections that are kept open, and frees its port', async () => {
    const { url, close } = await serve();
    await (await fetch(url)).text();
    await close();
    await expect(fetch(url)).rejects.toThrow();
    await serve({ port: Number(new URL(url).port) });
    expect((await fetch(url)).status).toBe(201);
  });
});

describe('faults', () => {
  const fault = async (url: string, rule: Partial<FaultRule>) => {
    const response = await fetch(`${url}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(rule) });
    expect(response.status).toBe(200);
  };
  const seen = async (url: string): Promise<string> => {
    try {
      const response = await fetch(`${url}/x`, { method: 'POST', body: '12' });
      return `${response.status} ${(await response.text()).slice(0, 15)}`;
    } catch {
      return 'cut';
    }
  };

  it.each([
    ['429', '429 {"slow":true}', 0],
    ['500', '500 own words', 0],
    ['cut-before', 'cut', 0],
    ['cut-after', 'cut', 1],
    ['html', '200 <!DOCTYPE html>', 0],
    ['short-page', '201 {"query":{},', 1],
    ['malformed', '201 ["surprise"]', 1],
  ] as const)('%s looks like "%s", carried out %i times', async (kind, answer, times) => {
    const { url, stats } = await serve();
    await fault(url, { kinds: [kind], count: 1 });
    expect(await seen(url)).toBe(answer.slice(0, 19));
    expect(carriedOut).toHaveLength(times);
    expect(stats()).toMatchObject({ writes: times, rejected: 1 - times });
    expect(await seen(url)).toBe('201 {"query":{},"bo');
  });

  it('strike reads or writes only, and paths only', async () => {
    const { url } = await serve();
    await fault(url, { kinds: ['500'], only: 'writes', path: '/x?page=2' });
    const status = async (path: string, method: string) => (await fetch(`${url}${path}`, { method })).status;
    expect(await status('/x?page=2', 'GET')).toBe(201);
    expect(await status('/x?page=1', 'POST')).toBe(201);
    expect(await status('/x?page=2', 'POST')).toBe(500);
    await fault(url, { rate: 0 });
    expect(await status('/x?page=2', 'POST')).toBe(201);
  });

  it('of an unknown kind are refused', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/__sandbox/faults`, { method: 'POST', body: '{"kinds":["flood"]}' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('unknown fault flood');
  });

  it('come at their rate, and the same for the same seed', () => {
    const rule: FaultRule = { rate: 0.2, kinds: ['429', '500'], only: 'all' };
    const run = (seed: number) => {
      const faults = createFaults(rule, seed);
      return Array.from({ length: 1000 }, () => faults.next({ write: false, url: '/' }));
    };
    const struck = run(3).filter((kind) => kind !== undefined);
    expect(struck.length).toBeGreaterThan(150);
    expect(struck.length).toBeLessThan(250);
    expect(new Set(struck)).toEqual(new Set(['429', '500']));
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});
