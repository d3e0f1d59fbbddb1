/**
 * The tables of the README, made from the registrars' descriptors; a test holds the README to them.
 * Run as a program (`npm run docs`), it writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrars } from '../src/registrars/index.ts';
import type { CredentialKey, RegistrarDescriptor, Support } from '../src/schema/capabilities.ts';
import { recordTypeNames } from '../src/schema/dns/record-types.ts';
import { settingFields } from '../src/schema/domain/settings.ts';

type Rows = readonly (readonly string[])[];

/** The text with its tables replaced. Throws where it has no place for one: `<!-- matrix -->` to `<!-- /matrix -->`. */
export function withTables(text: string, descriptors: readonly RegistrarDescriptor[]): string {
  return withTable(withTable(text, 'matrix', matrixOf(descriptors)), 'credentials', credentialsOf(descriptors));
}

export const readme = join(import.meta.dirname, '..', 'README.md');
export const allDescriptors = [...registrars.values()].map(({ descriptor }) => descriptor);

function matrixOf(descriptors: readonly RegistrarDescriptor[]): Rows {
  const row = (label: string, cell: (descriptor: RegistrarDescriptor) => string) => [label, ...descriptors.map(cell)];
  return [
    row('', ({ name, title, official }) => `[${title}](docs/registrars/${name}.md)${official ? '' : ' (unofficial)'}`),
    row('---', () => ':-:'),
    ...settingFields.map((field) => row(`\`${field}\``, ({ registration }) => accessOf(registration?.settings[field]))),
    ...recordTypeNames.map((type) => row(type, ({ dns }) => accessOf(dns?.types[type]))),
    row('CNAME at the apex', ({ dns }) => (dns?.apexCname ? 'yes' : '-')),
    row('new zones', ({ dns }) => accessOf(dns?.createZone)),
    row('TTL', ({ dns }) => (dns === undefined ? '-' : `${dns.ttl.minSeconds}-${dns.ttl.maxSeconds}`)),
  ];
}

function credentialsOf(descriptors: readonly RegistrarDescriptor[]): Rows {
  const keyOf = ({ key, required }: CredentialKey) => (required ? `\`${key}\`` : `[\`${key}\`]`);
  return [
    ['registrar', 'keys (optional in brackets)', 'variables'],
    ['---', '---', '---'],
    ...descriptors.map(({ name, credentials }) => [
      `[\`${name}\`](docs/registrars/${name}.md)`,
      credentials.map(keyOf).join(', '),
      credentials.map(({ variable }) => `\`${variable}\``).join(', '),
    ]),
  ];
}

/** Of a half that is absent: `-`. */
function accessOf(support: Support | undefined): string {
  return { write: 'yes', read: 'read', none: '-' }[support?.access ?? 'none'];
}

function withTable(text: string, name: string, rows: Rows): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no place for the table: ${start.trim()} and ${end}.`);
  const table = rows.map((row) => `| ${row.join(' | ')} |\n`).join('');
  return `${text.slice(0, from)}${start}${table}\n${text.slice(to)}`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), allDescriptors));
}
