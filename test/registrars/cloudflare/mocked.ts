/** Cloudflare's client over nock, and answers as the API gives them (recorded by dns-lexicon, 2025-08; trimmed). */
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';

export const origin = 'https://api.cloudflare.com';
export const token = 'made-up-token-0123456789-0123456789-0123';
export const accountId = '8d7600000000000000000000000000aa';
export const zoneId = '457dd20dded351b97830cb528f507819';

export function connect(credentials: Readonly<Record<string, string>> = { account_id: accountId }): WholeClient {
  const transport = createTransport({
    registrar: 'cloudflare',
    account: 'cf',
    endpoint: origin,
    limits: [],
    maxConcurrent: 4,
    secrets: [token],
    retry: { attempts: 1 },
    ...(cloudflare.judge && { judge: cloudflare.judge }),
  });
  const source = { file: 'domains.yaml', line: 1, column: 1 };
  return cloudflare.connect(
    { name: 'cf', registrar: 'cloudflare', credentials: { api_token: token, ...credentials }, source },
    transport,
  );
}

export function ok(result: unknown, info?: unknown) {
  return { result, success: true, errors: [], messages: [], ...(info === undefined ? {} : { result_info: info }) };
}

export function refused(code: number, message: string, chain?: readonly { code: number; message: string }[]) {
  return { result: null, success: false, errors: [{ code, message, error_chain: chain }], messages: [] };
}

export function page(result: readonly unknown[], total = result.length, at = 1, pages = 1) {
  return ok(result, { page: at, per_page: 50, count: result.length, total_count: total, total_pages: pages });
}

export function zone(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    id: zoneId,
    name: 'example.com',
    status: 'active',
    paused: false,
    type: 'full',
    name_servers: ['vin.ns.cloudflare.com', 'blakely.ns.cloudflare.com'],
    account: { id: accountId, name: 'Account' },
    plan: { id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee', name: 'Free Website', legacy_id: 'free' },
    ...fields,
  };
}

export function record(fields: Readonly<Record<string, unknown>>) {
  return {
    proxiable: true,
    proxied: false,
    ttl: 3600,
    settings: {},
    meta: {},
    comment: null,
    tags: [],
    created_on: '2025-08-27T20:36:18.239692Z',
    modified_on: '2025-08-27T20:36:18.239692Z',
    ...fields,
  };
}

export const allZones = `/client/v4/zones?page=1&per_page=50&account.id=${accountId}`;
export const allRecords = `/client/v4/zones/${zoneId}/dns_records?page=1&per_page=5000`;
