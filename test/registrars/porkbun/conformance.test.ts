import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import type { DomainDocument } from '../../../src/registrars/porkbun/simulator/world.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(porkbun, {
  // A type that the API has got since.
  writeUnknownType: async ({ store }, domain) => {
    const document = store.get(domain) as DomainDocument;
    const content = '32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0';
    const record = { id: document.nextId, name: 'Odd', type: 'CDS', content, ttl: 600, prio: 0, notes: null };
    store.set(domain, { ...document, records: [...document.records, record], nextId: document.nextId + 1 });
    return { name: `odd.${domain}.`, type: 'CDS' };
  },
  rawRecords: ({ store }, domain) => {
    const { records } = store.get(domain) as DomainDocument;
    return new Map(records.map((record) => [String(record.id), JSON.stringify(record)]));
  },
});
