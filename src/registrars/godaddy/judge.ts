/**
 * What a 429 means. With a time to wait, it is the limit of requests per minute. The monthly quota is a 429 too, with the
 * code QUOTA_EXCEEDED and no time to wait (kubernetes-sigs/external-dns provider/godaddy, read 2026-11-23): it is an
 * answer to hand on, since asking again would only use up time.
 */
import { parseObject } from '../http/fields.ts';
import { judgeByStatus } from '../http/judge.ts';
import type { HttpResponse, Verdict } from '../http/transport.ts';

export const quotaExceeded = 'QUOTA_EXCEEDED';

export function judge(response: HttpResponse): Verdict {
  const byStatus = judgeByStatus(response, Date.now());
  if (response.status !== 429 || byStatus.kind !== 'rate-limited') return byStatus;
  const { code, retryAfterSec } = parseObject(response.text) ?? {};
  const told = typeof retryAfterSec === 'number' && retryAfterSec >= 0 ? retryAfterSec * 1000 : undefined;
  const retryAfterMs = byStatus.retryAfterMs ?? told;
  if (code === quotaExceeded && retryAfterMs === undefined) return { kind: 'final' };
  return { kind: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
