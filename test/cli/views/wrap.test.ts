import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageOf } from '../../../src/cli/output.ts';
import { createInk } from '../../../src/cli/views/paint.ts';
import { planText } from '../../../src/cli/views/plan-text.ts';
import { widthOf, wrapped } from '../../../src/cli/views/wrap.ts';
import type { Change, PlanError } from '../../../src/planner/plan.ts';
import { callOf, changeOf, domainOf, driftOf, foreignOf, planOf } from './plan-fixture.ts';

const terminal = (columns: number) => ({ columns, breaksWords: true });
const file = (columns: number) => ({ columns, breaksWords: false });

describe('a line that is too wide', () => {
  test.each([
    [
      'goes on under its column',
      '  ~ www A   one two three four five',
      24,
      ['  ~ www A   one two', '            three four', '            five'],
    ],
    [
      'of a value below goes on beside it',
      '        "one two three four"',
      20,
      ['        "one two', '          three', '          four"'],
    ],
    ['of words goes on a little to the right', 'Error: one two three', 12, ['Error: one', '  two three']],
    [
      'has its column given up where that is far to the right',
      '  + a-long-name.example TXT   one two',
      30,
      ['  + a-long-name.example TXT', '    one two'],
    ],
    [
      'keeps the two ends of an arrow together where they fit',
      '  ~ a A   192.0.2.1 -> 192.0.2.2',
      26,
      ['  ~ a A   192.0.2.1 ->', '          192.0.2.2'],
    ],
  ])('%s', (_claim, line, columns, lines) => {
    expect(wrapped(line, terminal(columns)).split('\n')).toEqual(lines);
  });

  test('of one word is broken on a terminal, and kept whole in a file', () => {
    const line = `  + k TXT   "${'x'.repeat(30)}"`;
    expect(wrapped(line, terminal(30)).split('\n')).toEqual([
      `  + k TXT   "${'x'.repeat(17)}`,
      `            ${'x'.repeat(13)}"`,
    ]);
    expect(wrapped(line, file(30)).split('\n')).toEqual(['  + k TXT', `            "${'x'.repeat(30)}"`]);
  });

  test('is measured in cells: colours take none, Chinese characters two', () => {
    expect(widthOf('\u001b[31mab\u001b[39m')).toBe(2);
    expect(widthOf('例え.example')).toBe(12);
    expect(widthOf('e\u0301')).toBe(1);
    const { paint, render } = createInk('key');
    const line = render(`${paint.red('one two')} three`);
    expect(wrapped(line, terminal(13))).toBe(line);
  });
});

test('nothing but blanks and line ends is ever added or lost, and no line is wider than a terminal', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('\u001b[31m', '\u001b[39m', '例', 'e\u0301', ' ', '   '),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 20, max: 160 }), (words, columns) => {
      const text = words.join(' ').replace(/[\n\r\t\v\f]/g, '');
      const shown = wrapped(text, terminal(columns));
      expect(shown.replace(/[ \n]/g, '')).toBe(text.replace(/[ \n]/g, ''));
      for (const line of shown.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }),
  );
});

test('a terminal has its width, a pipe the one of COLUMNS, or none', () => {
  expect(pageOf({ isTTY: true, columns: 100 }, '40')).toEqual(terminal(100));
  expect(pageOf({ isTTY: true, columns: 0 })).toEqual(terminal(80));
  expect(pageOf({}, '120')).toEqual(file(120));
  for (const columns of [undefined, '', 'wide', '0', '-1']) expect(pageOf({}, columns)).toBeNull();
});

/** Plans of every kind of line: `size` changes, among them long texts, many values, drift, errors and refusals. */
function planWith(size: number) {
  const dkim = (end: string) => `"v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(12)}; t=${end}"`;
  const spf = (more: string) => `"v=spf1 include:_spf.example.net include:mail.example.org${more} -all"`;
  const kinds: readonly ((i: number, domain: string) => Change)[] = [
    (i, d) => changeOf(`${d}/h${i}/A`, 'create', { after: { ttl: 300, values: ['192.0.2.1', '192.0.2.2'] } }),
    (i, d) =>
      changeOf(`${d}/k${i}._domainkey/TXT`, 'update', {
        before: { ttl: 300, values: [dkim('s')] },
        after: { ttl: 300, values: [dkim('y')] },
      }),
    (i, d) =>
      changeOf(`${d}/s${i}/TXT`, 'update', {
        before: { ttl: 300, values: [spf('')] },
        after: { ttl: 600, values: [spf(' include:crm.example.com')] },
        takes_over: true,
      }),
    (i, d) => changeOf(`${d}/new${i}/TXT`, 'create', { after: { ttl: 3600, values: [dkim('s')] } }),
    (i, d) =>
      changeOf(`${d}/a-rather-long-name-of-a-host-${i}.in-a-sub-domain/CNAME`, 'replace', {
        before: { ttl: 300, values: ['old.example.net.'] },
        after: { ttl: 300, values: ['new.example.net.'] },
        reason: 'the API cannot edit a CNAME, so it is deleted and created again',
      }),
    (i, d) =>
      changeOf(`${d}/many${i}/A`, 'update', {
        before: { ttl: 300, values: Array.from({ length: 12 }, (_, n) => `192.0.2.${n}`) },
        after: { ttl: 300, values: Array.from({ length: 12 }, (_, n) => `192.0.2.${n + 1}`) },
      }),
    (i, d) => changeOf(`${d}/gone${i}/MX`, 'delete', { before: { ttl: 300, values: ['10 mail.example.org.'] } }),
  ];
  const name = (i: number) => `domain-${String(Math.floor(i / 20)).padStart(2, '0')}.example`;
  const changes = Array.from({ length: size }, (_, i) =>
    (kinds[i % kinds.length] as (typeof kinds)[number])(i, name(i)),
  );
  const domains = [...new Set(changes.map(({ domain }) => domain))];
  const errors: readonly PlanError[] = Array.from({ length: 30 }, (_, i) => ({
    ...{ account: 'nc', domain: `unread-${i}.example`, code: 'unauthorized' },
    message:
      'nc (namecheap) was refused access: 1011102 API Key is invalid or API access has not been enabled. Check api_user and api_key.',
  }));
  const drift = [
    driftOf(`${name(0)}/drifted/TXT`, {
      recorded: { ttl: 300, values: [dkim('s')] },
      live: { ttl: 300, values: [dkim('z')] },
      desired: { ttl: 300, values: [dkim('s')] },
    }),
  ];
  return planOf({
    domains: [
      ...domains.map((domain) =>
        domainOf(domain, {
          registrar: 'gandi-of-the-company',
          dns: 'cf-prod',
          expires_at: '2027-08-20T00:00:00Z',
          auto_renew: true,
        }),
      ),
      ...errors.map(({ domain }) => domainOf(domain, { registrar: 'nc', dns: 'nc', frozen: true })),
    ],
    changes,
    drift,
    errors,
    foreign: [foreignOf(`${name(0)}/blog/A`)],
    calls: domains.map((domain) => callOf('cf-prod', 'POST dns_records/batch', { domain })),
    notes: domains.map((domain) => ({
      domain,
      message: 'the host keeps a TTL of 600 seconds where the config asks for less, so that is what is published',
    })),
  });
}

describe.each([5, 50, 800])('a plan of %i changes', (size) => {
  const { paint, render } = createInk('key');
  const text = render(planText(planWith(size), { paint, verbose: true, seconds: 90, next: 'domctl apply plan.json' }));

  test.each([80, 160])('fits into %i columns, and says the same', (columns) => {
    const onTerminal = wrapped(text, terminal(columns)).split('\n');
    expect(Math.max(...onTerminal.map(widthOf))).toBeLessThanOrEqual(columns);
    expect(onTerminal.join('').replace(/ /g, '')).toBe(text.replace(/[ \n]/g, ''));
    for (const line of wrapped(text, file(columns)).split('\n')) {
      if (widthOf(line) > columns) expect(line.trim()).toMatch(/^(\S+ \S+ \S+ +)?\S+$/);
    }
  });

  test('tells nothing twice', () => {
    const told = text.split('\n').filter((line) => line.trim() !== '' && !/^ /.test(line));
    expect(new Set(told).size).toBe(told.length);
  });

  test('shows what changes of a long text with what is around it', () => {
    const shown = wrapped(text, terminal(80));
    expect(shown).toMatch(/p=MIIBI \.\.\.\d+\.\.\. kqhkiG/);
    expect(text).toContain('[-t=s"-]');
    expect(text).toContain('{+t=y"+}');
  });
});
