import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { DomainDocument } from '../../../src/registrars/namecom/simulator/documents.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(namecom, {
  // The API takes no types but its own: such a record can only come from Name.com itself.
  writeUnknownType: async (simulated, domain) => {
    const key = `domain/${domain}`;
    const document = simulated.store.get(key) as DomainDocument;
    const record = { id: 5, host: 'odd', type: 'CAA', answer: '0 issue "letsencrypt.org"', ttl: 300 };
    simulated.store.set(key, { ...document, records: [...document.records, record] });
    return { name: `odd.${domain}.`, type: 'CAA' };
  },
  rawRecords: (simulated, domain) => {
    const { records } = simulated.store.get(`domain/${domain}`) as DomainDocument;
    return new Map(records.map((record) => [String(record.id), JSON.stringify(record)]));
  },
});
