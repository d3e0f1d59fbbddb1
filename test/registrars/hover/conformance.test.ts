import { hover } from '../../../src/registrars/hover/index.ts';
import type { DomainDocument } from '../../../src/registrars/hover/simulator/world.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(hover, {
  writeUnknownType: async ({ store }, domain) => {
    const document = store.get(domain) as DomainDocument;
    const content = '0 issue "ca.example"';
    const record = { id: document.nextId, name: 'Odd', type: 'CAA', content, ttl: 900, isDefault: false };
    store.set(domain, { ...document, records: [...document.records, record], nextId: document.nextId + 1 });
    return { name: `odd.${domain}.`, type: 'CAA' };
  },
  rawRecords: ({ store }, domain) => {
    const { records } = store.get(domain) as DomainDocument;
    return new Map(records.map((record) => [String(record.id), JSON.stringify(record)]));
  },
});
