import type { IgnoreRule } from '../schema/desired.ts';
import { relativeName } from '../schema/dns/name.ts';
import { isNameGlob, type NameGlob, parseNameGlob } from '../schema/dns/name-glob.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';

/** Whether one of the rules matches a record set: a relative name or a pattern of names, and a type. */
export function ignoreMatcher(rules: readonly IgnoreRule[], domain: string): (name: Fqdn, type: string) => boolean {
  if (rules.length === 0) return () => false;
  const tests = rules.map((rule) => ({ ...nameTest(rule.name), type: rule.type }));
  return (name, type) => {
    const relative = relativeName(name, domain);
    return tests.some((test) => (test.type === undefined || test.type === type) && test.matches(relative));
  };
}

function nameTest(name: string): Pick<NameGlob, 'matches'> {
  if (!isNameGlob(name)) return { matches: (relative) => relative === name };
  const glob = parseNameGlob(name);
  if (!glob.ok) throw new Error(glob.problem.message);
  return glob.value;
}
