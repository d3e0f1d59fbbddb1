import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import type { SimulatedDomain } from '../../../src/registrars/namecheap/simulator/domains.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(namecheap, {
  rawRecords: ({ store }, domain) => {
    const { hosts } = store.get(domain) as SimulatedDomain;
    return new Map(hosts.map((host) => [String(host.id), JSON.stringify(host)]));
  },
  // An "MXE" record, as the panel makes it: mail for the domain goes to an address.
  writeUnknownType: async ({ store }, domain) => {
    const stored = store.get(domain) as SimulatedDomain;
    const row = { name: domain, type: 'MXE', address: '192.0.2.25', mxPref: 10, ttl: 1800, dynamic: false };
    const host = { ...row, id: stored.nextHostId, appTitle: 'MXE', friendlyName: 'MXE1' };
    const hosts = [...stored.hosts.filter(({ type }) => type !== 'MX'), host];
    store.set(domain, { ...stored, emailType: 'MXE', hosts, nextHostId: stored.nextHostId + 1 });
    return { type: 'MXE', name: `${domain}.` };
  },
});
