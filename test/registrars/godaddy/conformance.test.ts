import { godaddy } from '../../../src/registrars/godaddy/index.ts';
import type { DomainDocument } from '../../../src/registrars/godaddy/simulator/world.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(godaddy, {
  skip: { 'tells-its-zone': 'rows have relative names, and nothing in the answer names the zone' },
  rawRecords: ({ store }, domain) => {
    const { zone } = store.get(domain) as DomainDocument;
    const rows = zone?.rows ?? [];
    return new Map(rows.map((row) => [JSON.stringify([row.name, row.type, row.data]), JSON.stringify(row)]));
  },
  // Which can be read, and not written, by the API.
  writeUnknownType: async ({ store }, domain) => {
    const document = store.get(domain) as DomainDocument;
    const row = { data: 'letsencrypt.org', flag: 0, name: 'odd', tag: 'issue', ttl: 3600, type: 'CAA' };
    store.set(domain, { ...document, zone: { rows: [...(document.zone?.rows ?? []), row], busyUntil: 0 } });
    return { name: `odd.${domain}.`, type: 'CAA' };
  },
});
