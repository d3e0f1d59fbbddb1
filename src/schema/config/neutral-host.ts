/**
 * A DNS host that takes everything: records are held against it where their real host is not known, because the account
 * is misspelt, or its registrar stands in a variable that `validate` does not read, or because no domain uses the template
 * yet. What it accepts never becomes desired state that is planned.
 */
import { can, type DnsCapabilities, type DnsDescriptor } from '../capabilities.ts';
import { recordTypeNames } from '../dns/record-types.ts';

export const neutralHost: DnsDescriptor = {
  name: '',
  title: 'any DNS host',
  official: true,
  documentation: '',
  endpoint: '',
  credentials: [],
  limits: [],
  maxConcurrent: 1,
  dns: {
    types: Object.fromEntries(recordTypeNames.map((type) => [type, can])) as DnsCapabilities['types'],
    ttl: { minSeconds: 0, maxSeconds: 2_147_483_647, defaultSeconds: 3600, autoSeconds: 1 },
    apexCname: true,
    answersForCname: () => true,
    slashInNames: true,
    txt: 'strings',
    createZone: can,
    needsDelegation: false,
    rewrites: false,
    options: {},
    checkRecordSet: () => [],
    canonicalRecordSet: (set) => set,
    isDefaultRecordSet: () => false,
  },
};
