import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import type { SimulatedDomain } from '../../../src/registrars/namesilo/simulator/domains.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(namesilo, {
  skip: { 'tells-its-zone': 'rows have relative names, and nothing in the answer names the zone' },
  rawRecords: ({ store }, domain) => {
    const { records } = store.get(domain) as SimulatedDomain;
    return new Map(records.map((record) => [JSON.stringify(record), JSON.stringify(record)]));
  },
  // As the panel may have made it.
  writeUnknownType: async ({ store }, domain) => {
    const stored = store.get(domain) as SimulatedDomain;
    const record = { type: 'NS', host: 'child', value: 'ns1.example.net', ttl: 7207, distance: 0 };
    store.set(domain, { ...stored, records: [...stored.records, record] });
    return { type: 'NS', name: `child.${domain}.` };
  },
});
