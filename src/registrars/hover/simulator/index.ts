/**
 * Hover's control panel as a simulator: the sign-in, domains and records that `/api` has, without what costs money.
 * Behaves as dns-lexicon's recordings and the clients named in the descriptor tell, read 2026-11-23.
 * Tried with dns-lexicon 3.25, its provider for Hover: it signs in with a code, looks before it creates, and updates by
 * deleting and creating. Where it is its own doing and not the API's: it lists the apex as "@.example.com", and its
 * filter by name finds every name that contains it.
 */
import { parseObject } from '../../http/fields.ts';
import { orRefusal } from '../../simulator/refused.ts';
import type {
  Simulator,
  SimulatorContext,
  SimulatorFactory,
  SimulatorRequest,
  SimulatorResponse,
} from '../../simulator/simulator.ts';
import { blocked, page, refused } from './answers.ts';
import { respondDomains } from './domains.ts';
import { respondForwards } from './forwards.ts';
import { type RecordOptions, respondRecords } from './records.ts';
import { type VisitorOptions, Visitors } from './visitors.ts';
import { World } from './world.ts';

export type SimulatorOptions = VisitorOptions & RecordOptions;

const usual: SimulatorOptions = {
  robots: 'let-in',
  secondFactor: 'app',
  codesCountOnce: false,
  sessionRequests: Number.POSITIVE_INFINITY,
  updates: 'taken',
};

export const createSimulator: SimulatorFactory = simulatorWith({});

export function simulatorWith(options: Partial<SimulatorOptions>): SimulatorFactory {
  return (context) => new HoverSimulator(context, { ...usual, ...options });
}

class HoverSimulator implements Simulator {
  private readonly options: SimulatorOptions;
  private readonly world: World;
  private readonly visitors: Visitors;

  constructor(context: SimulatorContext, options: SimulatorOptions) {
    this.options = options;
    this.world = new World(context);
    this.visitors = new Visitors(context.credentials, () => context.now(), options);
  }

  seed(domain: Parameters<Simulator['seed']>[0]): void {
    this.world.seed(domain);
  }

  handle(request: SimulatorRequest): SimulatorResponse {
    return orRefusal(() => this.answer(request));
  }

  /** Signing in changes nothing. */
  isWrite({ method, path }: SimulatorRequest): boolean {
    return method !== 'GET' && path.startsWith('/api/');
  }

  /** The protection in front of the website answers with a page. */
  tooManyRequests(retryAfterSeconds: number): SimulatorResponse {
    const limited = page(429, 'Too Many Requests');
    return { ...limited, headers: { ...limited.headers, 'retry-after': String(retryAfterSeconds) } };
  }

  internalError(): SimulatorResponse {
    return page(500, 'Internal Server Error');
  }

  private answer(request: SimulatorRequest): SimulatorResponse {
    const { method, path, headers, body } = request;
    if (method === 'GET' && body !== '') return blocked;
    const entrance = this.visitors.respond(request);
    if (entrance !== undefined) return entrance;
    if (!path.startsWith('/api/')) return page(404, 'Page not found');
    this.visitors.authorize(request);
    const isJsonBody = /^application\/json\b/i.test(headers['content-type'] ?? '');
    const input = method === 'GET' ? {} : isJsonBody ? parseObject(body) : null;
    if (input === null) throw refused('The request is not JSON.', 400);
    const below = path.slice('/api'.length);
    return (
      respondRecords(this.world, method, below, input, this.options) ??
      respondDomains(this.world, method, below, input) ??
      respondForwards(this.world, method, below, input) ??
      page(404, 'Page not found')
    );
  }
}
