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
    const where = differenceOf(before.get(domain) ?? nothing, now.get(domain) ?? nothing);
    return where === null
      ? []
      : [`${domain}: config, state or live records changed since the plan was made (${where})`];
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
  readonly changes: Map<string, { readonly address: string; readonly text: string }>;
  readonly calls: string[];
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
    essence.changes.set(`${account} ${address}`, { address, text });
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

/** Null: none. Else where it is. */
function differenceOf(a: Essence, b: Essence): string | null {
  const keys = [...new Set([...a.changes.keys(), ...b.changes.keys()])];
  const differing = keys.filter((key) => a.changes.get(key)?.text !== b.changes.get(key)?.text);
  if (differing.length > 0) {
    const addresses = differing.flatMap((key) => (a.changes.get(key) ?? b.changes.get(key))?.address ?? []);
    const places = [...new Set(addresses)];
    const more = places.length - maxAddresses;
    return `${places.slice(0, maxAddresses).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  return JSON.stringify(a.calls) === JSON.stringify(b.calls) ? null : 'other records of the zone';
}

function digestOf(plan: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(plan)).digest('hex')}`;
}
