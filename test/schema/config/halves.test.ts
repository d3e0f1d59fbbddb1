/** What is said of a config that asks an account for the half that its registrar has not. */
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/schema/config/load.ts';
import { descriptor } from '../../helpers/descriptors.ts';

const { registration: _, ...host } = descriptor({ name: 'host', title: 'Host' });
const { dns: __, ...seller } = descriptor({ name: 'seller', title: 'Seller' });
const descriptors = new Map([host, seller, descriptor({ name: 'both' })].map((one) => [one.name, one]));

const records = '    records:\n      - { name: www, type: A, value: 192.0.2.1 }\n';
const accounts = 'accounts:\n  dns1: { registrar: host }\n  reg1: { registrar: seller }\n  all: { registrar: both }\n';

function load(domain: string) {
  const text = `version: 1\n${accounts}domains:\n  example.com:\n${domain}`;
  const { desired, issues } = loadConfig([{ file: 'd.yaml', text }], {
    descriptors,
    variables: () => undefined,
    credentials: 'skip',
  });
  return {
    domain: desired?.domains[0],
    issues: issues.map(({ line, code, message, suggestion }) => `${line} ${code}: ${message}; ${suggestion}`),
  };
}

it.each([
  [
    'a DNS host as registrar',
    '    registrar: dns1\n',
    [
      '8 no-registrar: dns1 (Host) is a DNS host and holds no registrations; write dns: instead of registrar:, or name the account that holds the registration',
    ],
  ],
  [
    'settings at a DNS host',
    `    registrar: dns1\n    auto_renew: true\n${records}`,
    [
      '8 no-registrar: dns1 (Host) is a DNS host and holds no registrations; write dns: instead of registrar:, or name the account that holds the registration',
    ],
  ],
  [
    'settings beside a DNS host',
    `    dns: dns1\n    auto_renew: true\n${records}`,
    [
      '9 no-registrar: auto_renew is a setting of the registration, and the domain has no registrar; add registrar: with the account that holds the registration, or remove the setting',
    ],
  ],
  [
    'a registrar as DNS host',
    `    registrar: all\n    dns: reg1\n${records}`,
    [
      '9 no-dns-host: reg1 (Seller) is a registrar and hosts no zones; name the account that hosts the zone, or write none',
    ],
  ],
  [
    'records at a registrar',
    `    registrar: reg1\n${records}`,
    [
      '9 no-dns-host: records gives records, but reg1 (Seller) is a registrar and hosts no zones; name the account that hosts the zone in dns:, or remove the records',
    ],
  ],
])('%s is refused at its line', (_case, domain, expected) => {
  expect(load(domain).issues).toEqual(expected);
});

it('a DNS host has records, a registrar settings, and both together are a domain', () => {
  expect(load(`    dns: dns1\n${records}`)).toMatchObject({ issues: [], domain: { dns: 'dns1' } });
  expect(load('    registrar: reg1\n    auto_renew: true\n').issues).toEqual([]);
  const domain = `    registrar: reg1\n    dns: dns1\n    nameservers: auto\n${records}`;
  expect(load(domain)).toMatchObject({ issues: [], domain: { registrar: 'reg1', dns: 'dns1' } });
});

it('a registrar without zones has none by default', () => {
  expect(load('    registrar: reg1\n').domain).not.toHaveProperty('dns');
});
