/** What is recorded: a list of addresses, or some of them with their values. */

import { count } from '../../schema/count.ts';
import type { Resource } from '../resources.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { shortCommit } from './short-commit.ts';
import { type Column, fittedTable, noRoom, tableLines } from './table.ts';
import { ago, utc } from './time.ts';
import { describeValue } from './values.ts';

interface ResourceList {
  readonly workspace: string;
  readonly serial: number;
  readonly resources: readonly Resource[];
}

export const resourceListViews = viewsOf(listText, ({ workspace, serial, resources }) => ({
  format_version: '1.0',
  workspace,
  serial,
  resources: resources.map(listedJson),
}));

export const resourceViews = viewsOf(resourcesText, (resources) => ({
  format_version: '1.0',
  resources: resources.map(resourceJson),
}));

const columns: readonly Column<Resource>[] = [
  { title: 'address', cell: ({ address }) => address },
  { title: 'account', cell: ({ account }) => account ?? '-' },
  { title: 'run', cell: ({ provenance }) => (provenance === null ? '-' : `run ${provenance.run}`) },
  { title: 'applied', cell: ({ provenance }) => (provenance === null ? '-' : utc(provenance.at)), spare: 1 },
  { title: 'protect', cell: ({ protect }) => (protect === true ? 'yes' : protect || '-') },
  { title: 'config', cell: ({ root }) => root || '-', spare: 2 },
];

/** `width`: of the page, in cells; null: any. */
function listText({ resources }: ResourceList, paint: Paint, width: number | null): string {
  if (resources.length === 0) return 'Nothing is recorded.\n';
  const { header, lines, dropped } = fittedTable(columns, resources, width);
  const domains = resources.filter(({ kind }) => kind === 'domain').length;
  const values = resources.length - domains;
  const sum = [...(domains === 0 ? [] : [count(domains, 'domain')]), count(values, 'value')].join(', ');
  return [paint.bold(header), ...lines, '', ...noRoom(dropped), `${sum} recorded.`].map((line) => `${line}\n`).join('');
}

function resourcesText(resources: readonly Resource[], now: Date, paint: Paint): string {
  return resources.map((resource) => resourceText(resource, now, paint)).join('\n');
}

function resourceText(resource: Resource, now: Date, paint: Paint): string {
  const { address, account, protect, value, provenance } = resource;
  const described = value === null || address.endsWith(':zone') ? { inline: [], below: [] } : describeValue(value);
  const texts = [...described.below, ...described.inline];
  const rows = [
    ['account', account ?? '-'],
    ...texts.map((text, index) => [index === 0 ? 'value' : '', text]),
    ...(protect ? [['protected', protect === true ? 'yes' : 'from deletion']] : []),
    ...(resource.root ? [['config', resource.root]] : []),
    ...(provenance === null ? [] : [['applied', `${utc(provenance.at)}, ${ago(provenance.at, now.toISOString())}`]]),
    ...(provenance === null ? [] : [['by', origin(provenance)]]),
  ];
  return [paint.bold(address), ...tableLines(rows).map((line) => `  ${line}`)].map((line) => `${line}\n`).join('');
}

/** `run 41, kim, 3f2c1ab, https://ci.example.com/41`. */
function origin({ run, actor, commit, ciUrl }: NonNullable<Resource['provenance']>): string {
  return [`run ${run}`, actor, commit && shortCommit(commit), ciUrl].filter(Boolean).join(', ');
}

function listedJson({ address, domain, kind, account, protect, root, provenance }: Resource) {
  const { run = null, at: applied_at = null } = provenance ?? {};
  return { address, domain, kind, account, protect, ...(root === undefined ? {} : { root }), run, applied_at };
}

function resourceJson(resource: Resource) {
  const { value, provenance } = resource;
  const { actor = null, commit = null, ciUrl: ci_url = null } = provenance ?? {};
  return { ...listedJson(resource), value, actor, commit, ci_url };
}
