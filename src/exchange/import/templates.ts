/** Entries that several domains share, word for word, as templates: one for each subject and group of domains. */
import { getDomainWithoutSuffix } from 'tldts';
import type { RecordEntry } from '../../schema/config/record-entry.ts';

/** An entry as it is laid out. Two of the same text mean the same in the domain that each stands in. */
export interface LaidOut {
  readonly entry: Pick<RecordEntry, 'name' | 'type' | 'values'>;
  readonly lines: readonly string[];
  /** The host puts it into each new zone; its title. */
  readonly defaultOf: string | null;
}

export interface Template {
  readonly name: string;
  readonly entries: readonly LaidOut[];
}

/** What a domain takes from templates. */
export interface Use {
  /** Names of templates. */
  readonly names: readonly string[];
  /** Texts of its entries that stand there. */
  readonly texts: ReadonlySet<string>;
}

export interface Shared {
  readonly templates: readonly Template[];
  readonly uses: ReadonlyMap<string, Use>;
}

const fewestDomains = 3;

/** `domains`: entries by domain, in order. `names`: of templates that the config has. */
export function sharedTemplates(domains: ReadonlyMap<string, readonly LaidOut[]>, names: ReadonlySet<string>): Shared {
  const users = new Map<string, { readonly entry: LaidOut; readonly domains: string[] }>();
  for (const [domain, entries] of domains) {
    for (const entry of entries) {
      const text = textOf(entry);
      const known = users.get(text);
      if (known === undefined) users.set(text, { entry, domains: [domain] });
      else known.domains.push(domain);
    }
  }
  const groups = new Map<string, { readonly entries: LaidOut[]; readonly domains: readonly string[] }>();
  for (const { entry, domains: sharing } of users.values()) {
    if (sharing.length < fewestDomains) continue;
    const key = `${subjectOf(entry)} ${sharing.join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { entries: [entry], domains: sharing });
    else group.entries.push(entry);
  }
  const used = new Set(names);
  const uses = new Map<string, { readonly names: string[]; readonly texts: Set<string> }>();
  const templates = [...groups.values()].map(({ entries, domains: sharing }): Template => {
    const name = unused([nameOf(entries), `${nameOf(entries)}-${kindOf(entries)}`], used);
    used.add(name);
    for (const domain of sharing) {
      const use = uses.get(domain) ?? { names: [], texts: new Set() };
      uses.set(domain, use);
      use.names.push(name);
      for (const entry of entries) use.texts.add(textOf(entry));
    }
    return { name, entries };
  });
  return { templates, uses };
}

export function textOf({ lines }: LaidOut): string {
  return lines.join('\n');
}

type Subject = 'default' | 'mail' | 'certificates' | 'web' | 'records';

const mailNames =
  /(^|\.)(_dmarc|_domainkey|_mta-sts|mta-sts|_smtp\._tls|autodiscover|autoconfig|_autodiscover\._tcp)(\.|$)/;
const mailServices = /^_(imaps?|pop3s?|submissions?|smtp|jmap|autodiscover)\._tcp$/;

function subjectOf({ entry, defaultOf }: LaidOut): Subject {
  const { name, type } = entry;
  if (defaultOf !== null) return 'default';
  if (type === 'MX' || mailNames.test(name) || mailServices.test(name)) return 'mail';
  if (type === 'TXT' && dataOf(entry).startsWith('v=spf1')) return 'mail';
  if (type === 'CAA') return 'certificates';
  return ['A', 'AAAA', 'ALIAS', 'CNAME', 'HTTPS', 'URL'].includes(type) ? 'web' : 'records';
}

/** Services that most people know by another name than that of their hosts. */
const services: readonly (readonly [RegExp, string])[] = [
  [/google\.com|googlemail\.com/, 'google-workspace'],
  [/outlook\.com|microsoft|office\.com|windows\.net|lync\.com/, 'microsoft-365'],
  [/messagingengine\.com|fmhosted\.com/, 'fastmail'],
  [/protonmail|proton\.me/, 'proton-mail'],
];

function nameOf(entries: readonly LaidOut[]): string {
  const [first] = entries;
  if (first === undefined) return 'records';
  const subject = subjectOf(first);
  if (subject === 'default') return `${word(first.defaultOf ?? '')}-default`;
  const data = entries.map(({ entry }) => dataOf(entry)).join(' ');
  if (subject === 'mail' && isNoMail(entries)) return 'no-mail';
  const service = subject === 'mail' || subject === 'web' ? serviceOf(data) : undefined;
  if (subject === 'mail') return service ?? 'mail';
  return service === undefined ? subject : `${subject}-${service}`;
}

function isNoMail(entries: readonly LaidOut[]): boolean {
  return entries.some(({ entry }) => {
    const data = dataOf(entry);
    return data === 'v=spf1 -all' || (entry.type === 'MX' && data === '0 .');
  });
}

/** The company whose host a value names. */
function serviceOf(data: string): string | undefined {
  const known = services.find(([pattern]) => pattern.test(data));
  if (known !== undefined) return known[1];
  for (const text of data.split(/[\s:"]+/)) {
    const name = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i.test(text)
      ? getDomainWithoutSuffix(text.replace(/\.$/, ''))
      : null;
    if (name !== null && name !== '') return word(name);
  }
  return undefined;
}

function dataOf({ values }: LaidOut['entry']): string {
  return values.map((value) => ('yaml' in value ? value.yaml : value.text)).join(' ');
}

function word(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'records'
  );
}

/** What tells a template from another of the same service. */
function kindOf([first]: readonly LaidOut[]): string {
  if (first === undefined) return 'records';
  const { name, type } = first.entry;
  if (type === 'TXT' && dataOf(first.entry).startsWith('v=spf1')) return 'spf';
  if (/(^|\.)_dmarc$/.test(name)) return 'dmarc';
  return /(^|\.)_domainkey$/.test(name) ? 'dkim' : type.toLowerCase();
}

/** The first of these names that is free, or the last with a number. */
function unused(names: readonly string[], used: ReadonlySet<string>): string {
  const free = names.find((name) => !used.has(name));
  if (free !== undefined) return free;
  const last = names.at(-1) ?? '';
  let number = 2;
  while (used.has(`${last}-${number}`)) number++;
  return `${last}-${number}`;
}
