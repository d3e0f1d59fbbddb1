import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { conformance } from '../../conformance/suite.ts';
import { storedRecords, storeRecord } from './stored.ts';

conformance(cloudflare, {
  writeUnknownType: async (simulated, domain) => {
    storeRecord(simulated, domain, {
      name: `key.${domain}`,
      type: 'OPENPGPKEY',
      content: 'mQENBFVLhFwBCAD',
    });
    return { name: `key.${domain}.`, type: 'OPENPGPKEY' };
  },
  rawRecords: (simulated, domain) =>
    new Map(storedRecords(simulated, domain).map((record) => [record.id, JSON.stringify(record)])),
});
