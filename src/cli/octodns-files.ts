/** The files of an octoDNS config folder, zone by zone. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { MovedZone } from '../exchange/moving/moved-zone.ts';
import {
  type OctodnsConfig,
  plainFolder,
  readOctodnsConfig,
  type YamlFolder,
} from '../exchange/octodns/octodns-config.ts';
import { readOctodnsZone } from '../exchange/octodns/read-octodns-zone.ts';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { parseDomain } from '../schema/dns/name.ts';
import { readSources } from './config-files.ts';
import { CommandError } from './errors.ts';
import type { MovedFiles } from './moved-files.ts';

/** `path`: the folder of the zones, octoDNS's main file, or one zone. Throws `CommandError` where it is none of these. */
export async function readOctodns(path: string): Promise<MovedFiles> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new CommandError(`--octodns: there is no ${path}.`);
  if (found.isDirectory()) return readFolder(path);
  const { sources, issues } = await readSources([path]);
  const [source] = sources;
  if (source === undefined) return { zones: [], remarks: [], sources, issues };
  const main = readOctodnsConfig(source);
  if (main === null) return readFolder(dirname(path), zoneOf(path));
  if ('issues' in main) return { zones: [], remarks: [], sources, issues: main.issues };
  const { providers } = main.config;
  const [folder] = providers;
  if (folder === undefined || providers.length > 1) {
    const list = providers.map(({ id, directory }) => `${id} (${directory})`).join(', ');
    const what = folder === undefined ? 'has no YamlProvider' : `has several YamlProviders: ${list}`;
    throw new CommandError(`--octodns: ${path} ${what}. Name the folder of the zones.`);
  }
  if ((await stat(folder.directory).catch(() => null))?.isDirectory() !== true) {
    throw new CommandError([
      `--octodns: ${path} names the folder ${folder.directory}, which is not here.`,
      'Run the import where octodns-sync is run, as the path is relative to that place.',
    ]);
  }
  return readZones(folder, main.config, [source]);
}

/** Main files that lie beside the zones say how these are read. `only`: the zone that is wanted. */
async function readFolder(path: string, only?: string): Promise<MovedFiles> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.yaml') && !isZoneFile(name)).sort();
  const { sources } = await readSources(names.map((name) => join(path, name)));
  const mains = sources.flatMap((source) => {
    const read = readOctodnsConfig(source);
    return read !== null && 'config' in read && read.config.providers.length > 0 ? [{ source, ...read }] : [];
  });
  const here = mains.flatMap(({ config }) =>
    config.providers.filter((one) => basename(resolve(one.directory)) === basename(resolve(path))),
  );
  const ways = new Map(here.map((one) => [JSON.stringify({ ...one, id: '', directory: '' }), one]));
  if (ways.size > 1) {
    const files = mains.map(({ source }) => source.file).join(', ');
    throw new CommandError(`--octodns: ${files} read this folder in different ways. Name the one that counts.`);
  }
  const [folder = { id: 'config', ...plainFolder }] = ways.values();
  const config: OctodnsConfig = {
    providers: [],
    aliases: mains.flatMap((main) => main.config.aliases),
    remarks: mains.flatMap((main) => main.config.remarks),
  };
  const read = await readZones(
    { ...folder, directory: path },
    config,
    mains.map(({ source }) => source),
    only,
  );
  // Of one zone nobody asks for the others.
  const unread = (only === undefined ? sources : []).filter(
    ({ file }) => basename(file) !== folder.sharedFile && mains.every(({ source }) => source.file !== file),
  );
  return {
    ...read,
    remarks: [
      ...read.remarks,
      ...unread.map(({ file }) => `${file} is neither a zone nor a main file of octoDNS: not read.`),
    ],
  };
}

async function readZones(
  folder: YamlFolder,
  config: OctodnsConfig,
  mains: readonly Source[],
  only?: string,
): Promise<MovedFiles> {
  const { directory, splitExtension, zoneFiles, sharedFile, options } = folder;
  const files = new Map<string, string[]>();
  const issues: Issue[] = [];
  const add = (name: string, paths: readonly string[]): void => {
    const domain = parseDomain(name);
    if (domain.ok) files.set(domain.value, [...(files.get(domain.value) ?? []), ...paths]);
    else issues.push({ code: 'moved-file', file: paths[0] ?? name, line: 1, column: 1, ...domain.problem });
  };
  for (const entry of (await readdir(directory, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && splitExtension !== null && entry.name.endsWith(splitExtension)) {
      const names = (await readdir(path)).filter((name) => name.endsWith('.yaml')).sort();
      add(
        entry.name.slice(0, -splitExtension.length),
        names.map((name) => join(path, name)),
      );
    } else if (!entry.isDirectory() && zoneFiles && isZoneFile(entry.name))
      add(entry.name.slice(0, -'.yaml'.length), [path]);
  }
  const zones: MovedZone[] = [];
  const sources: Source[] = [...mains];
  const domains = [...files.keys(), ...config.aliases.map(({ domain }) => domain)];
  for (const domain of [...new Set(domains)].sort().filter((one) => only === undefined || one === only)) {
    const of = config.aliases.find((alias) => alias.domain === domain)?.of ?? domain;
    const paths = [...(files.get(of) ?? []), ...(sharedFile === null ? [] : [join(directory, sharedFile)])];
    if (!files.has(of)) {
      throw new CommandError(`--octodns: ${domain} is to be as ${of}, of which ${directory} has no file.`);
    }
    const read = await readSources(paths);
    sources.push(...read.sources);
    issues.push(...read.issues);
    const zone = readOctodnsZone(domain, read.sources, options);
    if ('zone' in zone) zones.push(zone.zone);
    else issues.push(...zone.issues);
  }
  return { zones, remarks: config.remarks, sources, issues };
}

function zoneOf(path: string): string {
  const name = basename(path);
  const domain = parseDomain(name.slice(0, -'.yaml'.length));
  if (isZoneFile(name) && domain.ok) return domain.value;
  throw new CommandError(
    `--octodns: ${path} is neither a main file of octoDNS, nor named as a zone is: example.com.yaml.`,
  );
}

/** As octoDNS knows them: `example.com.yaml` has two dots, `production.yaml` has one. */
function isZoneFile(name: string): boolean {
  return name.endsWith('.yaml') && name.split('.').length > 2;
}
