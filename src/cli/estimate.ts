/** How long a plan's calls take within the documented limits: what the plan tells before anybody waits for it. */
import type { Call } from '../planner/plan.ts';
import type { RegistrarDescriptor } from '../schema/capabilities.ts';

/** A usual answer time of these APIs, for calls that no limit holds back. */
const answerMs = 500;

/**
 * Seconds, rounded up, at least 1; accounts work side by side. 0 for no calls.
 * Within a limit of `requests` per `perMs` the first `requests` go at once, so only those beyond wait.
 */
export function estimateSeconds(calls: readonly Call[], descriptors: ReadonlyMap<string, RegistrarDescriptor>): number {
  const requests = new Map<string, number>();
  for (const call of calls) requests.set(call.account, (requests.get(call.account) ?? 0) + call.requests);
  const times = [...requests].map(([account, n]) => accountMs(n, descriptors.get(account)));
  return Math.ceil(Math.max(0, ...times) / 1000);
}

function accountMs(requests: number, descriptor: RegistrarDescriptor | undefined): number {
  const sendingMs = Math.ceil(requests / (descriptor?.maxConcurrent ?? 1)) * answerMs;
  const waits = (descriptor?.limits ?? []).map(
    (limit) => Math.floor(Math.max(0, requests - 1) / limit.requests) * limit.perMs + answerMs,
  );
  return Math.max(sendingMs, ...waits);
}
