/**
 * NameSilo's API as a simulator: GET with everything in the query, `/apibatch/` for programs and `/api/` for people,
 * answers in XML or JSON. Purchases, contacts, e-mail forwards and glue hosts are not simulated.
 * dns-lexicon 3.25.2 works against it: with `hosts: 'full'` in all of it, with relative hosts in all but the filters by
 * name, which compare full names. There the API has changed (about April 2026: acme.sh issues 6907 and 6969), and lexicon,
 * whose recordings are older, has not. It also takes every 280 of dnsAddRecord for "is there already", which is more than
 * that code says.
 */
import type { Simulator, SimulatorContext, SimulatorRequest } from '../../simulator/simulator.ts';
import { type Format, failure, Refusal, success, webPage } from './answers.ts';
import { createDomains } from './domains.ts';
import { type OperationContext, operations, readParameters } from './operations.ts';

/** How the simulator behaves where the API has had two ways: today's is usual. */
type NameSiloOptions = Pick<OperationContext, 'hosts'>;

export const usualOptions: NameSiloOptions = { hosts: 'relative' };

export function createSimulator(
  { credentials, store, now }: SimulatorContext,
  { hosts }: NameSiloOptions = usualOptions,
): Simulator {
  const domains = createDomains(store);
  return {
    seed: (domain) => domains.seed(domain, now()),
    isWrite: (request) => operations.get(operationOf(request) ?? '')?.write ?? false,
    handle: (request) => {
      const name = operationOf(request);
      if (name === undefined) return webPage(404, '404 Not Found');
      const format: Format = request.query.get('type') === 'json' ? 'json' : 'xml';
      try {
        const operation = operations.get(name);
        checkRequest(request, credentials.api_key ?? '');
        if (operation === undefined) throw new Refusal('107', 'Invalid API operation');
        const context = { domains, parameters: readParameters(request.query), hosts, now };
        return success(name, format, operation.run(context));
      } catch (error) {
        if (error instanceof Refusal) return failure(name, format, error);
        throw error;
      }
    },
    // The status was seen live in September 2026 (nijave/terraform-provider-namesilo), the body was not.
    tooManyRequests: () => ({
      status: 503,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: '<?xml version="1.0"?>\n<error>Service Temporarily Unavailable</error>\n',
    }),
    internalError: () => failure('', 'xml', new Refusal('201', 'Internal system error')),
  };
}

/** Also below an endpoint that has a path of its own already. */
function operationOf({ path }: SimulatorRequest): string | undefined {
  return /^(?:\/api|\/apibatch)?\/(\w+)$/.exec(path)?.[1];
}

/** Code 101 is missing: on loopback there is no HTTPS. Sub-accounts (112) and listed addresses (113) are not simulated. */
function checkRequest({ method, query }: SimulatorRequest, key: string): void {
  const given = (name: string) => query.get(name) ?? '';
  if (method !== 'GET') throw new Refusal('120', 'API key must be passed as a GET');
  if (given('version') === '') throw new Refusal('102', 'No version specified');
  if (given('version') !== '1') throw new Refusal('103', 'Invalid API version');
  if (given('type') === '') throw new Refusal('104', 'No type specified');
  if (given('type') !== 'xml' && given('type') !== 'json') throw new Refusal('105', 'Invalid API type');
  if (given('key') === '') throw new Refusal('109', 'No API key specified');
  if (given('key') !== key) throw new Refusal('110', 'Invalid API Key');
}
