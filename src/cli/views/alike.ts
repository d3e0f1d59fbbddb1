/** Messages that differ in nothing but the domain that they are about are told once, for all of these domains. */
import type { PlanError } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';

interface Alike<T> {
  /** The message; where it is about several domains, with `DOMAIN` in place of each. */
  readonly message: string;
  readonly items: readonly [T, ...T[]];
}

/** In the order in which each message comes first. */
export function alike<T>(
  items: readonly T[],
  of: (item: T) => { domain: string; message: string },
): readonly Alike<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const { domain, message } = of(item);
    const key = withoutDomain(message, domain);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].map(([message, group]) => {
    const domains = new Set(group.map((item) => of(item).domain));
    return { message: domains.size === 1 ? of(group[0]).message : message, items: group };
  });
}

function withoutDomain(message: string, domain: string): string {
  if (domain === '' || !message.includes(domain)) return message;
  const escaped = domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return message.replace(new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`, 'g'), 'DOMAIN');
}

/** `a.example, b.example, c.example and 27 more`. */
export function someOf(names: readonly string[], shown = 3): string {
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return `${names.slice(0, shown).join(', ')}${more}`;
}

/** `30 domains of cf-prod, 1 domain of gandi`. */
export function byAccount(errors: readonly PlanError[]): string {
  const domains = new Map<string, Set<string>>();
  for (const { account, domain } of errors) domains.set(account, (domains.get(account) ?? new Set()).add(domain));
  return [...domains].map(([account, names]) => `${count(names.size, 'domain')} of ${account}`).join(', ');
}
