/** What is recorded, one thing per address: what `domctl state` lists and takes by name. */
import type { Provenance, RecordedDomain } from '../planner/inputs.ts';
import type { RecordSetValue } from '../planner/plan.ts';
import { readTargets } from '../planner/targets.ts';
import { recordSetValue } from '../planner/value.ts';
import { parseAddress, recordSetAddress, settingAddress, zoneAddress } from '../schema/dns/address.ts';
import type { StateTarget } from '../state/administration.ts';
import type { State } from '../state/store.ts';
import { CommandError } from './errors.ts';

export interface Resource {
  readonly address: string;
  readonly domain: string;
  readonly kind: 'domain' | 'record_set' | 'setting';
  /** Of a domain: that of its registration, else of its zone. */
  readonly account: string | null;
  readonly protect: boolean;
  /** Null for a domain: it is there. */
  readonly value: RecordSetValue | boolean | readonly string[] | null;
  /** Null for a domain: its values have their own. */
  readonly provenance: Provenance | null;
  readonly target: StateTarget;
}

/** Those that the texts name as targets; all for none. Throws `CommandError` for what is no address, or not recorded. */
export async function readResources(
  store: Pick<State, 'readRecorded' | 'otherDomains' | 'location'>,
  targets: readonly string[],
): Promise<readonly Resource[]> {
  const domains = await store.otherDomains([]);
  const resources = (await store.readRecorded(domains)).flatMap(resourcesOf);
  if (targets.length === 0) return resources;
  const matching = targets.map((target) => {
    const found = resources.filter(matcher(target, domains, store.location));
    if (found.length === 0) throw notRecorded(target, store.location);
    return found;
  });
  const chosen = new Set(matching.flat());
  return resources.filter((resource) => chosen.has(resource));
}

/** As `readResources`, but a domain's address is the domain alone. */
export async function readNamed(
  store: Pick<State, 'readRecorded' | 'otherDomains' | 'location'>,
  addresses: readonly string[],
): Promise<readonly Resource[]> {
  const found = await readResources(store, addresses);
  const whole = new Set(
    addresses.flatMap((text) => {
      const parsed = parseAddress(text);
      return parsed.ok && parsed.value.kind === 'domain' ? [parsed.value.domain] : [];
    }),
  );
  return found.filter(({ domain, kind }) => kind === 'domain' || !whole.has(domain));
}

function matcher(target: string, domains: readonly string[], location: string): (resource: Resource) => boolean {
  const parsed = parseAddress(target);
  if (parsed.ok && !domains.includes(parsed.value.domain)) throw notRecorded(target, location);
  const targets = readTargets([target], new Set(domains));
  if (!targets.ok) {
    const { message, suggestion } = targets.problem;
    throw new CommandError(`${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`);
  }
  return ({ domain, address }) => targets.value.hasAddress(domain, address);
}

function notRecorded(target: string, location: string): CommandError {
  return new CommandError(
    `${target} is not in the state at ${location}. "domctl state list" lists what is; give the workspace with --workspace.`,
  );
}

function resourcesOf({ domain, registrar, dns, protect, recordSets, settings }: RecordedDomain): readonly Resource[] {
  const whole: Resource = {
    address: domain,
    domain,
    kind: 'domain',
    account: registrar ?? dns,
    protect,
    value: null,
    provenance: null,
    target: { kind: 'domain', domain },
  };
  const values = [
    ...settings.map(
      ({ account, field, value, provenance }): Resource => ({
        address: field === 'zone' ? zoneAddress(domain) : settingAddress(domain, field),
        domain,
        kind: 'setting',
        account,
        protect: false,
        value,
        provenance,
        target: { kind: 'setting', domain, field },
      }),
    ),
    ...recordSets.map(
      (set): Resource => ({
        address: recordSetAddress(domain, set.name, set.type),
        domain,
        kind: 'record_set',
        account: set.account,
        protect: set.protect,
        value: recordSetValue(set.ttlSeconds, set.values, set.options),
        provenance: set.provenance,
        target: { kind: 'record_set', domain, name: set.name, type: set.type },
      }),
    ),
  ];
  return [whole, ...values.sort((a, b) => (a.address < b.address ? -1 : 1))];
}
