import picomatch from 'picomatch';
import type { IgnoreRule } from '../schema/desired.ts';
import { relativeName } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';

/** Whether one of the rules matches a record set: a glob over the relative name (`*` matches dots too), and a type. */
export function ignoreMatcher(rules: readonly IgnoreRule[], domain: string): (name: Fqdn, type: string) => boolean {
  if (rules.length === 0) return () => false;
  const tests = rules.map((rule) => ({ matches: picomatch(rule.name, { bash: true, dot: true }), type: rule.type }));
  return (name, type) => {
    const relative = relativeName(name, domain);
    return tests.some((test) => (test.type === undefined || test.type === type) && test.matches(relative));
  };
}
