/** The main file of octoDNS (`production.yaml`): how its YamlProviders read their folders, and which zones copy others. */
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { parseDomain } from '../../schema/dns/name.ts';
import { bad, type Problem } from '../../schema/result.ts';
import type { SourcePosition } from '../../schema/source.ts';
import { type MapNode, type Node, readPythonYaml } from './python-yaml.ts';
import type { OctodnsOptions } from './read-octodns-zone.ts';

export interface OctodnsConfig {
  readonly providers: readonly YamlFolder[];
  /** A-labels; a zone that is a copy of another. */
  readonly aliases: readonly { readonly domain: string; readonly of: string }[];
  readonly remarks: readonly string[];
}

/** A YamlProvider. */
export interface YamlFolder {
  readonly id: string;
  readonly directory: string;
  readonly options: OctodnsOptions;
  /** Of folders that hold a zone in several files; null: there are none. */
  readonly splitExtension: string | null;
  /** Whether a zone may be one file. */
  readonly zoneFiles: boolean;
  /** A file whose records every zone has, too. */
  readonly sharedFile: string | null;
}

type ReadOctodnsConfig = { readonly config: OctodnsConfig } | { readonly issues: readonly Issue[] };

/** Null: the file is no main file. */
export function readOctodnsConfig(source: Source): ReadOctodnsConfig | null {
  const read = readPythonYaml(source);
  if ('issues' in read) return read;
  const providersNode = mapAt(read.node, 'providers');
  const zonesNode = mapAt(read.node, 'zones');
  if (providersNode === undefined) return null;
  const issues: Issue[] = [];
  const remarks: string[] = [];
  const report = (place: SourcePosition, { message, suggestion }: Problem): void => {
    const issue: Issue = { code: 'moved-file', ...place, message };
    issues.push(suggestion === undefined ? issue : { ...issue, suggestion });
  };
  const providers: YamlFolder[] = [];
  for (const [id, { key, value }] of providersNode.entries) {
    const className = textAt(value, 'class') ?? '';
    if (!/\bYamlProvider$|SplitYamlProvider$/.test(className)) continue;
    const directory = textAt(value, 'directory');
    if (directory === undefined) report(key.place, bad(`the provider ${id} has no directory`).problem);
    else providers.push(folderOf(id, directory, value, className.endsWith('SplitYamlProvider')));
  }
  const ids = new Set(providers.map(({ id }) => id));
  const aliases: { domain: string; of: string }[] = [];
  for (const [name, { key, value }] of zonesNode?.entries ?? []) {
    const alias = textAt(value, 'alias');
    if (alias !== undefined) {
      const [domain, of] = [name, alias].map((text) => parseDomain(text.replace(/\.$/, '')));
      if (domain?.ok === true && of?.ok === true) aliases.push({ domain: domain.value, of: of.value });
      else report(key.place, bad(`the alias ${name} of ${alias} is no pair of zones`).problem);
    }
    const others = listAt(value, 'sources').filter((id) => !ids.has(id));
    if (others.length > 0) remarks.push(`octoDNS has records of ${name} also from ${others.join(', ')}: not read.`);
    const processors = listAt(value, 'processors');
    if (processors.length > 0)
      remarks.push(`octoDNS changes records of ${name} by ${processors.join(', ')}: not done here.`);
  }
  return issues.length > 0 ? { issues } : { config: { providers, aliases, remarks } };
}

export const plainFolder: Omit<YamlFolder, 'id' | 'directory'> = {
  options: { defaultTtl: 3600, escapedSemicolons: true },
  splitExtension: '.',
  zoneFiles: true,
  sharedFile: null,
};

function folderOf(id: string, directory: string, node: Node, isSplit: boolean): YamlFolder {
  const ttl = valueAt(node, 'default_ttl');
  const extension = valueAt(node, isSplit ? 'extension' : 'split_extension');
  const shared = valueAt(node, 'shared_filename');
  return {
    id,
    directory,
    options: {
      defaultTtl: typeof ttl === 'number' ? ttl : plainFolder.options.defaultTtl,
      escapedSemicolons: valueAt(node, 'escaped_semicolons') !== false,
    },
    splitExtension: typeof extension === 'string' ? extension : isSplit ? '.' : null,
    zoneFiles: !isSplit && valueAt(node, 'disable_zonefile') !== true,
    sharedFile: typeof shared === 'string' ? shared : null,
  };
}

function mapAt(node: Node, key: string): MapNode | undefined {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'map' ? value : undefined;
}

function valueAt(node: Node, key: string): string | number | boolean | null | undefined {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'scalar' ? value.value : undefined;
}

function textAt(node: Node, key: string): string | undefined {
  const value = valueAt(node, key);
  return typeof value === 'string' ? value : undefined;
}

function listAt(node: Node, key: string): readonly string[] {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'scalar' ? [item.written] : [])) : [];
}
