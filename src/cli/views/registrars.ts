/** The capability matrix: what each registrar can hold and do, from the descriptors. */
import type { DnsCapabilities, RegistrarDescriptor, Support } from '../../schema/capabilities.ts';
import type { RecordType } from '../../schema/dns/rdata.ts';
import { recordTypeNames } from '../../schema/dns/record-types.ts';
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

const recordTypes: readonly RecordType[] = [...recordTypeNames].sort();

interface Row {
  readonly label: string;
  cell(descriptor: RegistrarDescriptor): string;
}

/** A half that is absent has `-` in all its rows. */
const rows: readonly Row[] = [
  ...settingFields.map((field) => ({
    label: field,
    cell: ({ registration }: RegistrarDescriptor) => supportWord(registration?.settings[field]),
  })),
  ...recordTypes.map((type) => ofZone(type, ({ types }) => supportWord(types[type]))),
  ofZone('CNAME at the apex', ({ apexCname }) => yesNo(apexCname)),
  ofZone('new zones', ({ createZone }) => supportWord(createZone)),
  ofZone('TTL', ({ ttl }) => `${ttl.minSeconds}-${ttl.maxSeconds}`),
  ofZone('ttl: auto', ({ ttl }) => yesNo(ttl.autoSeconds !== undefined)),
  ofZone('own options', ({ options }) => Object.keys(options).join(' ') || '-'),
  { label: 'requests', cell: ({ limits }) => limits.map(limitText).join(', ') || '-' },
  { label: 'official API', cell: ({ official }) => yesNo(official) },
  { label: 'credentials', cell: ({ credentials }) => credentials.map(keyText).join(' ') },
];

function ofZone(label: string, cell: (dns: DnsCapabilities) => string): Row {
  return { label, cell: ({ dns }) => (dns === undefined ? '-' : cell(dns)) };
}

function matrix(descriptors: readonly RegistrarDescriptor[]): string[] {
  return tableLines([
    ['', ...descriptors.map((descriptor) => descriptor.name)],
    ...rows.map((row) => [row.label, ...descriptors.map((descriptor) => row.cell(descriptor))]),
  ]);
}

function blocks(descriptors: readonly RegistrarDescriptor[], paint: Paint): string {
  return descriptors.map((descriptor) => `${block(descriptor, paint).join('\n')}\n`).join('\n');
}

/** What has the same word is one line. Three spaces: what does not fit goes on under the second column. */
function block(descriptor: RegistrarDescriptor, paint: Paint): string[] {
  const cells = rows.map((row) => [row.label, row.cell(descriptor)] as const);
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
function reasons({ registration, dns }: RegistrarDescriptor): string[] {
  const supports: readonly (readonly [string, Support])[] = [
    ...(registration ? settingFields.map((field) => [field, registration.settings[field]] as const) : []),
    ...(dns ? recordTypes.map((type) => [type, dns.types[type]] as const) : []),
    ...(dns ? [['new zones', dns.createZone] as const] : []),
  ];
  const byReason = new Map<string, string[]>();
  for (const [label, support] of supports) {
    if (support.access !== 'write') byReason.set(support.reason, [...(byReason.get(support.reason) ?? []), label]);
  }
  return [...byReason].map(([reason, labels]) => `${labels.join(', ')}: ${reason}`);
}

function supportWord(support: Support | undefined): string {
  return { write: 'yes', read: 'read', none: '-' }[support?.access ?? 'none'];
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
    settings: descriptor.registration?.settings ?? null,
    dns:
      dns === undefined
        ? null
        : {
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
