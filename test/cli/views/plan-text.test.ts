import { describe, expect, test } from 'vitest';
import { plain } from '../../../src/cli/views/paint.ts';
import { type PlanFacts, planText } from '../../../src/cli/views/plan-text.ts';
import type { Plan } from '../../../src/planner/plan.ts';
import { callOf, changeOf, domainOf, driftOf, foreignOf, planOf } from './plan-fixture.ts';

const facts: PlanFacts = { paint: plain, verbose: false, seconds: 2, next: 'domctl apply plan.json' };

/** What the view prints, as lines. */
function printed(plan: Plan, more: Partial<PlanFacts> = {}): string[] {
  return planText(plan, { ...facts, ...more }).split('\n');
}

/** The lines of the first block, without its header. */
function block(plan: Plan, more: Partial<PlanFacts> = {}): string[] {
  const lines = printed(plan, more);
  return lines.slice(1, lines.indexOf(''));
}

describe('a whole plan', () => {
  test('has drift first, then changes in their order, then summary, calls and the next command', () => {
    const plan = planOf({
      domains: [
        domainOf('example.com', {
          registrar: 'gandi',
          dns: 'cf-prod',
          expires_at: '2027-08-20T00:00:00Z',
          auto_renew: true,
        }),
        domainOf('quiet.example', { registrar: 'gandi', dns: 'gandi' }),
      ],
      changes: [
        changeOf('example.com:auto_renew', 'update', { account: 'gandi', before: false, after: true }),
        changeOf('example.com/old/CNAME', 'delete', { before: { ttl: 300, values: ['legacy.example.net.'] } }),
        changeOf('example.com/api/A', 'create', { after: { ttl: 300, values: ['192.0.2.20'] } }),
        changeOf('example.com/www/A', 'update', {
          before: { ttl: 300, values: ['192.0.2.1'] },
          after: { ttl: 3600, values: ['192.0.2.1'] },
        }),
        changeOf('example.com/mail/A', 'update', {
          before: { ttl: 300, values: ['192.0.2.9'] },
          after: { ttl: 300, values: ['192.0.2.5'] },
          drift: 'changed',
        }),
      ],
      drift: [
        driftOf('example.com/mail/A', {
          recorded: { ttl: 300, values: ['192.0.2.5'] },
          live: { ttl: 300, values: ['192.0.2.9'] },
          desired: { ttl: 300, values: ['192.0.2.5'] },
        }),
      ],
      foreign: Array.from({ length: 14 }, (_, i) => foreignOf(`example.com/f${i}/A`)),
      calls: [callOf('gandi', 'PATCH autorenew', { stage: 'settings' }), callOf('cf-prod', 'POST dns_records/batch')],
    });
    expect(printed(plan)).toEqual([
      'example.com   gandi · dns cf-prod · expires 2027-08-20 · auto-renew on',
      '  ! mail A       192.0.2.9 -> 192.0.2.5   changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab)',
      '  ~ auto_renew   off -> on',
      '  - old CNAME    legacy.example.net.',
      '  + api A        192.0.2.20   ttl 300',
      '  ~ www A        ttl 300 -> 3600',
      '',
      'Plan: 1 to create, 3 to update, 1 to delete. 1 drifted, 14 foreign left alone.',
      'Calls: 1 batch at cf-prod, 1 at gandi: about 2 s within their limits.',
      'Next: domctl apply plan.json',
      '',
    ]);
  });

  test('prints the same bytes twice', () => {
    const plan = planOf({
      changes: [changeOf('example.com/a/A', 'create', { after: { ttl: 60, values: ['192.0.2.1'] } })],
    });
    expect(planText(plan, facts)).toBe(planText(plan, facts));
  });

  test('without changes says how much is as configured, and no next command', () => {
    const plan = planOf({ domains: [domainOf('example.com'), domainOf('example.net')], noOp: 31 });
    expect(printed(plan)).toEqual(['No changes. 31 values in 2 domains are as configured.', '']);
  });

  test('sorts its blocks by domain', () => {
    const plan = planOf({
      changes: ['b.example', 'a.example'].map((domain) =>
        changeOf(`${domain}/@/A`, 'create', { after: { ttl: 60, values: ['192.0.2.1'] } }),
      ),
    });
    expect(printed(plan).filter((line) => line.endsWith('.example'))).toEqual(['a.example', 'b.example']);
  });
});

describe('a change', () => {
  const cases: readonly (readonly [string, ReturnType<typeof changeOf>, readonly string[]])[] = [
    [
      'of several short values shows both lists',
      changeOf('example.com/@/A', 'update', {
        before: { ttl: 300, values: ['192.0.2.1', '192.0.2.2'] },
        after: { ttl: 300, values: ['192.0.2.1', '192.0.2.3'] },
      }),
      ['  ~ @ A   192.0.2.1, 192.0.2.2 -> 192.0.2.1, 192.0.2.3'],
    ],
    [
      'of a long list shows what leaves and what arrives, one per line',
      changeOf('example.com/@/MX', 'update', {
        before: { ttl: 300, values: ['1 smtp.google.com.', '5 alt1.aspmx.l.google.com.', '9 mail.example.net.'] },
        after: {
          ttl: 300,
          values: ['1 smtp.google.com.', '5 alt2.aspmx.l.google.com.', '10 alt3.aspmx.l.google.com.'],
        },
      }),
      [
        '  ~ @ MX   1 of 3 values unchanged',
        '        - 5 alt1.aspmx.l.google.com.',
        '        - 9 mail.example.net.',
        '        + 5 alt2.aspmx.l.google.com.',
        '        + 10 alt3.aspmx.l.google.com.',
      ],
    ],
    [
      'of one long text among others marks the words that differ',
      changeOf('example.com/@/TXT', 'update', {
        before: { ttl: 300, values: ['"google-site-verification=abc"', '"v=spf1 include:_spf.google.com ~all"'] },
        after: {
          ttl: 300,
          values: ['"google-site-verification=abc"', '"v=spf1 include:_spf.google.com include:mailgun.org ~all"'],
        },
      }),
      ['  ~ @ TXT   1 of 2 values unchanged', '        "v=spf1 include:_spf.google.com {+include:mailgun.org +}~all"'],
    ],
    [
      'of a key shortens what stays',
      changeOf('example.com/k1._domainkey/TXT', 'update', {
        before: { ttl: 300, values: [`"v=DKIM1; k=rsa; p=${'A'.repeat(200)} t=s"`] },
        after: { ttl: 300, values: [`"v=DKIM1; k=rsa; p=${'A'.repeat(200)} t=y"`] },
      }),
      ['  ~ k1._domainkey TXT', `        "v=DKIM1; k=rsa; p=AAAAA ...172... ${'A'.repeat(23)} [-t=s"-]{+t=y"+}`],
    ],
    [
      'of options names them, on and off',
      changeOf('example.com/api/A', 'update', {
        before: { ttl: 1, values: ['192.0.2.1'], options: { proxied: false } },
        after: { ttl: 1, values: ['192.0.2.1'], options: { proxied: true, comment: 'edge' } },
      }),
      ['  ~ api A   comment none -> "edge"   proxied off -> on'],
    ],
    [
      'leaves out the options of the live set that the config does not name',
      changeOf('example.com/api/A', 'update', {
        before: { ttl: 300, values: ['192.0.2.1'], options: { proxied: false, comment: 'by hand', tags: [] } },
        after: { ttl: 1, values: ['192.0.2.1'], options: { proxied: true } },
      }),
      ['  ~ api A   ttl 300 -> auto   proxied off -> on'],
    ],
    [
      'that creates leaves out the options that are off or empty',
      changeOf('example.com/api/A', 'create', {
        after: { ttl: 1, values: ['192.0.2.1'], options: { proxied: false, comment: '', tags: ['edge'] } },
      }),
      ['  + api A   192.0.2.1   ttl auto   tags ["edge"]'],
    ],
    [
      'of records with different TTLs names each of them',
      changeOf('example.com/mix/TXT', 'update', {
        before: { ttl: 600, values: ['"one"', '"two"'], irregular: 'its records have different TTLs: 600, 3600' },
        after: { ttl: 600, values: ['"one"', '"two"'] },
      }),
      ['  ~ mix TXT   ttl 600/3600 -> 600'],
    ],
    [
      'of records with different comments and tags names each of them',
      changeOf('example.com/mix/A', 'update', {
        before: {
          ttl: 600,
          values: ['192.0.2.1'],
          options: { proxied: false },
          mixed: { comment: ['', 'old'], tags: [['a'], ['b']] },
        },
        after: { ttl: 600, values: ['192.0.2.1'], options: { comment: 'new', tags: [] } },
      }),
      ['  ~ mix A   comment ""/"old" -> "new"   tags ["a"]/["b"] -> []'],
    ],
    [
      'of a value that is there twice says so',
      changeOf('example.com/mix/TXT', 'update', {
        before: { ttl: 600, values: ['"one"'], irregular: 'one of its records is there twice' },
        after: { ttl: 600, values: ['"one"'] },
      }),
      ['  ~ mix TXT   (one of its records is there twice)'],
    ],
    [
      'of capitals alone shows both',
      changeOf('example.com/mix/TXT', 'update', {
        before: { ttl: 600, values: ['"Key=One"'] },
        after: { ttl: 600, values: ['"key=one"'] },
      }),
      ['  ~ mix TXT   "Key=One" -> "key=one"'],
    ],
    [
      'of the order alone shows both',
      changeOf('example.com:nameservers', 'update', {
        before: ['ns1.example.net.', 'ns2.example.net.'],
        after: ['ns2.example.net.', 'ns1.example.net.'],
      }),
      ['  ~ nameservers   ns1.example.net., ns2.example.net. -> ns2.example.net., ns1.example.net.'],
    ],
    [
      'that takes over says so',
      changeOf('example.com/www/CNAME', 'update', {
        before: { ttl: 300, values: ['a.example.net.'] },
        after: { ttl: 300, values: ['b.example.net.'] },
        takes_over: true,
      }),
      ['  ~ www CNAME   a.example.net. -> b.example.net.   takes over'],
    ],
    [
      'that replaces gives its reason',
      changeOf('example.com/www/CNAME', 'replace', {
        before: { ttl: 300, values: ['a.example.net.'] },
        after: { ttl: 300, values: ['b.example.net.'] },
        reason: 'the API cannot edit it',
      }),
      ['  -/+ www CNAME   a.example.net. -> b.example.net.   (the API cannot edit it)'],
    ],
    [
      'that adopts shows what is there',
      changeOf('example.com/www/A', 'adopt', { after: { ttl: 300, values: ['192.0.2.1'] } }),
      ['  = www A   192.0.2.1   ttl 300'],
    ],
    [
      'that forgets a domain says what stays',
      changeOf('example.com', 'forget', {
        before: true,
        reason: 'left the config; its 2 record sets stay as they are',
      }),
      ['  . domain   left the config; its 2 record sets stay as they are'],
    ],
    [
      'that makes a zone says where',
      changeOf('example.com:zone', 'create', { kind: 'setting', after: true }),
      ['  + zone   at cf-prod'],
    ],
    [
      'of nameservers that are not known yet says so',
      changeOf('example.com:nameservers', 'update', { before: ['ns1.gandi.net.'], after: 'known-after-apply' }),
      ['  ~ nameservers   ns1.gandi.net. -> (known after apply)'],
    ],
    [
      'to no DS at all says none',
      changeOf('example.com:dnssec', 'update', { before: ['2371 13 2 ABCD'], after: [] }),
      ['  ~ dnssec   2371 13 2 ABCD -> none'],
    ],
    [
      'at an international name shows it as people read it',
      changeOf('example.com/xn--bcher-kva/A', 'create', { after: { ttl: 60, values: ['192.0.2.1'] } }),
      ['  + bücher A   192.0.2.1   ttl 60'],
    ],
  ];
  test.each(cases)('%s', (_claim, change, lines) => {
    expect(block(planOf({ changes: [change] }))).toEqual(lines);
  });
});

describe('drift', () => {
  const recorded = { ttl: 300, values: ['192.0.2.5'] };
  const live = { ttl: 300, values: ['192.0.2.9'] };
  const desired = { ttl: 300, values: ['192.0.2.7'] };
  const address = 'example.com/mail/A';

  test('that was deleted outside is created again', () => {
    const plan = planOf({
      drift: [driftOf(address, { recorded, live: null, desired: recorded })],
      changes: [changeOf(address, 'create', { after: recorded, drift: 'deleted' })],
    });
    expect(block(plan)).toEqual([
      '  ! mail A   absent -> 192.0.2.5   ttl 300   deleted outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab)',
    ]);
  });

  test('that is as before the run tells what the registrar may have done', () => {
    const mark = { recorded, desired: recorded, not_done: true };
    const plan = planOf({
      drift: [driftOf(address, { ...mark, live })],
      changes: [changeOf(address, 'update', { before: live, after: recorded, drift: 'changed' })],
    });
    expect(block(plan)).toEqual([
      '  ! mail A   192.0.2.9 -> 192.0.2.5   as before run 41 (2026-11-20, 3f2c1ab), which set 192.0.2.5: cf-prod confirmed the change and did not make it, or somebody took it back',
    ]);
  });

  test('that a run made, and that is absent, was deleted or never made', () => {
    const plan = planOf({
      drift: [driftOf(address, { recorded, live: null, desired: recorded, not_done: true })],
      changes: [changeOf(address, 'create', { after: recorded, drift: 'deleted' })],
    });
    expect(block(plan)).toEqual([
      '  ! mail A   absent -> 192.0.2.5   ttl 300   deleted outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab), or never made by cf-prod',
    ]);
  });

  test('where the config changed too shows what it will be', () => {
    const plan = planOf({
      drift: [driftOf(address, { recorded, live, desired, both_changed: true })],
      changes: [changeOf(address, 'update', { before: live, after: desired, drift: 'both_changed' })],
    });
    expect(block(plan)).toEqual([
      '  ! mail A   192.0.2.9 -> 192.0.2.7   changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab); the config changed too',
    ]);
  });

  test('into what the config says is only recorded', () => {
    const plan = planOf({
      drift: [driftOf(address, { recorded, live, desired: live })],
      changes: [changeOf(address, 'adopt', { before: recorded, after: live })],
    });
    expect(block(plan)).toEqual([
      '  ! mail A   192.0.2.9   ttl 300   changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab); the config now says the same',
    ]);
  });

  test('in the plan of an undo is held against what was there before the run, not the config', () => {
    const options = { targets: [], refresh_only: false, consents: [], undo_run: 40 };
    const overwritten = planOf({
      options,
      drift: [driftOf(address, { recorded, live, desired, both_changed: true })],
      changes: [changeOf(address, 'update', { before: live, after: desired, drift: 'both_changed' })],
    });
    expect(block(overwritten)).toEqual([
      '  ! mail A   192.0.2.9 -> 192.0.2.7   changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab)',
    ]);
    const there = planOf({
      options,
      drift: [driftOf(address, { recorded, live, desired: live })],
      changes: [changeOf(address, 'adopt', { before: recorded, after: live })],
    });
    expect(block(there)).toEqual([
      '  ! mail A   192.0.2.9   ttl 300   changed outside, was 192.0.2.5 by run 41 (2026-11-20, 3f2c1ab); as before run 40',
    ]);
  });

  test('without a commit names who ran it', () => {
    const plan = planOf({ drift: [driftOf(address, { recorded, live, desired: recorded, commit: null })] });
    expect(block(plan)[0]).toContain('by run 41 (2026-11-20, anna)');
  });
});

describe('the header', () => {
  test.each([
    ['names one account once', domainOf('example.com', { registrar: 'gandi', dns: 'gandi' }), 'example.com   gandi'],
    ['names a DNS host alone', domainOf('example.com', { dns: 'cf-prod' }), 'example.com   dns cf-prod'],
    [
      'shows an international name beside its A-labels',
      domainOf('xn--mnchen-3ya.example'),
      'xn--mnchen-3ya.example (münchen.example)',
    ],
  ])('%s', (_claim, domain, line) => {
    const changes = [changeOf(`${domain.domain}/@/A`, 'create', { after: { ttl: 60, values: ['192.0.2.1'] } })];
    expect(printed(planOf({ domains: [domain], changes }))[0]).toBe(line);
  });
});

describe('what stands in the way', () => {
  const changes = [changeOf('example.com:nameservers', 'update', { before: ['a.example.'], after: ['b.example.'] })];
  const refusal = {
    code: 'delegation',
    domain: 'example.com',
    message: 'the nameservers of example.com would change',
    details: ['example.com/www/A: 192.0.2.1 -> nothing', '  to keep it:', '  - { a line }'],
    consent: '--consent delegation:example.com',
    consented: false,
  } as const;

  test('a refusal says how to consent, and takes the place of the next command', () => {
    expect(printed(planOf({ changes, refusals: [refusal] })).slice(3)).toEqual([
      'Refused: example.com (delegation): the nameservers of example.com would change',
      '    example.com/www/A: 192.0.2.1 -> nothing',
      '      to keep it:',
      '      - { a line }',
      '  To consent: --consent delegation:example.com',
      '',
      'Plan: 0 to create, 1 to update, 0 to delete. 1 refused.',
      'Next: change the config, or consent to what is refused, and plan again.',
      '',
    ]);
  });

  test('a refusal leaves the others a command of their own', () => {
    const text = planText(planOf({ changes, refusals: [refusal] }), {
      ...facts,
      others: 'domctl apply --target b.example',
    });
    expect(text.split('\n').slice(-3)).toEqual([
      'Next: change the config, or consent to what is refused, and plan again.',
      'Without what is refused: domctl apply --target b.example',
      '',
    ]);
  });

  test('a refusal that was consented to is told and holds nothing back', () => {
    const lines = printed(planOf({ changes, refusals: [{ ...refusal, consented: true }] }));
    expect(lines).toContain('Consented: example.com (delegation): the nameservers of example.com would change');
    expect(lines).toContain('Plan: 0 to create, 1 to update, 0 to delete.');
    expect(lines).toContain('Next: domctl apply plan.json');
  });

  test('an error names the domain, the account and what was seen', () => {
    const plan = planOf({
      domains: [domainOf('example.com', { frozen: true }), domainOf('example.net')],
      errors: [
        {
          account: 'gandi',
          domain: 'example.com',
          code: 'unavailable',
          message: 'read records failed: HTTP 503. Try again.',
        },
      ],
      noOp: 3,
    });
    expect(printed(plan)).toEqual([
      'Error: example.com at gandi: read records failed: HTTP 503. Try again.',
      '',
      'Plan incomplete: 1 domain of gandi could not be read.',
      'No changes elsewhere: 3 values in 1 domain are as configured. 1 error.',
      '',
    ]);
  });

  test('nothing readable is not "no changes"', () => {
    const plan = planOf({
      domains: [domainOf('example.com', { frozen: true })],
      errors: [{ account: 'gandi', domain: 'example.com', code: 'unavailable', message: 'failed.' }],
    });
    expect(printed(plan)).toContain('Nothing could be planned. 1 error.');
  });
});

describe('foreign record sets', () => {
  const foreign = [
    foreignOf('example.com/blog/A'),
    foreignOf('example.com/old/SPF', { value: { text: 'v=spf1 -all' }, supported: false }),
  ];

  test('are counted, and types unknown to us named', () => {
    expect(printed(planOf({ foreign }))).toEqual([
      'Note: 1 foreign record of a type that is not supported (SPF), never touched.',
      '',
      'No changes. 0 values in 0 domains are as configured. 2 foreign left alone.',
      '',
    ]);
  });

  test('that cannot be read are not called unknown', () => {
    const why = 'cannot be read: "x" is not an IPv4 address';
    const unreadable = foreignOf('example.com/odd/A', { value: { text: 'x' }, supported: false, why });
    expect(printed(planOf({ foreign: [unreadable] }))[0]).toBe(
      'Note: 1 foreign record (A), never touched; --verbose says why.',
    );
    expect(block(planOf({ foreign: [unreadable] }), { verbose: true })).toEqual([`  ? odd A   x   foreign, ${why}`]);
  });

  test('are listed with --verbose', () => {
    expect(block(planOf({ foreign }), { verbose: true })).toEqual([
      '  ? blog A    192.0.2.99   ttl 300   foreign',
      '  ? old SPF   v=spf1 -all   foreign, of a type unknown to this tool',
    ]);
  });
});

describe('the calls', () => {
  const change = changeOf('example.com/@/A', 'create', { after: { ttl: 60, values: ['192.0.2.1'] } });
  test.each([
    [
      'are counted by account',
      [callOf('a', 'PUT x'), callOf('a', 'PUT y'), callOf('b', 'PUT z')],
      9,
      '2 at a, 1 at b: about 9 s',
    ],
    ['say how many requests they take', [callOf('a', 'PUT x', { requests: 4 })], 3, '1 at a (4 requests): about 3 s'],
    ['take minutes', [callOf('a', 'PUT x')], 150, '1 at a: about 2 min 30 s'],
    ['take many minutes', [callOf('a', 'PUT x')], 1501, '1 at a: about 26 min'],
    ['take hours', [callOf('a', 'PUT x')], 9_000, '1 at a: about 2 h 30 min'],
  ])('%s', (_claim, calls, seconds, words) => {
    expect(printed(planOf({ changes: [change], calls }), { seconds })).toContain(
      `Calls: ${words} within their limits.`,
    );
  });

  test('have no time where the limits are not known', () => {
    expect(printed(planOf({ changes: [change], calls: [callOf('a', 'PUT x')] }), { seconds: null })).toContain(
      'Calls: 1 at a.',
    );
  });
});

test.each([
  [1, '1 record set answered differently or not at all afterwards.'],
  [2, '2 record sets answered differently or not at all afterwards.'],
])('the summary says what happens to %i that no change touches', (n, expected) => {
  const unanswered = Array.from({ length: n }, (_, i) => ({
    address: `example.com/n${i}/A`,
    domain: 'example.com',
    account: 'gandi',
    value: { ttl: 300, values: ['192.0.2.1'] },
    default: false,
    after: null,
    cause: 'nameservers' as const,
    by: null,
    config: null,
  }));
  expect(printed(planOf({ unanswered })).join('\n')).toContain(expected);
});
