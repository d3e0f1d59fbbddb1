/**
 * What is asked of every list of rows, whatever the registrar. A row or a domain that is listed twice is no surplus that
 * could be deleted, and none of two that could be picked: nobody can tell which of the two is true.
 */
import { isWithin, parseDomain } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import { RegistrarError } from './errors.ts';

/** The rows, each with an id of its own. Throws what `fail` makes. */
export function onceEach<T>(rows: readonly T[], idOf: (row: T) => string | number, fail: (seen: string) => Error) {
  const seen = new Set<string | number>();
  for (const row of rows) {
    const id = idOf(row);
    if (seen.has(id)) throw fail(`the record ${id} is listed twice`);
    seen.add(id);
  }
  return rows;
}

/** An owner name, which is the zone's apex or below. Throws what `fail` makes: it would be taken for a name of ours. */
export function withinZone(name: Fqdn, domain: string, fail: (seen: string) => Error): Fqdn {
  if (isWithin(name, domain)) return name;
  throw fail(`a record of ${name} in the zone ${domain}`);
}

/** What is answered about a domain, which is the one that was asked for. Throws what `fail` makes. */
export function aboutDomain(answered: string, domain: string, fail: (seen: string) => Error): void {
  const parsed = parseDomain(answered);
  if (!parsed.ok || parsed.value !== domain) throw fail(`an answer about ${answered} where ${domain} was asked for`);
}

/** The items of a list by their domains. One that is listed twice is the error of that domain alone. */
export function byDomain<T>(
  items: readonly (readonly [domain: string, item: T | RegistrarError])[],
  fail: (seen: string) => RegistrarError,
): Map<string, T | RegistrarError> {
  const found = new Map<string, T | RegistrarError>();
  for (const [domain, item] of items) found.set(domain, found.has(domain) ? fail(`${domain} is listed twice`) : item);
  return found;
}

/** Where the whole list is wanted. Throws the first of its errors. */
export function allOf<T>(found: ReadonlyMap<string, T | RegistrarError>): readonly T[] {
  return [...found.values()].map((item) => {
    if (item instanceof RegistrarError) throw item;
    return item;
  });
}
