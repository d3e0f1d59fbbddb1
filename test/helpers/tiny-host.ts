/** A DNS host that registers nothing: the half `dns` and no more. Its zones are record sets in memory, and no request is ever sent. */
import type { LiveZone } from '../../src/planner/inputs.ts';
import type { DnsHost } from '../../src/registrars/registrar.ts';
import { apexOf } from '../../src/schema/dns/name.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { descriptor as descriptorOf } from './descriptors.ts';

export const tinyNameservers = ['ns1.tiny.example.', 'ns2.tiny.example.'];

type Body = { readonly domain: string; readonly put?: RecordSet; readonly drop?: string };

/** `zones`: by domain, the sets by name and type; for tests to look at, and to change behind our back. */
export function tinyHost(zones: Map<string, Map<string, RecordSet>> = new Map()): DnsHost {
  const { registration: _, ...descriptor } = descriptorOf({ name: 'tiny' });
  return {
    descriptor,
    dns: {
      compileCreateZone: (domain) => ({
        operation: 'make zone',
        domain,
        covers: [`${domain}:zone`],
        requests: 1,
        body: { domain },
      }),
      compileZone: ({ domain, changes }) =>
        changes.map(({ address, before, after }) => ({
          operation: after === null ? 'delete set' : 'write set',
          domain,
          covers: [address],
          requests: 1,
          body: after === null ? { domain, drop: recordSetKey(before as RecordSet) } : { domain, put: after },
        })),
    },
    connect: () => ({
      verify: async () => {},
      dns: {
        listZones: async () => [...zones.keys()],
        readZone: async ({ domain }) => liveZone(domain, zones.get(domain)),
      },
      execute: async ({ body }) => {
        const { domain, put, drop } = body as Body;
        const zone = zones.get(domain) ?? new Map<string, RecordSet>();
        zones.set(domain, zone);
        if (put !== undefined) zone.set(recordSetKey(put), put);
        if (drop !== undefined) zone.delete(drop);
      },
    }),
    loadSimulator: async () => () => {
      const unused = () => ({ status: 501, body: '' });
      const seed: ReturnType<Awaited<ReturnType<DnsHost['loadSimulator']>>>['seed'] = ({ domain, zone }) => {
        if (zone !== 'none' && !zones.has(domain)) zones.set(domain, new Map());
      };
      return { seed, handle: unused, isWrite: () => false, tooManyRequests: unused, internalError: unused };
    },
  };
}

function liveZone(domain: string, sets: ReadonlyMap<string, RecordSet> | undefined): LiveZone {
  const recordSets = [...(sets?.values() ?? [])].map((set) => ({
    ...set,
    native: null,
    ...(set.type === 'NS' && set.name === apexOf(domain) ? { system: 'the host keeps it' } : {}),
  }));
  return {
    domain,
    status: sets === undefined ? 'absent' : 'present',
    recordSets,
    unsupported: [],
    nameservers: tinyNameservers,
    native: null,
  };
}
