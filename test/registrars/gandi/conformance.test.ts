import { gandi } from '../../../src/registrars/gandi/index.ts';
import type { DomainDocument } from '../../../src/registrars/gandi/simulator/world.ts';
import { conformance } from '../../conformance/suite.ts';
import { sandboxCredentials } from '../../helpers/simulated.ts';

const token = sandboxCredentials(gandi).token;

conformance(gandi, {
  // LiveDNS makes zones only for domains that are registered at Gandi.
  newZone: { domain: 'example.com', registered: true, zone: 'none' },
  // LiveDNS has ALIAS at the apex only.
  sampleNames: { ALIAS: '@' },
  writeUnknownType: async (simulated, domain) => {
    const response = await simulated.request({
      method: 'PUT',
      path: `/v5/livedns/domains/${domain}/records/Odd/CDS`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rrset_values: ['32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0'] }),
    });
    if (response.status !== 201) throw new Error(response.text);
    return { name: `odd.${domain}.`, type: 'CDS' };
  },
  rawRecords: (simulated, domain) => {
    const { zone } = simulated.store.get(domain) as DomainDocument;
    return new Map(zone?.sets.map((set) => [`${set.name} ${set.type}`, JSON.stringify(set)]));
  },
});
