/** The capability matrix: what each registrar can hold and do, from the descriptors. */
import type { RegistrarDescriptor, Support } from '../../schema/capabilities.ts';
import { settingFields } from '../../schema/domain/settings.ts';
import { viewsOf } from './formats.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { widthOf } from './wrap.ts';

export const registrarsViews = viewsOf(registrarsText, (descriptors) => ({
  format_version: '1.0',
  registrars: descriptors.map(registrarJson),
}));

/** A matrix to compare them; where it is wider than the page, a block for each. `width`: in cells; null: any. */
function registrarsText(descriptors: readonly RegistrarDescriptor[], paint: Paint, width: number | null): string {
  const [header = '', ...lines] = matrix(descriptors);
  if (width !== null && [header, ...lines].some((line) => widthOf(line) > width)) return blocks(descriptors, paint);
  return `${[paint.bold(header), ...lines, '', ...descriptors.flatMap(namedReasons)].join('\n')}\n`;
}

interface Row {
  readonly label: string;
  cell(descriptor: RegistrarDescriptor): string;
}

function rows(descriptors: readonly RegistrarDescriptor[]): Row[] {
  return [
    ...settingFields.map((field) => ({
      label: field,
      cell: (descriptor: RegistrarDescriptor) => supportWord(descriptor.settings[field]),
    })),
    ...recordTypes(descriptors).map((type) => ({
      label: type,
      cell: (descriptor: RegistrarDescriptor) => supportWord(descriptor.dns.types[type]),
    })),
    { label: 'CNAME at the apex', cell: ({ dns }) => yesNo(dns.apexCname) },
    { label: 'new zones', cell: ({ dns }) => supportWord(dns.createZone) },
    { label: 'TTL', cell: ({ dns }) => `${dns.ttl.minSeconds}-${dns.ttl.maxSeconds}` },
    { label: 'ttl: auto', cell: ({ dns }) => yesNo(dns.ttl.autoSeconds !== undefined) },
    { label: 'own options', cell: ({ dns }) => Object.keys(dns.options).join(' ') || '-' },
    { label: 'requests', cell: ({ limits }) => limits.map(limitText).join(', ') || '-' },
    { label: 'official API', cell: ({ official }) => yesNo(official) },
    { label: 'credentials', cell: ({ credentials }) => credentials.map(keyText).join(' ') },
  ];
}

function matrix(descriptors: readonly RegistrarDescriptor[]): string[] {
  return tableLines([
    ['', ...descriptors.map((descriptor) => descriptor.name)],
    ...rows(descriptors).map((row) => [row.label, ...descriptors.map((descriptor) => row.cell(descriptor))]),
  ]);
}

function blocks(descriptors: readonly RegistrarDescriptor[], paint: Paint): string {
  return descriptors.map((descriptor) => `${block(descriptor, rows(descriptors), paint).join('\n')}\n`).join('\n');
}

/** What has the same word is one line. Three spaces: what does not fit goes on under the second column. */
function block(descriptor: RegistrarDescriptor, all: readonly Row[], paint: Paint): string[] {
  const cells = all.map((row) => [row.label, row.cell(descriptor)] as const);
  const words = ['yes', 'read', '-'];
  const lines = [
    ...words.map((word) => [word, cells.filter(([, cell]) => cell === word).map(([label]) => label)] as const),
    ...cells.filter(([, cell]) => !words.includes(cell)).map(([label, cell]) => [label, [cell]] as const),
  ].filter(([, texts]) => texts.length > 0);
  const longest = Math.max(...lines.map(([label]) => label.length));
  return [
    paint.bold(descriptor.name),
    ...lines.map(([label, texts]) => `  ${label.padEnd(longest)}   ${texts.join(', ')}`),
    ...reasons(descriptor).map((line) => `  ${line}`),
  ];
}

function namedReasons(descriptor: RegistrarDescriptor): string[] {
  return reasons(descriptor).map((line) => `${descriptor.title}: ${line}`);
}

/** Why something is `read` or `-`: the words that validation uses too. */
function reasons(descriptor: RegistrarDescriptor): string[] {
  const supports: readonly (readonly [string, Support])[] = [
    ...settingFields.map((field) => [field, descriptor.settings[field]] as const),
    ...recordTypes([descriptor]).map((type) => [type, descriptor.dns.types[type]] as const),
    ['new zones', descriptor.dns.createZone],
  ];
  const byReason = new Map<string, string[]>();
  for (const [label, support] of supports) {
    if (support.access !== 'write') byReason.set(support.reason, [...(byReason.get(support.reason) ?? []), label]);
  }
  return [...byReason].map(([reason, labels]) => `${labels.join(', ')}: ${reason}`);
}

function recordTypes(descriptors: readonly RegistrarDescriptor[]): (keyof RegistrarDescriptor['dns']['types'])[] {
  const [first] = descriptors;
  return first === undefined ? [] : (Object.keys(first.dns.types).sort() as (keyof typeof first.dns.types)[]);
}

function supportWord(support: Support): string {
  return { write: 'yes', read: 'read', none: '-' }[support.access];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : '-';
}

function limitText({ requests, perMs }: { readonly requests: number; readonly perMs: number }): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const;
  const [ms, unit] = units.find(([size]) => perMs % size === 0) ?? [1, 'ms'];
  const number = perMs / ms;
  return `${requests}/${number === 1 ? '' : number}${unit}`;
}

function keyText({ key, required }: { readonly key: string; readonly required: boolean }): string {
  return required ? key : `[${key}]`;
}

function registrarJson(descriptor: RegistrarDescriptor): unknown {
  const { dns } = descriptor;
  return {
    name: descriptor.name,
    title: descriptor.title,
    official: descriptor.official,
    documentation: descriptor.documentation,
    endpoint: descriptor.endpoint,
    credentials: descriptor.credentials.map(({ key, required, variable, secret, insteadOf }) => ({
      key,
      required,
      variable,
      secret,
      ...(insteadOf === undefined ? {} : { instead_of: insteadOf }),
    })),
    limits: descriptor.limits.map(({ requests, perMs, source }) => ({ requests, per_ms: perMs, source })),
    max_concurrent: descriptor.maxConcurrent,
    settings: descriptor.settings,
    dns: {
      types: dns.types,
      ttl: {
        min: dns.ttl.minSeconds,
        max: dns.ttl.maxSeconds,
        default: dns.ttl.defaultSeconds,
        auto: dns.ttl.autoSeconds ?? null,
      },
      apex_cname: dns.apexCname,
      create_zone: dns.createZone,
      needs_delegation: dns.needsDelegation,
      options: dns.options,
      max_records: dns.maxRecords ?? null,
    },
  };
}
