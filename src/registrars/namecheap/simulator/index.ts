/**
 * Namecheap's API as a simulator: one path, GET and POST, parameters in query or body in any casing, answers in XML.
 * Purchases (create, renew, reactivate) and glue hosts are not simulated.
 * dns-lexicon 3.25.2 works against it, but for updates: it looks for the row to replace by its new value, finds none and
 * adds another, which leaves two texts or addresses and is refused for a CNAME. That is its own mistake.
 */
import type { Simulator, SimulatorContext, SimulatorFactory } from '../../simulator/simulator.ts';
import { failure, Refusal, success, webPage } from './answers.ts';
import { commandNamed } from './commands.ts';
import { createDomains } from './domains.ts';
import { type Parameters, readParameters } from './parameters.ts';

const path = '/xml.response';

export const createSimulator: SimulatorFactory = ({ credentials, store, now }: SimulatorContext): Simulator => {
  const domains = createDomains(store);
  return {
    seed: (domain) => domains.seed(domain, now()),
    isWrite: (request) => commandNamed(readParameters(request).get('Command'))?.write ?? false,
    handle: (request) => {
      if (request.path !== path) return webPage(404, '404 - File or directory not found.');
      if (request.method !== 'GET' && request.method !== 'POST') return webPage(400, 'Bad Request');
      const parameters = readParameters(request);
      const refused = authorize(parameters, credentials);
      if (refused !== undefined) return failure(refused, null);
      const command = commandNamed(parameters.get('Command'));
      // By the pattern of the other numbers; NOT VERIFIED.
      if (command === undefined) return failure(new Refusal('1011104', 'Parameter Command is invalid'), null);
      try {
        const context = { domains, parameters, user: credentials.api_user ?? '', now };
        return success(command.name, command.run(context));
      } catch (error) {
        if (error instanceof Refusal) return failure(error, command.name);
        throw error;
      }
    },
    // The body is not documented, and nobody should read it.
    tooManyRequests: () => webPage(405, 'Method Not Allowed'),
    internalError: () => webPage(500, 'Server Error'),
  };
};

/** The global parameters. The whitelist is the one `client_ip`; the real source address is not looked at. */
function authorize(parameters: Parameters, credentials: Readonly<Record<string, string>>): Refusal | undefined {
  const { api_user = '', api_key = '', client_ip = '' } = credentials;
  const given = (name: string) => parameters.get(name);
  if (given('ApiUser') === '') return new Refusal('1010101', 'Parameter APIUser is missing');
  if (given('ApiKey') === '') return new Refusal('1010102', 'Parameter APIKey is missing');
  if (given('Command') === '') return new Refusal('1010104', 'Parameter Command is missing');
  if (given('ClientIp') === '') return new Refusal('1010105', 'Parameter ClientIP is missing');
  if (given('ApiUser').toLowerCase() !== api_user.toLowerCase() || given('ApiKey') !== api_key) {
    return new Refusal('1011102', 'API Key is invalid or API access has not been enabled');
  }
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(given('ClientIp')))
    return new Refusal('1011105', 'Parameter ClientIP is invalid');
  if (given('ClientIp') !== client_ip) return new Refusal('1011150', `Invalid request IP: ${given('ClientIp')}`);
  if (given('UserName').toLowerCase() !== (credentials.username ?? api_user).toLowerCase()) {
    return new Refusal('1016103', 'Parameter UserName is unauthorized');
  }
  return undefined;
}
