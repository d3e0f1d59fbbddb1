/** How dns-lexicon 3.25.2 speaks to each registrar, and where it and the registrar's API are known to differ. */

export interface ClientEntry {
  /** Its name in lexicon. */
  readonly provider: string;
  /** Our credential keys by lexicon's options. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
  /** What lexicon raises where a key is wrong. */
  readonly refusal: RegExp;
  /** Whether the API takes and shows targets with a final dot. */
  readonly dottedTargets?: boolean;
  /** The TTL of a set after lexicon has rewritten it, where it sends none with that. */
  readonly rewrittenTtlSeconds?: number;
  readonly differences?: readonly Difference[];
}

/** Steps that fail through no fault of the simulator. One that passes all the same fails the check. */
export interface Difference {
  /** By name, with the record type after it where it is about one: `update CNAME`. */
  readonly steps: readonly string[];
  /** How they fail. */
  readonly fails: RegExp;
  /** Who is right, and by what. */
  readonly why: string;
}

/** By the word in `registrar:`. */
export const clients: ReadonlyMap<string, ClientEntry> = new Map<string, ClientEntry>([
  [
    'cloudflare',
    {
      provider: 'cloudflare',
      credentials: { auth_token: 'api_token' },
      refusal: /^HTTPError: 403 .*\/zones/,
      differences: [
        {
          steps: ['create again CNAME'],
          fails: /^HTTPError: 400 .*\/dns_records$/,
          why: 'a second CNAME is refused with 81053, as one name has one; whether an identical one gets 81058, the only code besides 81057 that lexicon takes for "is there already", is not documented',
        },
      ],
    },
  ],
  [
    'gandi',
    {
      provider: 'gandi',
      credentials: { auth_token: 'token' },
      options: { api_protocol: 'rest' },
      refusal: /^HTTPError: 401 .*\/livedns\/domains\//,
      dottedTargets: true,
      // LiveDNS sets a PUT without a TTL back to its default: recorded by lexicon's own tests.
      rewrittenTtlSeconds: 10_800,
    },
  ],
  [
    'godaddy',
    {
      provider: 'godaddy',
      credentials: { auth_key: 'key', auth_secret: 'secret' },
      refusal: /^HTTPError: 401 .*\/v1\/domains\//,
    },
  ],
  [
    'hover',
    {
      provider: 'hover',
      credentials: { auth_username: 'username', auth_password: 'password', auth_totp_secret: 'totp_secret' },
      refusal: /^HTTPError: 401 .*\/signin\/auth2?\.json$/,
    },
  ],
  [
    'namecheap',
    {
      provider: 'namecheap',
      credentials: { auth_username: 'api_user', auth_token: 'api_key', auth_client_ip: 'client_ip' },
      refusal: /^AuthenticationError: .*1011102 - API Key is invalid/,
      dottedTargets: true,
      differences: [
        {
          steps: ['update TXT', 'update A', 'update CNAME'],
          fails:
            /^the list: missing nothing, too much "(text-at-first|192\.0\.2\.81)"$|a CNAME record beside other records$/,
          why: "lexicon looks for the record to replace by its new content, finds none and adds the new one beside it: lexicon's mistake",
        },
      ],
    },
  ],
  [
    'namecom',
    {
      provider: 'namecom',
      credentials: { auth_username: 'username', auth_token: 'token' },
      refusal: /^HTTPError: 403 .*\/v4\/domains/,
    },
  ],
  [
    'namesilo',
    {
      provider: 'namesilo',
      credentials: { auth_token: 'api_key' },
      refusal: /^AuthenticationError: .*Invalid API Key, 110/,
      differences: [
        {
          steps: ['list', 'list by name', 'delete a value'].flatMap((step) =>
            ['TXT', 'A', 'CNAME'].map((type) => `${step} ${type}`),
          ),
          fails:
            /too much \["[A-Z]+","clients-[a-z]+"|^how many have the name: expected 1, saw 0$|^the list: missing nothing, too much "(text-beside-it|192\.0\.2\.83)"$/,
          why: 'lexicon compares full names, and since about April 2026 the API answers with relative ones (acme.sh issues 6907 and 6969)',
        },
      ],
    },
  ],
  [
    'porkbun',
    {
      provider: 'porkbun',
      credentials: { auth_key: 'api_key', auth_secret: 'secret_api_key' },
      refusal: /^HTTPError: 400 .*\/ping$/,
    },
  ],
]);
