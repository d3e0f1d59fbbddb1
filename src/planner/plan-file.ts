/** The plan as a file: what `plan --out` writes, and what `apply PLANFILE` holds against a plan made anew. */
import { createHash } from 'node:crypto';
import { count } from '../schema/count.ts';
import { parseJsonText } from '../schema/json-text.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import { visibleJson } from '../schema/visible.ts';
import { type Plan, planFormatVersion } from './plan.ts';
import { faultIn } from './plan-shape.ts';

/** JSON with a digest over everything else in it. */
export function writePlanFile(plan: Plan): string {
  return `${visibleJson({ ...plan, digest: digestOf(plan) })}\n`;
}

/** Reads a plan file; refuses what is not one, is of another format, or was edited. */
export function readPlanFile(text: string): Result<Plan> {
  let file: unknown;
  try {
    file = parseJsonText(text);
  } catch (error) {
    return bad(`it is not JSON (${(error as Error).message})`, 'make it with `domctl plan --out FILE`');
  }
  if (typeof file !== 'object' || file === null || !('format_version' in file) || !('digest' in file)) {
    return bad('it is not a plan file: it has no format_version and digest', 'make it with `domctl plan --out FILE`');
  }
  const { digest, ...plan } = file as Plan & { digest: unknown };
  if (plan.format_version !== planFormatVersion) {
    return bad(
      `it has format ${JSON.stringify(plan.format_version)}; this program reads ${planFormatVersion}`,
      'plan again with this version of domctl',
    );
  }
  if (digest !== digestOf(plan))
    return bad('it was edited after it was made', 'plan again; a plan is applied as it is');
  const fault = faultIn(plan);
  if (fault !== null) return bad(`its ${fault} is not what a plan has there`, 'plan again; a plan is applied as it is');
  return ok(plan);
}

/**
 * Why a saved plan no longer holds, or an empty list: what it would do to each domain must be exactly what a plan made
 * now would do there. `domains`: those that matter; by default, those that the saved plan changes.
 */
export function explainStale(saved: Plan, fresh: Plan, domains?: ReadonlySet<string>): readonly string[] {
  const failedBefore = new Set(saved.errors.map(({ domain }) => domain));
  // The first of each domain is the one to tell.
  const failed = new Map([...fresh.errors].reverse().map(({ domain, message }) => [domain, message]));
  const before = essences(saved);
  const now = essences(fresh);
  const reasons = [...(domains ?? before.keys())].flatMap((domain) => {
    const message = failed.get(domain);
    if (message !== undefined && !failedBefore.has(domain)) return [message];
    const found = differenceOf(before.get(domain) ?? nothing, now.get(domain) ?? nothing);
    return found === null ? [] : [`${domain}: ${found.what} changed since the plan was made (${found.where})`];
  });
  const more = reasons.length - maxReasons;
  return more <= 0 ? reasons : [...reasons.slice(0, maxReasons), `and ${count(more, 'more domain')}`];
}

/** How many domains are told, and how many addresses of each, before the rest is counted. */
const maxReasons = 10;
const maxAddresses = 3;

/** Domains that an apply of this plan would touch, at a registrar or in the state. */
export function changedDomains(plan: Plan): readonly string[] {
  return [...new Set(plan.changes.map((change) => change.domain))];
}

/** What matters of a plan for one domain: its changes, what they leave behind, and the calls that make them. Not the clock, not the wording. */
interface Essence {
  /** By account and address: a zone that moves has the same address at two accounts. What it leaves stands beside them. */
  readonly changes: Map<string, Part>;
  readonly calls: string[];
}

interface Part {
  readonly address: string;
  readonly text: string;
  /** Of a change, by what each of them comes from. */
  readonly sides?: Readonly<Record<'live' | 'config' | 'protect', string>>;
}

const nothing: Essence = { changes: new Map(), calls: [] };

/** By domain. */
function essences({ changes, unanswered, calls }: Plan): ReadonlyMap<string, Essence> {
  const found = new Map<string, Essence>();
  const domainOf = new Map<string, string>();
  for (const { address, domain, account, action, before, after, drift, takes_over, protect } of changes) {
    const essence = found.get(domain) ?? { changes: new Map(), calls: [] };
    found.set(domain, essence);
    domainOf.set(address, domain);
    const text = JSON.stringify([action, before, after, drift, takes_over, protect]);
    const sides = { live: JSON.stringify(before), config: JSON.stringify(after), protect: JSON.stringify(protect) };
    essence.changes.set(`${account} ${address}`, { address, text, sides });
  }
  for (const { address, domain, account, value, after, cause, by } of unanswered) {
    const text = JSON.stringify([value, after, by]);
    found.get(domain)?.changes.set(`${cause}: left at ${account} ${address}`, { address, text });
  }
  for (const call of calls) {
    const text = JSON.stringify(call);
    const domains = new Set(call.covers.flatMap((address) => domainOf.get(address) ?? []));
    for (const domain of domains) found.get(domain)?.calls.push(text);
  }
  return found;
}

/** Null: none. Else where it is, and which of the three that a plan is made of has changed, where that can be told. */
function differenceOf(a: Essence, b: Essence): { readonly what: string; readonly where: string } | null {
  const keys = [...new Set([...a.changes.keys(), ...b.changes.keys()])];
  const differing = keys.filter((key) => a.changes.get(key)?.text !== b.changes.get(key)?.text);
  if (differing.length > 0) {
    const addresses = differing.flatMap((key) => (a.changes.get(key) ?? b.changes.get(key))?.address ?? []);
    const places = [...new Set(addresses)];
    const more = places.length - maxAddresses;
    const where = `${places.slice(0, maxAddresses).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const causes = new Set(differing.map((key) => causeOf(a.changes.get(key), b.changes.get(key))));
    return { what: causes.size === 1 ? ([...causes][0] as string) : anyOfThem, where };
  }
  return JSON.stringify(a.calls) === JSON.stringify(b.calls)
    ? null
    : { what: 'live records', where: 'other records of the zone' };
}

const anyOfThem = 'config, state or live records';

/** A change that is planned no more, or is new, may come from any of the three. */
function causeOf(a: Part | undefined, b: Part | undefined): string {
  if (a?.sides === undefined || b?.sides === undefined) return anyOfThem;
  const config = a.sides.config !== b.sides.config;
  const live = a.sides.live !== b.sides.live;
  if (config && live) return 'config and live records';
  if (config || live) return config ? 'the config' : 'live records';
  return a.sides.protect === b.sides.protect ? 'the state' : 'the config or the state';
}

function digestOf(plan: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(plan)).digest('hex')}`;
}
