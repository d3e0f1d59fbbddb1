/** Zone files of other servers, read from disk with all that they include. */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { readZoneFile, type ZoneFile } from '../exchange/zone-file/read-zone-file.ts';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import { readSources } from './config-files.ts';

interface ZoneFileArguments {
  readonly files: readonly string[];
  /** A-labels. */
  readonly origin?: string;
  readonly ttlSeconds?: number;
}

interface ReadZoneFiles {
  readonly zones: readonly ZoneFile[];
  /** Included ones, too. */
  readonly sources: readonly Source[];
  readonly issues: readonly Issue[];
}

export async function readZoneFiles(zone: ZoneFileArguments): Promise<ReadZoneFiles> {
  const { sources, issues } = await readSources(zone.files);
  const all: Issue[] = [...issues];
  const included: Source[] = [];
  const zones: ZoneFile[] = [];
  for (const source of sources) {
    const folder = dirname(resolve(source.file));
    const include = (path: string, from: string): Result<Source> => {
      const read = readIncluded(path, from, folder);
      if (read.ok) included.push(read.value);
      return read;
    };
    const { origin, ttlSeconds } = zone;
    const read = readZoneFile(source, {
      ...(origin === undefined ? {} : { origin }),
      ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
      include,
    });
    if ('issues' in read) all.push(...read.issues);
    else zones.push(read.zone);
  }
  return { zones, sources: [...sources, ...included], issues: all };
}

/** A file below the folder of the zone file: what somebody else wrote must not show what lies elsewhere. */
function readIncluded(path: string, from: string, folder: string): Result<Source> {
  const name = resolve(dirname(resolve(from)), path);
  try {
    const real = realpathSync(name);
    const inside = relative(realpathSync(folder), real);
    if (inside === '..' || inside.startsWith(`..${sep}`) || inside === '' || resolve(inside) === inside) {
      return bad(`$INCLUDE ${path} leads out of the folder of the zone file`, 'copy the file into that folder');
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real));
    return ok({ file: relative('', name), text });
  } catch (error) {
    return bad(`$INCLUDE ${path} cannot be read: ${(error as Error).message}`);
  }
}
