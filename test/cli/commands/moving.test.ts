import { expect, test } from 'vitest';
import { workplace } from './config.ts';

const config = (dns: string, records: readonly string[]) => `version: 1
accounts:
  gandi: { credentials: { token: "\${GANDI_TOKEN}" } }
  cloudflare:
    credentials: { api_token: "\${CLOUDFLARE_API_TOKEN}", account_id: "\${CLOUDFLARE_ACCOUNT_ID}" }
domains:
  example.com:
    registrar: gandi
    dns: ${dns}
    nameservers: auto
    records:
${records.map((record) => `      - { ${record}, ttl: 300 }\n`).join('')}`;

test('a domain whose DNS moves keeps its mail, or somebody consented to lose it', async () => {
  const web = 'name: shop, type: A, value: 192.0.2.10';
  const mail = 'name: "@", type: MX, value: 1 smtp.google.com';
  const place = workplace(config('gandi', [web, mail]));
  expect((await place.run('apply', '--sandbox', '--yes', '--consent', 'take-over')).code).toBe(0);

  place.write(config('cloudflare', [web]));
  const { code, stdout } = await place.run('apply', '--sandbox', '--yes');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ {2}x @ MX +1 smtp\.google\.com\. {3}stops being answered when the nameservers change$/m);
  expect(stdout).not.toMatch(/^ {2}x shop A/m);
  expect(stdout).toMatch(/\(delegation\): .* the new ones would stop answering \d+ record sets .*: @ MX, /);

  const plan = JSON.parse((await place.run('plan', '--sandbox', '--format', 'json')).stdout);
  expect(plan.summary.unanswered).toBe(plan.unanswered.length);
  expect(plan.unanswered[0]).toMatchObject({
    ...{ address: 'example.com/@/MX', domain: 'example.com', account: 'gandi', default: false, after: null },
    value: { values: ['1 smtp.google.com.'] },
  });
  const line: string = plan.unanswered[0].config;
  expect(stdout).toContain(`    ${line}\n`);

  place.write(`${config('cloudflare', [web])}      ${line}\n`);
  const kept = await place.run('apply', '--sandbox', '--yes', '--consent', 'delegation');
  expect([kept.code, kept.stdout]).toEqual([0, expect.stringMatching(/^ {2}\+ @ MX +1 smtp\.google\.com\./m)]);
  expect(kept.stdout).not.toMatch(/^ {2}x @ MX/m);
}, 120_000);
