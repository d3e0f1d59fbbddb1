/** Writes the tables of the README from the descriptors; `--check` only tells whether they are fresh. Needs a build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrars } from '../dist/registrars/index.js';

const file = join(import.meta.dirname, '..', 'README.md');
const descriptors = [...registrars.values()].map((registrar) => registrar.descriptor);

const cell = ({ access }) => ({ write: 'yes', read: 'read', none: '-' })[access];
const title = ({ name, title, official }) => `[${title}](docs/registrars/${name}.md)${official ? '' : ' (unofficial)'}`;
const types = Object.keys(descriptors[0].dns.types).sort();

const matrix = [
  ['', ...descriptors.map(title)],
  ['---', ...descriptors.map(() => ':-:')],
  ...Object.keys(descriptors[0].settings).map((field) => [
    `\`${field}\``,
    ...descriptors.map((d) => cell(d.settings[field])),
  ]),
  ...types.map((type) => [type, ...descriptors.map((d) => cell(d.dns.types[type]))]),
  ['CNAME at the apex', ...descriptors.map((d) => (d.dns.apexCname ? 'yes' : '-'))],
  ['new zones', ...descriptors.map((d) => cell(d.dns.createZone))],
  ['TTL', ...descriptors.map((d) => `${d.dns.ttl.minSeconds}-${d.dns.ttl.maxSeconds}`)],
];

const keyOf = ({ key, required }) => (required ? `\`${key}\`` : `[\`${key}\`]`);
const credentials = [
  ['registrar', 'keys (optional in brackets)', 'variables'],
  ['---', '---', '---'],
  ...descriptors.map((d) => [
    `[\`${d.name}\`](docs/registrars/${d.name}.md)`,
    d.credentials.map(keyOf).join(', '),
    d.credentials.map(({ variable }) => `\`${variable}\``).join(', '),
  ]),
];

const table = (rows) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
const replaced = (text, name, rows) =>
  text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`), `$1\n${table(rows)}\n\n$2`);

const before = readFileSync(file, 'utf8');
const after = replaced(replaced(before, 'matrix', matrix), 'credentials', credentials);
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (before !== after) {
  console.error('The tables of README.md are not those of the descriptors: run npm run docs.');
  process.exit(1);
}
