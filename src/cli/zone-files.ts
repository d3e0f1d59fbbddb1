/** Zone files of other servers, read from disk with all that they include. */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { readZoneFile, type ZoneFile } from '../exchange/zone-file/read-zone-file.ts';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { count } from '../schema/count.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import { readSources } from './config-files.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { issuesText } from './views/issues.ts';

interface ZoneFileArguments {
  readonly files: readonly string[];
  /** A-labels. */
  readonly origin?: string;
  readonly ttlSeconds?: number;
}

/** Shows all that is wrong with them on stderr, and throws `CommandError` where anything is. */
export async function readZoneFiles({ output, paint }: Context, zone: ZoneFileArguments): Promise<readonly ZoneFile[]> {
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
  if (all.length === 0) return zones;
  output.message(issuesText(all, [...sources, ...included], paint).split('\n'));
  throw new CommandError(`The zone files have ${count(all.length, 'issue')}. Nothing was written.`);
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
