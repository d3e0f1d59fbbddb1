/** Made-up registrars for tests of the config and the planner: what each can do is chosen to show one rule. */
import {
  can,
  cannot,
  type DnsCapabilities,
  readOnly,
  type Support,
  type WholeDescriptor,
} from '../../src/schema/capabilities.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import type { SettingField } from '../../src/schema/domain/settings.ts';

type Parts = Partial<Omit<WholeDescriptor, 'dns' | 'settings'>> & {
  readonly name: string;
  readonly settings?: Partial<Record<SettingField, Support>>;
  readonly types?: Partial<Record<RecordType, Support>>;
  readonly dns?: Partial<DnsCapabilities>;
};

/** A registrar that can do everything, except where `parts` says otherwise. */
export function descriptor({ name, settings, types, dns, ...parts }: Parts): WholeDescriptor {
  return {
    name,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    official: true,
    documentation: `https://${name}.example/docs`,
    endpoint: `https://api.${name}.example`,
    credentials: [credential(name, 'token')],
    limits: [],
    maxConcurrent: 4,
    registration: {
      settings: { auto_renew: can, transfer_lock: can, privacy: can, nameservers: can, dnssec: can, ...settings },
    },
    dns: {
      types: {
        ...(Object.fromEntries(recordTypeNames.map((type) => [type, can])) as DnsCapabilities['types']),
        ...types,
      },
      ttl: { minSeconds: 60, maxSeconds: 86_400, defaultSeconds: 3600 },
      apexCname: false,
      txt: 'strings',
      createZone: can,
      needsDelegation: false,
      rewrites: false,
      options: {},
      checkRecordSet: () => [],
      canonicalRecordSet: (set) => set,
      isDefaultRecordSet: () => false,
      ...dns,
    },
    ...parts,
  };
}

export function credential(
  registrar: string,
  key: string,
  more: Partial<WholeDescriptor['credentials'][number]> = {},
): WholeDescriptor['credentials'][number] {
  const variable = `${registrar}_${key}`.toUpperCase();
  return { key, required: true, variable, secret: true, sandbox: `sandbox-${key}`, ...more };
}

/** Can do everything. */
const plain = descriptor({
  name: 'gandi',
  credentials: [credential('gandi', 'token'), credential('gandi', 'sharing_id', { required: false })],
});

/** Has options, an automatic TTL and CNAME at the apex; a proxied set takes the automatic TTL. */
const edge = descriptor({
  name: 'cloudflare',
  credentials: [credential('cloudflare', 'api_token'), credential('cloudflare', 'account_id', { required: false })],
  settings: { transfer_lock: readOnly('its API shows the lock only') },
  types: {
    URL: cannot('redirects are rules, not records'),
    ALIAS: cannot('write a CNAME at the apex: it is flattened'),
  },
  dns: {
    ttl: { minSeconds: 60, maxSeconds: 86_400, defaultSeconds: 1, autoSeconds: 1 },
    apexCname: true,
    options: {
      proxied: { kind: 'boolean', types: ['A', 'AAAA', 'CNAME'], default: false, absentMeans: 'default' },
      comment: { kind: 'string', types: recordTypeNames, default: '', absentMeans: 'unmanaged' },
      tags: { kind: 'strings', types: recordTypeNames, default: [], absentMeans: 'unmanaged' },
    },
    canonicalRecordSet: (set) => (set.options.proxied === true ? { ...set, ttlSeconds: 1 } : set),
  },
});

/** Can do little: four record types, a narrow TTL, no quotes in TXT, two settings; a cookie may replace the password. */
const narrow = descriptor({
  name: 'hover',
  credentials: [
    credential('hover', 'username', { insteadOf: ['cookie'] }),
    credential('hover', 'password', { insteadOf: ['cookie'] }),
    credential('hover', 'totp_secret', { required: false }),
    credential('hover', 'cookie', { required: false }),
  ],
  settings: { privacy: cannot('its API does not tell'), dnssec: cannot('its DNS is not signed') },
  types: Object.fromEntries(
    recordTypeNames
      .filter((type) => !['A', 'AAAA', 'CNAME', 'MX', 'TXT'].includes(type))
      .map((type) => [type, cannot('it has A, AAAA, CNAME, MX and TXT only')]),
  ),
  dns: {
    ttl: { minSeconds: 900, maxSeconds: 7200, defaultSeconds: 900 },
    txt: 'text',
    maxRecords: 5,
    checkRecordSet: (set) =>
      set.values.some((value) => value.type === 'TXT' && value.text.includes('"'))
        ? [{ message: 'a TXT cannot hold quotes', suggestion: 'remove the quotes' }]
        : [],
  },
});

export const testDescriptors: ReadonlyMap<string, WholeDescriptor> = new Map(
  [plain, edge, narrow].map((one) => [one.name, one]),
);
