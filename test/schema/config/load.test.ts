import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/schema/config/load.ts';
import { planThresholds } from '../../../src/schema/config/thresholds.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';
import { accounts, desiredOf, domainOf, linesOf } from './helpers.ts';

describe('a whole config', () => {
  const desired = desiredOf(`version: 1
accounts:
  gandi:
    credentials: { token: "\${GANDI_TOKEN}" }
  cf-prod:
    registrar: cloudflare
    credentials: { api_token: "\${CLOUDFLARE_API_TOKEN}", account_id: "id-\${CF_ID}" }
    endpoint: http://127.0.0.1:4000
defaults:
  auto_renew: true
  ttl: 3600
templates:
  google-workspace:
    records:
      - { name: "@", type: MX, value: "1 smtp.google.com" }
domains:
  example.com:
    registrar: gandi
    dns: cf-prod
    transfer_lock: true
    privacy: true
    nameservers: auto
    dnssec: auto
    protect: true
    foreign: delete
    ignore: [{ name: "_Acme-challenge*", type: TXT }, { name: legacy.example.com }]
    thresholds: { deletes: 0.5 }
    use: [google-workspace]
    records:
      - { name: "@",   type: A,     values: [192.0.2.11, 192.0.2.10], ttl: 300 }
      - { name: www,   type: CNAME, value: "@" }
      - { name: _sip._tcp, type: SRV, value: { priority: 10, weight: 5, port: 5060, target: sip.example.com } }
      - { name: "@",   type: TXT,   value: "v=spf1 -all", protect: true }
      - { name: api,   type: A, value: 192.0.2.20, cloudflare: { proxied: true, comment: "edge" } }
`);
  const [domain] = desired.domains;

  it('gives its accounts, with the values of variables', () => {
    expect(desired.accounts).toEqual([
      {
        name: 'gandi',
        registrar: 'gandi',
        credentials: { token: 'value of GANDI_TOKEN' },
        source: { file: 'a.yaml', line: 3, column: 3 },
      },
      {
        name: 'cf-prod',
        registrar: 'cloudflare',
        credentials: { api_token: 'value of CLOUDFLARE_API_TOKEN', account_id: 'id-value of CF_ID' },
        endpoint: 'http://127.0.0.1:4000',
        source: { file: 'a.yaml', line: 5, column: 3 },
      },
    ]);
  });

  it('gives its domain, with defaults', () => {
    expect({ ...domain, recordSets: [] }).toEqual({
      domain: 'example.com',
      source: { file: 'a.yaml', line: 17, column: 3 },
      registrar: 'gandi',
      dns: 'cf-prod',
      settings: { auto_renew: true, transfer_lock: true, privacy: true, nameservers: 'auto', dnssec: 'auto' },
      recordSets: [],
      protect: true,
      foreign: 'delete',
      ignore: [{ name: '_acme-challenge*', type: 'TXT' }, { name: 'legacy' }],
      thresholds: { deletes: 0.5, updates: 0.3 },
      notes: [],
    });
  });

  it('gives how much a plan may change, with defaults', () => {
    expect(desired.planThresholds).toEqual(planThresholds);
    const { planThresholds: own } = desiredOf(
      'defaults: { plan_thresholds: { deletes: 0.1, max_updates: 7 } }\ndomains: {}\n',
    );
    expect(own).toEqual({ ...planThresholds, deletes: 0.1, maxUpdates: 7 });
  });

  it('gives its record sets, sorted, with options that the host holds to their default', () => {
    expect(domain && linesOf(domain)).toEqual([
      '@ A 300 192.0.2.10 | 192.0.2.11 {"proxied":false}',
      '@ MX 3600 1 smtp.google.com.',
      '@ TXT 3600 "v=spf1 -all" protected',
      '_sip._tcp SRV 3600 10 5 5060 sip.example.com.',
      'api A 1 192.0.2.20 {"proxied":true,"comment":"edge"}',
      'www CNAME 3600 example.com. {"proxied":false}',
    ]);
  });

  it('knows where each record set stands: in its template, or in its domain', () => {
    const places = domain?.recordSets.map((set) => `${set.source.line}:${set.source.column}`);
    expect(places?.join(' ')).toBe('30:9 15:9 33:9 32:9 34:9 31:9');
  });
});

describe('protect', () => {
  const records = `[
      { name: a, type: A, value: 192.0.2.1 },
      { name: b, type: A, value: 192.0.2.1, protect: false },
      { name: c, type: A, value: 192.0.2.1, protect: true },
      { name: d, type: A, value: 192.0.2.1, protect: delete },
    ]`;

  it('of a record is on, off, from deletion, or not said', () => {
    const domain = domainOf(`  example.com:\n    dns: gandi\n    records: ${records}`);
    expect(domain.recordSets.map(({ protect }) => protect)).toEqual([undefined, false, true, 'delete']);
  });

  it.each([
    ['', '', undefined],
    ['', 'protect: false', false],
    ['defaults: { protect: true }', '', true],
    ['defaults: { protect: true }', 'protect: false', false],
    ['defaults: { protect: delete }', '', 'delete'],
  ])('of a domain, with %j and %j, is %s', (defaults, own, said) => {
    const desired = desiredOf(`accounts:\n  gandi: { credentials: { token: x } }\n${defaults}
domains:
  example.com: { dns: gandi, ${own} }
`);
    expect(desired.domains[0]?.protect).toBe(said);
  });

  it('of a record of a template is that of the domain', () => {
    const desired = desiredOf(`accounts:\n  gandi: { credentials: { token: x } }
templates:
  web: { records: ${records} }
domains:
  example.com: { dns: gandi, use: [web], records: [{ name: c, type: A, value: 192.0.2.2 }] }
`);
    expect(desired.domains[0]?.recordSets.map(({ protect }) => protect)).toEqual([
      undefined,
      false,
      undefined,
      'delete',
    ]);
  });
});

describe('accounts of a domain', () => {
  it('the zone is hosted where the domain is registered, if nothing is said', () => {
    expect(domainOf('  example.com: { registrar: gandi }')).toMatchObject({ registrar: 'gandi', dns: 'gandi' });
  });

  it('`dns: none` leaves the records alone, and no registrar the registration', () => {
    expect(domainOf('  example.com: { registrar: gandi, dns: none }')).not.toHaveProperty('dns');
    expect(domainOf('  example.com: { dns: gandi }')).not.toHaveProperty('registrar');
  });

  it('a zone below a registered domain has a host and no registrar', () => {
    const zone = domainOf(
      '  dev.example.com:\n    dns: gandi\n    records: [{ name: www, type: A, value: 192.0.2.1 }]',
    );
    expect(zone.domain).toBe('dev.example.com');
    expect(zone.recordSets.map((set) => set.name)).toEqual(['www.dev.example.com.']);
  });

  it('credentials are left alone where a command makes no API calls', () => {
    const text = 'accounts:\n  gandi: { credentials: { token: "${NOT_SET}" } }\n  hover: {}\n';
    const context = { descriptors: testDescriptors, variables: () => undefined, credentials: 'skip' } as const;
    const { desired, issues } = loadConfig([{ file: 'a.yaml', text }], context);
    expect(issues).toEqual([]);
    expect(desired?.accounts.map((account) => account.credentials)).toEqual([{}, {}]);
  });

  describe('where a command makes no API calls', () => {
    const load = (account: string, domain = '') =>
      loadConfig([{ file: 'a.yaml', text: `accounts:\n  work: ${account}\n${domain}` }], {
        descriptors: testDescriptors,
        variables: (name) => (name === 'SET' ? 'gandi' : undefined),
        credentials: 'skip',
      });

    it.each(['endpoint: "${NOT_SET}"', 'endpoint: "http://${NOT_SET}:${NOR_THIS}/"', 'endpoint: "${SET}:${NOT_SET}"'])(
      'an endpoint waits for its variables: %s',
      (endpoint) => {
        const { desired, issues } = load(`{ registrar: gandi, ${endpoint} }`);
        expect(issues).toEqual([]);
        expect(desired?.accounts).toMatchObject([{ name: 'work', registrar: 'gandi' }]);
        expect(desired?.accounts[0]).not.toHaveProperty('endpoint');
      },
    );

    it.each([
      ['endpoint: nowhere', 'bad-endpoint'],
      ['endpoint: "${SET}"', 'bad-endpoint'],
      ['endpoint: "${NOT-A-NAME}"', 'missing-variable'],
      ['endpoint: "${NOT_SET}${"', 'missing-variable'],
    ])('an endpoint that no variable can set right is an issue: %s', (endpoint, code) => {
      expect(load(`{ registrar: gandi, ${endpoint} }`).issues.map((issue) => issue.code)).toEqual([code]);
    });

    it.each(['$GANDI_TOKEN', '$hunter2'])('a credential without braces is an issue, and is not told: %s', (text) => {
      const { issues } = load(`{ registrar: gandi, credentials: { token: "${text}" } }`);
      expect(issues).toMatchObject([
        { code: 'missing-variable', line: expect.any(Number), suggestion: expect.stringContaining('write "${NAME}"') },
      ]);
      expect(JSON.stringify(issues)).not.toContain(text.slice(1));
    });

    it.each(['$', '$1', 'a$NAME', '$NAME-x'])('any other text with "$" is a credential: %s', (text) => {
      expect(load(`{ registrar: gandi, credentials: { token: "${text}" } }`).issues).toEqual([]);
    });

    it('a registrar waits for its variable, and its domains are held against none', () => {
      const domain = (value: string) =>
        `domains:\n  example.com: { registrar: work, auto_renew: true, records: [{ name: www, type: A, value: ${value} }] }`;
      const waiting = '{ registrar: "${NOT_SET}", credentials: { anything: x } }';
      const { desired, issues } = load(waiting, domain('192.0.2.1'));
      expect(issues).toEqual([]);
      expect(desired).toMatchObject({ accounts: [], domains: [{ domain: 'example.com' }] });
      expect(load(waiting, domain('192.0.2.320')).issues.map((issue) => issue.code)).toEqual(['bad-value']);
      expect(load('{ registrar: "${SET}" }').desired?.accounts).toMatchObject([{ registrar: 'gandi' }]);
    });
  });

  it('a cookie stands instead of name and password', () => {
    const desired = desiredOf(
      'accounts:\n  hover: { credentials: { cookie: x } }\n  h2: { registrar: hover, credentials: { username: x, password: y } }',
    );
    expect(desired.accounts.map((account) => account.registrar)).toEqual(['hover', 'hover']);
  });
});

describe('settings', () => {
  it('of `defaults` apply where the registrar can change them, with a note elsewhere', () => {
    const defaults = 'defaults: { auto_renew: true, privacy: true, transfer_lock: true, dnssec: auto }\n';
    expect(domainOf('  example.com: { registrar: gandi }', defaults)).toMatchObject({
      settings: { auto_renew: true, privacy: true, transfer_lock: true, dnssec: 'auto' },
      notes: [],
    });
    const edge = domainOf('  example.com: { registrar: cf, auto_renew: false }', defaults);
    expect(edge.settings).toEqual({ auto_renew: false, privacy: true, dnssec: 'auto' });
    expect(edge.notes).toEqual(['transfer_lock of defaults does not apply at Cloudflare: its API shows the lock only']);
    expect(domainOf('  example.com: { dns: gandi }', defaults)).toMatchObject({ settings: {}, notes: [] });
  });

  it('that can only be read are kept, for the planner to compare', () => {
    expect(domainOf('  example.com: { registrar: cf, transfer_lock: true }').settings).toEqual({ transfer_lock: true });
  });

  it('`auto` of defaults is left out where no host is managed', () => {
    const domain = domainOf('  example.com: { registrar: gandi, dns: none }', 'defaults: { nameservers: auto }\n');
    expect(domain.settings).toEqual({});
    expect(domain.notes).toEqual([
      'nameservers: auto of defaults does not apply: it takes what the DNS host says, and dns is none',
    ]);
  });

  it('nameservers and DS are canonical, unique and sorted', () => {
    const ds = 'EC'.repeat(32);
    const { settings } = domainOf(`  example.com:
    registrar: gandi
    nameservers: [NS2.example.net, ns1.example.net., ns2.example.net, ns.bücher.example]
    dnssec: ["2 13 2 ${ds}", { key_tag: 1, algorithm: 13, digest_type: 2, digest: ${ds.toLowerCase()} }, "2 13 2 ${ds.toLowerCase()}"]`);
    expect(settings).toEqual({
      nameservers: ['ns.xn--bcher-kva.example.', 'ns1.example.net.', 'ns2.example.net.'],
      dnssec: [
        { type: 'DS', keyTag: 1, algorithm: 13, digestType: 2, digest: ds },
        { type: 'DS', keyTag: 2, algorithm: 13, digestType: 2, digest: ds },
      ],
    });
  });

  it('`dnssec: off` is an empty DS set', () => {
    expect(domainOf('  example.com: { registrar: gandi, dnssec: off }').settings).toEqual({ dnssec: [] });
  });
});

describe('TTL', () => {
  const record = (ttl: string) => `    records: [{ name: www, type: A, value: 192.0.2.1${ttl} }]`;
  it.each([
    ['the record', 'defaults: { ttl: 600 }\n', 'gandi', '    ttl: 1200\n', ', ttl: 300', 300],
    ['the domain', 'defaults: { ttl: 600 }\n', 'gandi', '    ttl: 1200\n', '', 1200],
    ['defaults', 'defaults: { ttl: 600 }\n', 'gandi', '', '', 600],
    ['the host', '', 'gandi', '', '', 3600],
    ['auto of the record', '', 'cf', '', ', ttl: auto', 1],
    ['the number that stands for auto', '', 'cf', '', ', ttl: 1', 1],
    ['auto of the domain', '', 'cf', '    ttl: auto\n', '', 1],
  ])('of %s', (_, defaults, dns, domain, own, seconds) => {
    const { recordSets, notes } = domainOf(`  example.com:\n    dns: ${dns}\n${domain}${record(own)}`, defaults);
    expect(recordSets[0]?.ttlSeconds).toBe(seconds);
    expect(notes).toEqual([]);
  });

  it.each([
    ['defaults: { ttl: 60 }\n', '', 900, 'ttl 60 of defaults is raised to 900, the bound of Hover'],
    ['defaults: { ttl: 86400 }\n', '', 7200, 'ttl 86400 of defaults is lowered to 7200, the bound of Hover'],
    ['', '    ttl: 60\n', 900, 'ttl 60 of the domain is raised to 900, the bound of Hover'],
    ['', '    ttl: auto\n', 900, 'Hover has no automatic TTL: ttl auto of the domain is taken as 900'],
    ['defaults: { ttl: auto }\n', '', 900, 'Hover has no automatic TTL: ttl auto of defaults is taken as 900'],
  ])(
    'that holds for many records and does not fit the host is changed, with a note: %s%s',
    (defaults, domain, seconds, note) => {
      const { recordSets, notes } = domainOf(`  example.com:\n    dns: hover\n${domain}${record('')}`, defaults);
      expect(recordSets[0]?.ttlSeconds).toBe(seconds);
      expect(notes).toEqual([note]);
    },
  );

  it.each([
    ['60', 'hover', 900, 'www A: ttl 60 becomes 900 at Hover'],
    ['86400', 'hover', 7200, 'www A: ttl 86400 becomes 7200 at Hover'],
    ['auto', 'hover', 900, 'www A: ttl auto becomes 900 at Hover'],
    ['30', 'cf', 60, 'www A: ttl 30 becomes 60 at Cloudflare'],
  ])('of a record that does not fit the host is changed, with a note: %s at %s', (ttl, dns, seconds, note) => {
    for (const shared of [false, true]) {
      const one = `[{ name: www, type: A, value: 192.0.2.1, ttl: ${ttl} }]`;
      const templates = shared ? `templates:\n  t: { records: ${one} }\n` : '';
      const body = shared ? '    use: [t]' : `    records: ${one}`;
      const { recordSets, notes } = domainOf(`  example.com:\n    dns: ${dns}\n${body}`, templates);
      expect(recordSets[0]?.ttlSeconds).toBe(seconds);
      expect(notes).toEqual([note]);
    }
  });

  it('that no record uses is not noted', () => {
    expect(
      domainOf(`  example.com:\n    dns: hover\n${record(', ttl: 900')}`, 'defaults: { ttl: 60 }\n').notes,
    ).toEqual([]);
  });

  it('that an option overrules is noted', () => {
    const records = '    records: [{ name: www, type: A, value: 192.0.2.1, ttl: 300, cloudflare: { proxied: true } }]';
    const { recordSets, notes } = domainOf(`  example.com:\n    dns: cf\n${records}`);
    expect(recordSets[0]?.ttlSeconds).toBe(1);
    expect(notes).toEqual(['www A: ttl 300 becomes auto at Cloudflare']);
  });
});

describe('templates', () => {
  const templates = `templates:
  web:
    records:
      - { name: "@", type: A, value: 192.0.2.1 }
      - { name: www, type: CNAME, value: "@" }
  same:
    records:
      - { name: www, type: CNAME, value: "@" }
  mail:
    records:
      - { name: "@", type: MX, value: 10 mail }
`;

  it('are read in each domain that uses them', () => {
    const desired = desiredOf(`${accounts}${templates}domains:
  example.com: { dns: gandi, use: [web, mail, mail, same] }
  example.org: { dns: cf, use: [web] }`);
    expect(desired.domains.map(linesOf)).toEqual([
      ['@ A 3600 192.0.2.1', '@ MX 3600 10 mail.example.com.', 'www CNAME 3600 example.com.'],
      ['@ A 1 192.0.2.1 {"proxied":false}', 'www CNAME 1 example.org. {"proxied":false}'],
    ]);
  });

  it('give way to a record of the domain itself, with a note', () => {
    const domain = domainOf(
      '  example.com:\n    dns: gandi\n    use: [web]\n    records: [{ name: "@", type: A, values: [192.0.2.7] }]',
      templates,
    );
    expect(linesOf(domain)).toEqual(['@ A 3600 192.0.2.7', 'www CNAME 3600 example.com.']);
    expect(domain.notes).toEqual(["@ A: the domain's own record takes the place of the one in template web"]);
  });

  describe('that differ in a record', () => {
    const differing = `templates:
  mail: { records: [{ name: "@", type: TXT, value: "v=spf1 include:mail.example -all" }] }
  spf: { records: [{ name: "@", type: TXT, value: "v=spf1 -all" }] }
`;
    const own = (record: string) => `  example.com:\n    dns: gandi\n    use: [mail, spf]\n    records: [${record}]\n`;

    it('give way to that of the domain itself', () => {
      const domain = domainOf(own('{ name: example.com, type: TXT, value: "v=spf1 +mx -all" }'), differing);
      expect(linesOf(domain)).toEqual(['@ TXT 3600 "v=spf1 +mx -all"']);
      expect(domain.notes).toEqual(["@ TXT: the domain's own record takes the place of the one in template mail"]);
    });

    it.each([
      [
        'another record of the domain does not settle it',
        '{ name: "@", type: A, value: 192.0.2.1 }',
        ['duplicate-record-set'],
      ],
      [
        'a mistake in the record that does is the only one',
        '{ name: "@", type: TXT, value: "${X}" }',
        ['variable-outside-accounts'],
      ],
    ])('%s', (_case, record, codes) => {
      const text = `${accounts}${differing}domains:\n${own(record)}`;
      const context = { descriptors: testDescriptors, variables: () => undefined };
      expect(loadConfig([{ file: 'a.yaml', text }], context).issues.map(({ code }) => code)).toEqual(codes);
    });
  });
});

describe('files', () => {
  it('make one config, in any order and without `version` in each', () => {
    const domains = 'domains:\n  b.example:\n    dns: gandi\n    use: [web]\n';
    const more =
      'version: 1\ntemplates:\n  web: { records: [{ name: www, type: A, value: 192.0.2.1 }] }\ndomains:\n  a.example: { dns: cf }\n';
    const desired = desiredOf(domains, more, accounts, '# nothing yet\n', 'domains:\n');
    expect(desired.domains.map(({ domain, source }) => `${domain} ${source.file}:${source.line}`)).toEqual([
      'a.example b.yaml:5',
      'b.example a.yaml:2',
    ]);
    expect(desired.domains[1]?.recordSets[0]?.source).toEqual({ file: 'b.yaml', line: 3, column: 20 });
  });

  it('may be none', () => {
    expect(desiredOf()).toEqual({ accounts: [], planThresholds, domains: [] });
  });

  it('may have a byte order mark and Windows line ends; places stay right', () => {
    const text = `\uFEFF${accounts}domains:\n  example.com:\n    dns: gandi\n    records:\n      - { name: www, type: TXT, value: "a b" }\n`;
    const [domain] = desiredOf(text.replaceAll('\n', '\r\n')).domains;
    expect(domain?.source).toEqual({ file: 'a.yaml', line: 6, column: 3 });
    expect(domain?.recordSets[0]?.source).toEqual({ file: 'a.yaml', line: 9, column: 9 });
    expect(domain && linesOf(domain)).toEqual(['www TXT 3600 "a b"']);
  });
});

describe('YAML', () => {
  it('anchors, aliases and merge keys share blocks; own keys win, and of merged ones the first', () => {
    const desired = desiredOf(`${accounts}domains:
  example.com: &base
    registrar: gandi
    auto_renew: true
    ttl: 600
    records: &records
      - &www { name: www, type: A, value: 192.0.2.1 }
  example.net:
    privacy: true
    <<: [{ ttl: 900 }, *base]
  example.org:
    registrar: gandi
    records:
      - *www
      - { <<: *www, name: api }
  example.info: { <<: *base, records: *records, auto_renew: false }
`);
    const shown = desired.domains.map((domain) => [domain.domain, domain.settings, ...linesOf(domain)]);
    expect(shown).toEqual([
      ['example.com', { auto_renew: true }, 'www A 600 192.0.2.1'],
      ['example.info', { auto_renew: false }, 'www A 600 192.0.2.1'],
      ['example.net', { auto_renew: true, privacy: true }, 'www A 900 192.0.2.1'],
      ['example.org', {}, 'api A 3600 192.0.2.1', 'www A 3600 192.0.2.1'],
    ]);
  });

  it('any key is a key', () => {
    const { issues } = loadConfig([{ file: 'a.yaml', text: '__proto__: 1\nconstructor: 2\ntoString: 3\n' }], {
      descriptors: testDescriptors,
      variables: () => undefined,
    });
    expect(issues.map((issue) => issue.message)).toEqual([
      'unknown key "__proto__"',
      'unknown key "constructor"',
      'unknown key "toString"',
    ]);
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['braces', '{a: '.repeat(50_000)],
    ['nothing but a mark', '\uFEFF'],
    ['a NUL', 'domains:\n  "\u0000": {}\n'],
  ])('%s make issues or nothing, and never an exception', (_, text) => {
    const context = { descriptors: testDescriptors, variables: () => undefined };
    expect(loadConfig([{ file: 'a.yaml', text }], context).issues.length).toBeLessThan(3);
  });
});

describe('names', () => {
  it('IDN and A-labels are the same domain, owner names and targets', () => {
    const domain = (name: string, www: string) => `  ${name}:
    dns: gandi
    records:
      - { name: ${www}, type: A, value: 192.0.2.1 }
      - { name: www, type: CNAME, value: ${www}.${name} }
      - { name: ${www}.${name}, type: MX, value: 10 mail.${name} }
`;
    const unicode = domainOf(domain('bücher.example', 'grün'));
    expect(unicode.domain).toBe('xn--bcher-kva.example');
    expect(linesOf(unicode)).toEqual(linesOf(domainOf(domain('XN--BCHER-KVA.example.', 'xn--grn-ioa'))));
  });
});
