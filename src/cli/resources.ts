/** What is recorded, one thing per address: what `domctl state` lists and takes by name. */

import type { Provenance, RecordedDomain } from '../planner/inputs.ts';
import type { RecordSetValue } from '../planner/plan.ts';
import { readTargets } from '../planner/targets.ts';
import { recordSetValue } from '../planner/value.ts';
import { type Address, parseAddress, recordSetAddress, settingAddress, zoneAddress } from '../schema/dns/address.ts';
import type { Protection } from '../schema/protection.ts';
import type { StateTarget } from '../state/administration.ts';
import type { State } from '../state/store.ts';
import { CommandError } from './errors.ts';

export interface Resource {
  readonly address: string;
  readonly domain: string;
  readonly kind: 'domain' | 'record_set' | 'setting';
  /** Of a domain: that of its registration, else of its zone. */
  readonly account: string | null;
  readonly protect: Protection;
  /** Of a domain: the config that manages it, null where that is not known yet. Undefined for all else. */
  readonly root?: string | null;
  /** Null for a domain: it is there. */
  readonly value: RecordSetValue | boolean | readonly string[] | null;
  /** Null for a domain: its values have their own. */
  readonly provenance: Provenance | null;
  readonly target: StateTarget;
}

type Recorded = Pick<State, 'readRecorded' | 'otherDomains' | 'location'>;

/** All that is recorded, sorted by domain and address. */
export async function readAllResources(store: Recorded): Promise<readonly Resource[]> {
  return (await store.readRecorded(await store.otherDomains([]))).flatMap(resourcesOf);
}

/**
 * What these addresses name, each at least one thing. `domains`: whether the address of a domain means all of it, or the
 * domain alone. Throws `CommandError` for what is no address, or not recorded.
 */
export async function readResources(
  store: Recorded,
  addresses: readonly string[],
  domains: 'whole' | 'alone' = 'whole',
): Promise<readonly Resource[]> {
  const named = addresses.map((text) => ({ text, address: addressOf(text) }));
  const recorded = await store.readRecorded([...new Set(named.map(({ address }) => address.domain))]);
  const resources = recorded.flatMap(resourcesOf);
  const chosen = new Set(
    named.flatMap(({ text, address }) => {
      const found = resources.filter(matcher(text, address, domains));
      if (found.length === 0) throw notRecorded(text, store.location);
      return found;
    }),
  );
  return resources.filter((resource) => chosen.has(resource));
}

function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address.ok) return address.value;
  const { message, suggestion } = address.problem;
  throw new CommandError(`${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`);
}

function matcher(text: string, { domain, kind }: Address, domains: 'whole' | 'alone'): (resource: Resource) => boolean {
  if (kind === 'domain' && domains === 'alone') return (resource) => resource.address === domain;
  const targets = readTargets([text], new Set([domain]));
  return (resource) => targets.ok && targets.value.hasAddress(resource.domain, resource.address);
}

function notRecorded(target: string, location: string): CommandError {
  return new CommandError(
    `${target} is not in the state at ${location}. "domctl state list" lists what is; give the workspace with --workspace.`,
  );
}

function resourcesOf({
  domain,
  registrar,
  dns,
  protect,
  manager,
  recordSets,
  settings,
}: RecordedDomain): readonly Resource[] {
  const whole: Resource = {
    address: domain,
    domain,
    kind: 'domain',
    account: registrar ?? dns,
    protect,
    root: manager?.root ?? null,
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
        value: recordSetValue(set.ttlSeconds, set.values, set.options, set.irregular),
        provenance: set.provenance,
        target: { kind: 'record_set', domain, name: set.name, type: set.type },
      }),
    ),
  ];
  return [whole, ...values.sort((a, b) => (a.address < b.address ? -1 : 1))];
}
