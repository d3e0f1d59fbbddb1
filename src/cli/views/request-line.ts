import type { TransportEvent } from '../../registrars/http/create-transport.ts';

/** One request, for `--verbose`: `cf-prod: GET read records of example.com: 200 in 12 ms`. */
export function requestLine(event: TransportEvent): string {
  const repeat = event.attempt > 1 ? ` (attempt ${event.attempt})` : '';
  const wait = event.waitMs === undefined ? '' : `, again in ${Math.round(event.waitMs)} ms`;
  const took = `${event.outcome} in ${Math.round(event.durationMs)} ms`;
  // Some operations are named by their call: `POST zones`.
  const operation = event.operation.startsWith(`${event.method} `)
    ? event.operation
    : `${event.method} ${event.operation}`;
  return `${event.account}: ${operation} of ${event.object}${repeat}: ${took}${wait}`;
}
