/** How each client of others speaks to each registrar, and where it and the registrar's API are known to differ. */
import type { Language } from './programs.ts';
import { keyAuthorizations } from './samples.ts';

export interface PeerEntry {
  /** Our word in `registrar:`. */
  readonly registrar: string;
  /** As its authors call it. */
  readonly client: string;
  readonly language: Language;
  readonly driver: string;
  /** Of our credentials, those that it takes. */
  readonly keys: readonly string[];
  /** What its driver opens it with. */
  options(given: Given): unknown;
  /** What it raises where a key is wrong. */
  readonly refusal: RegExp;
  /** Titles of the samples that it is tried with; the first is the one that a wrong key is tried with. */
  readonly samples: readonly string[];
  readonly can: readonly Ability[];
  /** Whether it takes and shows targets with a final dot. */
  readonly dottedTargets?: boolean;
  /** The TTL of a set after the client has rewritten it, where it sends none with that. */
  readonly rewrittenTtlSeconds?: number;
  readonly differences?: readonly Difference[];
}

export interface Given {
  readonly credentials: Readonly<Record<string, string>>;
  readonly domain: string;
  readonly ttlSeconds: number;
}

/** All can create and delete. `filter`: by type, name and content. `repeat`: creates what is there. `plan`: tells what it would change. */
export type Ability = 'list' | 'filter' | 'repeat' | 'update' | 'delete ours' | 'plan';

/** Steps that fail through no fault of the simulator. One that passes all the same fails the check. */
export interface Difference {
  /** By name, with the sample's title after it where it is about one: `update CNAME`. */
  readonly steps: readonly string[];
  /** How they fail. */
  readonly fails: RegExp;
  /** Who is right, and by what. */
  readonly why: string;
}

type Lexicon = Pick<PeerEntry, 'registrar' | 'refusal' | 'dottedTargets' | 'rewrittenTtlSeconds' | 'differences'> & {
  /** Our credential keys by lexicon's options. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
  readonly provider?: string;
};

/** `provider`: its name in lexicon, where that is not ours. */
function lexicon({ registrar, credentials, more = {}, provider = registrar, ...entry }: Lexicon): PeerEntry {
  return {
    ...entry,
    registrar,
    client: 'dns-lexicon 3.25.2',
    language: 'python',
    driver: 'lexicon',
    keys: Object.values(credentials),
    samples: ['TXT', 'A', 'CNAME'],
    can: ['list', 'filter', 'repeat', 'update', 'delete ours'],
    options: (given) => ({
      provider_name: provider,
      domain: given.domain,
      ttl: given.ttlSeconds,
      [provider]: {
        ...Object.fromEntries(Object.entries(credentials).map(([option, key]) => [option, given.credentials[key]])),
        ...more,
      },
    }),
  };
}

const octodns = {
  language: 'python',
  driver: 'octodns',
  can: ['list', 'update', 'delete ours', 'plan'],
  dottedTargets: true,
} as const;

type InGo = Omit<PeerEntry, 'language' | 'keys' | 'options'> & {
  /** Our credential keys by the driver's. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Of lego. */
  readonly provider?: string;
};

function inGo({ credentials, provider, ...entry }: InGo): PeerEntry {
  return {
    ...entry,
    language: 'go',
    keys: Object.values(credentials),
    options: (given) => ({
      domain: given.domain,
      ttl: given.ttlSeconds,
      keyAuthorizations,
      credentials: {
        ...Object.fromEntries(Object.entries(credentials).map(([key, ours]) => [key, given.credentials[ours]])),
        ...(provider !== undefined && { provider }),
      },
    }),
  };
}

type Lego = Pick<InGo, 'registrar' | 'credentials' | 'refusal' | 'differences'> & {
  readonly provider: string;
  /** Whether it takes away what it has not written. */
  readonly deletesOurs: boolean;
};

function lego({ deletesOurs, ...entry }: Lego): PeerEntry {
  const can = deletesOurs ? (['delete ours'] as const) : [];
  return inGo({ ...entry, client: `lego 5.6.0 (${entry.provider})`, driver: 'lego', samples: ['TXT'], can });
}

const allOfTheSet = (host: string): Difference => ({
  steps: ['delete a value TXT'],
  fails: /missing ".*_acme-challenge\.[^ ]* TXT 3600 /,
  why: `lego takes away all TXT records of the name at ${host}, not only the one of the challenge: lego's mistake`,
});

const quotedStrings =
  "the content of a TXT record is quoted strings (Cloudflare's reference of its API), and the API keeps what it was sent";

export const peers: readonly PeerEntry[] = [
  lexicon({
    registrar: 'cloudflare',
    credentials: { auth_token: 'api_token' },
    refusal: /^HTTPError: 403 .*\/zones/,
    differences: [
      {
        steps: ['create again CNAME'],
        fails: /^HTTPError: 400 .*\/dns_records$/,
        why: 'a second CNAME is refused with 81053, as one name has one; whether an identical one gets 81058, the only code besides 81057 that lexicon takes for "is there already", is not documented',
      },
      {
        steps: ['list ours TXT', 'delete ours TXT'],
        fails:
          /^the records: missing .*, too much nothing$|^the zone as our client reads it: missing nothing, too much /,
        why: `${quotedStrings}; lexicon looks for a text without them: lexicon's mistake`,
      },
    ],
  }),
  {
    ...octodns,
    registrar: 'cloudflare',
    client: 'octoDNS 1.22.0 with octodns-cloudflare 1.2.0',
    keys: ['api_token'],
    options: ({ credentials, domain }) => ({
      class: 'octodns_cloudflare.CloudflareProvider',
      arguments: { token: credentials.api_token, pagerules: false },
      domain,
    }),
    refusal: /^CloudflareAuthenticationError: /,
    samples: [
      'TXT',
      'A',
      'CNAME',
      'AAAA',
      'MX',
      'SRV',
      'CAA',
      'odd TXT',
      'NS',
      'PTR',
      'SSHFP',
      'TLSA',
      'NAPTR',
      'LOC',
      'HTTPS',
    ],
    differences: [
      {
        steps: ['update odd TXT', 'add a value odd TXT', 'delete a value odd TXT'],
        fails: /^RuntimeError: the second plan is not empty: /,
        why: `${quotedStrings}; octodns-cloudflare writes quotes with a backslash and backslashes without, and reads both as they are: its mistake`,
      },
    ],
  },
  {
    registrar: 'cloudflare',
    client: 'cloudflare 5.9.0 for Python',
    language: 'python',
    driver: 'cloudflare',
    keys: ['api_token'],
    options: ({ credentials, domain }) => ({ api_token: credentials.api_token, domain }),
    refusal: /^PermissionDeniedError: /,
    samples: ['TXT', 'A', 'CNAME', 'AAAA', 'MX', 'SRV', 'CAA', 'odd TXT', 'PTR'],
    can: ['list', 'update', 'delete ours'],
  },
  {
    registrar: 'cloudflare',
    client: 'certbot-dns-cloudflare 5.8.0',
    language: 'python',
    driver: 'certbot',
    keys: ['api_token'],
    options: ({ credentials, domain }) => ({ api_token: credentials.api_token, domain }),
    refusal: /^PluginError: Unable to determine zone_id|^PluginError: Error determining zone_id/,
    samples: ['TXT'],
    can: ['repeat', 'delete ours'],
    differences: [
      {
        steps: ['delete ours TXT'],
        fails: /^the zone as our client reads it: missing nothing, too much /,
        why: `${quotedStrings}; certbot looks for a text without them, which is enough for what it has written itself`,
      },
    ],
  },
  lego({
    registrar: 'cloudflare',
    provider: 'cloudflare',
    credentials: { token: 'api_token' },
    refusal: /^cloudflare: failed to find zone .*\[status code 403\]/,
    deletesOurs: false,
  }),
  lexicon({
    registrar: 'gandi',
    credentials: { auth_token: 'token' },
    more: { api_protocol: 'rest' },
    refusal: /^HTTPError: 401 .*\/livedns\/domains\//,
    dottedTargets: true,
    // LiveDNS sets a PUT without a TTL back to its default: recorded by lexicon's own tests.
    rewrittenTtlSeconds: 10_800,
  }),
  {
    ...octodns,
    registrar: 'gandi',
    client: 'octoDNS 1.22.0 with octodns-gandi 1.2.0',
    keys: ['token'],
    options: ({ credentials, domain }) => ({
      class: 'octodns_gandi.GandiProvider',
      arguments: { token: credentials.token },
      domain,
    }),
    refusal: /^GandiClientUnauthorized: /,
    samples: ['TXT', 'A', 'CNAME', 'AAAA', 'MX', 'SRV', 'CAA', 'odd TXT', 'NS', 'PTR', 'SSHFP', 'TLSA'],
    differences: [
      {
        steps: ['update odd TXT', 'add a value odd TXT', 'delete a value odd TXT'],
        fails: /^RuntimeError: the second plan is not empty: /,
        why: 'values of LiveDNS are as in a zone file (its documents), and octodns-gandi sends and reads quotes and backslashes as they are: its mistake',
      },
    ],
  },
  lego({
    registrar: 'gandi',
    provider: 'gandiv5',
    credentials: { token: 'token' },
    refusal: /401/,
    deletesOurs: false,
    differences: [
      allOfTheSet('Gandi'),
      {
        steps: ['delete TXT'],
        fails: /^the zone as our client reads it: missing nothing, too much /,
        why: 'lego takes away at Gandi what it remembers to have written, and has forgotten all of the name after the first',
      },
    ],
  }),
  lexicon({
    registrar: 'godaddy',
    credentials: { auth_key: 'key', auth_secret: 'secret' },
    refusal: /^HTTPError: 401 .*\/v1\/domains\//,
  }),
  lego({
    registrar: 'godaddy',
    provider: 'godaddy',
    credentials: { key: 'key', secret: 'secret' },
    refusal: /401/,
    deletesOurs: true,
  }),
  lexicon({
    registrar: 'hover',
    credentials: { auth_username: 'username', auth_password: 'password', auth_totp_secret: 'totp_secret' },
    refusal: /^HTTPError: 401 .*\/signin\/auth2?\.json$/,
  }),
  lexicon({
    registrar: 'namecheap',
    credentials: { auth_username: 'api_user', auth_token: 'api_key', auth_client_ip: 'client_ip' },
    refusal: /^AuthenticationError: .*1011102 - API Key is invalid/,
    dottedTargets: true,
    differences: [
      {
        steps: ['update TXT', 'update A', 'update CNAME'],
        fails: /^the list: missing nothing, too much "[^"]* (TXT|A) |a CNAME record beside other records$/,
        why: "lexicon looks for the record to replace by its new content, finds none and adds the new one beside it: lexicon's mistake",
      },
    ],
  }),
  lego({
    registrar: 'namecheap',
    provider: 'namecheap',
    credentials: { user: 'api_user', key: 'api_key', ip: 'client_ip' },
    refusal: /1011102/,
    deletesOurs: true,
    differences: [allOfTheSet('Namecheap')],
  }),
  lexicon({
    registrar: 'namecom',
    credentials: { auth_username: 'username', auth_token: 'token' },
    refusal: /^HTTPError: 403 .*\/v4\/domains/,
    differences: [
      {
        steps: ['delete', 'delete ours'].flatMap((step) => ['TXT', 'A', 'CNAME'].map((title) => `${step} ${title}`)),
        fails: /^KeyError: 'records'$/,
        why: 'version 4 leaves out what is empty (its documents), and so the list of a zone without records; lexicon reads it all the same: its mistake',
      },
    ],
  }),
  inGo({
    registrar: 'namecom',
    client: 'namedotcom/go 4.0.2',
    driver: 'namecom',
    credentials: { username: 'username', token: 'token' },
    refusal: /Permission Denied/,
    samples: ['TXT', 'A', 'CNAME', 'AAAA', 'MX', 'SRV', 'NS'],
    can: ['list', 'update', 'delete ours'],
  }),
  lego({
    registrar: 'namecom',
    provider: 'namedotcom',
    credentials: { user: 'username', token: 'token' },
    refusal: /Permission Denied/,
    deletesOurs: true,
    differences: [allOfTheSet('Name.com')],
  }),
  lexicon({
    registrar: 'namesilo',
    credentials: { auth_token: 'api_key' },
    refusal: /^AuthenticationError: .*Invalid API Key, 110/,
    differences: [
      {
        steps: ['list', 'list by name', 'delete a value', 'list ours'].flatMap((step) =>
          ['TXT', 'A', 'CNAME'].map((title) => `${step} ${title}`),
        ),
        fails: /too much |^how many have the name: expected 1, saw 0$/,
        why: 'lexicon compares full names, and since about April 2026 the API answers with relative ones (acme.sh issues 6907 and 6969)',
      },
    ],
  }),
  inGo({
    registrar: 'namesilo',
    client: 'nrdcg/namesilo 0.5.0',
    driver: 'namesilo',
    credentials: { key: 'api_key' },
    refusal: /code: 110,/,
    samples: ['TXT', 'A', 'CNAME', 'AAAA', 'MX', 'odd TXT'],
    can: ['list', 'update', 'delete ours'],
  }),
  lego({
    registrar: 'namesilo',
    provider: 'namesilo',
    credentials: { key: 'api_key' },
    refusal: /code: 110,/,
    deletesOurs: true,
  }),
  lexicon({
    registrar: 'porkbun',
    credentials: { auth_key: 'api_key', auth_secret: 'secret_api_key' },
    refusal: /^HTTPError: 400 .*\/ping$/,
  }),
  inGo({
    registrar: 'porkbun',
    client: 'nrdcg/porkbun 0.4.0',
    driver: 'porkbun',
    credentials: { key: 'api_key', secret: 'secret_api_key' },
    refusal: /status: 400 /,
    samples: ['TXT', 'A', 'CNAME', 'AAAA', 'MX', 'SRV', 'CAA', 'odd TXT', 'NS', 'TLSA'],
    can: ['list', 'update', 'delete ours'],
  }),
  lego({
    registrar: 'porkbun',
    provider: 'porkbun',
    credentials: { key: 'api_key', secret: 'secret_api_key' },
    refusal: /status: 400 /,
    deletesOurs: false,
  }),
];
