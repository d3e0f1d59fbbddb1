/** What a zone answers to a question: the name itself, else a wildcard (RFC 4592), else nothing. Pure. */
import { apexOf } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { printValues } from '../schema/dns/record-sets.ts';

/** Record sets, or records of types that are not managed. */
interface Owned {
  readonly name: Fqdn;
  readonly type: string;
}

export type Answers<T extends Owned> = (name: Fqdn, type: string) => T | null;

/** Types that say where a name leads; what asks for one of them is served by any other. */
const pointers: readonly string[] = ['CNAME', 'ALIAS', 'URL'];
const addresses: readonly string[] = ['A', 'AAAA'];

export function answersOf<T extends Owned>(domain: string, sets: readonly T[]): Answers<T> {
  const apex = apexOf(domain);
  const byName = new Map<Fqdn, T[]>();
  for (const set of sets) {
    const known = byName.get(set.name);
    if (known === undefined) byName.set(set.name, [set]);
    else known.push(set);
  }
  const names = namesOf(domain, sets);
  return (name, type) => {
    const above = [...upTo(name, apex)];
    const cut = above
      .filter((one) => one !== apex && !(one === name && (type === 'NS' || type === 'DS')))
      .flatMap((one) => byName.get(one)?.find((set) => set.type === 'NS') ?? [])
      .at(-1);
    if (cut !== undefined) return cut;
    const encloser = above.find((one) => names.has(one));
    return pick(byName.get(encloser === name ? name : `*.${encloser}`) ?? [], type);
  };
}

/** All names that exist: one does, too, where there is only something below it. */
export function namesOf(domain: string, sets: readonly Owned[]): ReadonlySet<Fqdn> {
  const apex = apexOf(domain);
  return new Set(sets.flatMap(({ name }) => [...upTo(name, apex)]));
}

/** Whether both say the same: a CNAME at the apex is what another host calls ALIAS. Not the TTL: it is the new host's. */
export function sameAnswer(a: RecordSet, b: RecordSet): boolean {
  const alike = a.type === b.type || (leads(a.type) && leads(b.type));
  return alike && printValues(a).join('\n') === printValues(b).join('\n');
}

function leads(type: string): boolean {
  return type === 'CNAME' || type === 'ALIAS';
}

function pick<T extends Owned>(sets: readonly T[], type: string): T | null {
  const first = (...types: readonly string[]) =>
    types.flatMap((one) => sets.find((set) => set.type === one) ?? [])[0] ?? null;
  if (pointers.includes(type)) return first(type, ...pointers, ...addresses);
  return first(type, 'CNAME', ...(addresses.includes(type) ? pointers : []));
}

/** The name, then those above it, up to the apex. */
function* upTo(name: Fqdn, apex: Fqdn): Iterable<Fqdn> {
  for (let one = name; ; one = one.slice(one.indexOf('.') + 1)) {
    yield one;
    if (one === apex || one === '') return;
  }
}
