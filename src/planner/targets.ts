/** `--target`: which addresses a run is about. */
import { didYouMean } from '../schema/config/suggest.ts';
import { type Address, parseAddress, recordSetAddress, settingAddress, zoneAddress } from '../schema/dns/address.ts';
import { relativeName } from '../schema/dns/name.ts';
import { bad, ok, type Problem, type Result } from '../schema/result.ts';

export interface Targets {
  /** Whether a domain has anything to do with the run: others are not even read. */
  hasDomain(domain: string): boolean;
  /** Whether a change is wanted. `name` and `type` are those of a record set's address. */
  hasAddress(domain: string, address: string): boolean;
}

export const everything: Targets = { hasDomain: () => true, hasAddress: () => true };

/** Reads targets; no texts mean everything. A domain that nothing is known of is refused. */
export function readTargets(texts: readonly string[], domains: ReadonlySet<string>): Result<Targets> {
  if (texts.length === 0) return ok(everything);
  const problems: Problem[] = [];
  const whole = new Set<string>();
  const exact = new Set<string>();
  const prefixes: string[] = [];
  const touched = new Set<string>();
  for (const text of texts) {
    const parsed = parseAddress(text);
    if (!parsed.ok) {
      problems.push(parsed.problem);
      continue;
    }
    const address = parsed.value;
    if (!domains.has(address.domain)) {
      problems.push({
        message: `${JSON.stringify(text)} names ${address.domain}, which is neither in the config nor in the state`,
        suggestion: didYouMean(address.domain, [...domains], 'domains'),
      });
    }
    touched.add(address.domain);
    if (address.kind === 'domain') whole.add(address.domain);
    else if (address.kind === 'name') prefixes.push(`${address.domain}/${relativeName(address.name, address.domain)}/`);
    else exact.add(printAddress(address));
  }
  const [first] = problems;
  if (first !== undefined) return bad(problems.map((problem) => problem.message).join('; '), first.suggestion);
  return ok({
    hasDomain: (domain) => touched.has(domain),
    hasAddress: (domain, address) =>
      whole.has(domain) || exact.has(address) || prefixes.some((prefix) => address.startsWith(prefix)),
  });
}

function printAddress(address: Exclude<Address, { readonly kind: 'domain' | 'name' }>): string {
  switch (address.kind) {
    case 'record_set':
      return recordSetAddress(address.domain, address.name, address.type);
    case 'setting':
      return settingAddress(address.domain, address.field);
    case 'zone':
      return zoneAddress(address.domain);
  }
}
