import { describe, expect, it } from 'vitest';
import { addToText, type ConfigAdditions } from '../../../src/schema/config/add-to-text.ts';

const none: ConfigAdditions = { defaults: [], templates: [], domains: [], records: new Map() };
const domains = [['b.com:', '  dns: gandi']];
const templates = [['mail:', '  records:', '    - { name: "@", type: MX, value: 10 mx.example.net }']];

function added(text: string, additions: Partial<ConfigAdditions>): string {
  const made = addToText(text, { ...none, ...additions });
  if (!made.ok) return made.problem.message;
  // Every line that was there is there still, in order.
  const lines = made.value.split('\n');
  let at = 0;
  for (const line of text.trimEnd().split('\n')) {
    at = lines.indexOf(line, at) + 1;
    expect(at, line).toBeGreaterThan(0);
  }
  return made.value;
}

describe('a config is added to', () => {
  it.each<[what: string, before: string, additions: Partial<ConfigAdditions>, after: string]>([
    [
      'behind the last domain, at its indentation, before what follows',
      'domains:   # ours\n    a.com:\n        dns: gandi   # why\n    # last words\n\n# the end\n',
      { domains },
      'domains:   # ours\n    a.com:\n        dns: gandi   # why\n\n    b.com:\n      dns: gandi\n    # last words\n\n# the end\n',
    ],
    [
      'behind a text that is folded',
      'domains:\n  a.com:\n    records:\n      - name: x\n        type: TXT\n        value: >-\n          one\n          two\n\nversion: 1\n',
      { domains },
      'domains:\n  a.com:\n    records:\n      - name: x\n        type: TXT\n        value: >-\n          one\n          two\n\n  b.com:\n    dns: gandi\n\nversion: 1\n',
    ],
    [
      'with sections that it has not',
      'version: 1\n# Accounts\naccounts:\n  gandi: {}\n\n# Domains\ndomains:\n  a.com: { dns: gandi }',
      { domains, templates, defaults: ['ttl: 300'] },
      'version: 1\n# Accounts\naccounts:\n  gandi: {}\n\ndefaults:\n  ttl: 300\n\ntemplates:\n\n  mail:\n    records:\n      - { name: "@", type: MX, value: 10 mx.example.net }\n\n# Domains\ndomains:\n  a.com: { dns: gandi }\n\n  b.com:\n    dns: gandi',
    ],
    [
      'with all sections where it has accounts only',
      'version: 1\naccounts:\n  gandi: {}\n',
      { domains, defaults: ['ttl: 300'] },
      'version: 1\naccounts:\n  gandi: {}\n\ndefaults:\n  ttl: 300\n\ndomains:\n\n  b.com:\n    dns: gandi\n',
    ],
    [
      'where a section has no entry yet',
      'accounts:\n  gandi: {}\ndomains:   # none yet\n',
      { domains },
      'accounts:\n  gandi: {}\ndomains:   # none yet\n\n  b.com:\n    dns: gandi\n',
    ],
    [
      'in the records of a domain',
      'domains:\n  A.com:\n    dns: gandi\n    records:\n    - { name: a, type: A, value: 192.0.2.1 } # one\n    # two\n  b.com:\n    dns: gandi\n',
      {
        records: new Map([
          ['a.com', ['- { name: b, type: A, value: 192.0.2.2 }']],
          ['b.com', ['- x']],
        ]),
      },
      'domains:\n  A.com:\n    dns: gandi\n    records:\n    - { name: a, type: A, value: 192.0.2.1 } # one\n    - { name: b, type: A, value: 192.0.2.2 }\n    # two\n  b.com:\n    dns: gandi\n    records:\n      - x\n',
    ],
  ])('%s', (_, before, additions, after) => {
    expect(added(before, additions)).toBe(after);
  });

  it.each<[what: string, before: string, additions: Partial<ConfigAdditions>]>([
    ['domains in braces', 'domains: { a.com: { dns: gandi } }\n', { domains }],
    ['a domain in braces', 'domains:\n  a.com: { dns: gandi }\n', { records: new Map([['a.com', ['- x']]]) }],
    [
      'records of an anchor',
      'domains:\n  a.com:\n    records: &r\n      - x\n  b.com:\n    records: *r\n',
      { records: new Map([['b.com', ['- x']]]) },
    ],
  ])('but not to %s', (_, before, additions) => {
    expect(added(before, additions)).toContain('cannot be added to');
  });
});
