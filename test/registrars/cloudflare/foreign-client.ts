/** A client of Cloudflare's API that knows nothing but the documents, for tests of the simulator. */
import { expect } from 'vitest';
import type { Simulated } from '../../helpers/simulated.ts';
import { storedZone } from './stored.ts';

export const domain = 'example.com';
export const token = 'sandbox-token-of-cloudflare-0123456789ab';
export const account = '5a9db0c55a9db0c55a9db0c55a9db0c5';

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result_info?: unknown;
}

/** A zone, and a client that knows nothing but the documents. */
export async function foreignClient(start: () => Promise<Simulated>) {
  const simulated = await start();
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers = {},
  ) => {
    const response = await simulated.request({
      method,
      path: `/client/v4${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(response.text) as Envelope };
  };
  const records = `/zones/${storedZone(simulated, domain).id}/dns_records`;
  /** The codes of a refusal, the chain's included. */
  const codes = async (...request: Parameters<typeof call>) => {
    const { status, body } = await call(...request);
    const text = JSON.stringify(body.errors);
    expect(body).toMatchObject({ success: false, result: null });
    return [status, ...[...text.matchAll(/"code":(\d+)/g)].map(([, code]) => Number(code))];
  };
  return { simulated, call, codes, records };
}
