/** The plan as a file: what `plan --out` writes, and what `apply PLANFILE` holds against a plan made anew. */
import { createHash } from 'node:crypto';
import { bad, ok, type Result } from '../schema/result.ts';
import { type Plan, planFormatVersion } from './plan.ts';

/** JSON with a digest over everything else in it. */
export function writePlanFile(plan: Plan): string {
  return `${JSON.stringify({ ...plan, digest: digestOf(plan) }, null, 2)}\n`;
}

/** Reads a plan file; refuses what is not one, is of another format, or was edited. */
export function readPlanFile(text: string): Result<Plan> {
  let file: unknown;
  try {
    file = JSON.parse(text);
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
  return ok(plan);
}

/**
 * Why a saved plan no longer holds, or an empty list: what it would do to each domain must be exactly what a plan made
 * now would do there. Domains that the saved plan does not change do not matter.
 */
export function explainStale(saved: Plan, fresh: Plan): readonly string[] {
  return changedDomains(saved).flatMap((domain) => {
    const error = fresh.errors.find((item) => item.domain === domain);
    if (error !== undefined && !saved.errors.some((item) => item.domain === domain)) return [error.message];
    const before = essence(saved, domain);
    const now = essence(fresh, domain);
    if (before.all === now.all) return [];
    const addresses = [...new Set([...before.byAddress.keys(), ...now.byAddress.keys()])];
    const differing = addresses.filter((address) => before.byAddress.get(address) !== now.byAddress.get(address));
    const where = differing.length > 0 ? differing.join(', ') : 'other records of the zone';
    return [`${domain}: config, state or live records changed since the plan was made (${where})`];
  });
}

/** Domains that an apply of this plan would touch, at a registrar or in the state. */
export function changedDomains(plan: Plan): readonly string[] {
  return [...new Set(plan.changes.map((change) => change.domain))];
}

/** What matters of a plan for one domain: its changes and the calls that make them. Not the clock, not the wording. */
function essence(plan: Plan, domain: string) {
  const changes = plan.changes.filter((change) => change.domain === domain);
  const covered = new Set(changes.map((change) => change.address));
  const calls = plan.calls.filter((call) => call.covers.some((address) => covered.has(address)));
  const byAddress = new Map(
    changes.map(({ address, account, action, before, after }) => [
      address,
      JSON.stringify([account, action, before, after]),
    ]),
  );
  return { byAddress, all: JSON.stringify([[...byAddress], calls]) };
}

function digestOf(plan: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(plan)).digest('hex')}`;
}
