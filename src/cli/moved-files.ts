/** Other tools' files as zones. All that is wrong with them is shown at once, and then nothing is written. */

import { readPrintIr } from '../exchange/dnscontrol/read-print-ir.ts';
import type { MovedZone } from '../exchange/moving/moved-zone.ts';
import { readTerraformShow } from '../exchange/terraform/read-show.ts';
import { movedZoneFile } from '../exchange/zone-file/moved-zone-file.ts';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { count } from '../schema/count.ts';
import { parseDomain } from '../schema/dns/name.ts';
import type { MovedFrom } from './arguments/import.ts';
import { readSources } from './config-files.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { readOctodns } from './octodns-files.ts';
import { issuesText } from './views/issues.ts';
import { readZoneFiles } from './zone-files.ts';

export interface MovedFiles {
  readonly zones: readonly MovedZone[];
  /** Of no zone alone; sentences. */
  readonly remarks: readonly string[];
  /** What of a file could not be read, as no mistake of it; no full stop. */
  readonly problems?: readonly string[];
  readonly sources: readonly Source[];
  readonly issues: readonly Issue[];
}

/** Throws `CommandError` where anything is wrong. */
export async function readMoved(
  context: Context,
  from: MovedFrom,
): Promise<Pick<MovedFiles, 'zones' | 'remarks' | 'problems'>> {
  const read = await readFrom(from);
  const { zones, issues, sources } = read;
  if (issues.length > 0) {
    context.output.message(issuesText(issues, sources, context.paint).split('\n'));
    throw new CommandError(`The files have ${count(issues.length, 'issue')}. Nothing was written.`);
  }
  const twice = zones.find(({ domain }, index) => zones.findIndex((zone) => zone.domain === domain) !== index);
  if (twice !== undefined) throw new CommandError(`Two of the files are of ${twice.domain}. Keep one of them.`);
  return read;
}

async function readFrom(from: MovedFrom): Promise<MovedFiles> {
  if (from.tool === 'octodns') return readOctodns(from.path);
  if (from.tool !== 'zone-file') {
    return readOne(from.path, from.tool === 'dnscontrol' ? readPrintIr : readTerraformShow);
  }
  const { files, origin, ttlSeconds } = from;
  const parsed = origin === null ? undefined : parseDomain(origin);
  if (parsed?.ok === false) throw new CommandError(`--origin: ${parsed.problem.message}.`);
  const { zones, ...read } = await readZoneFiles({
    files,
    ...(parsed === undefined ? {} : { origin: parsed.value }),
    ...(ttlSeconds === null ? {} : { ttlSeconds }),
  });
  return { ...read, remarks: [], zones: zones.map(movedZoneFile) };
}

type ReadOne = (
  source: Source,
) => Pick<MovedFiles, 'zones' | 'remarks' | 'problems'> | { readonly issues: readonly Issue[] };

async function readOne(path: string, read: ReadOne): Promise<MovedFiles> {
  const { sources, issues } = await readSources([path]);
  const [source] = sources;
  if (source === undefined) return { zones: [], remarks: [], sources, issues };
  return { zones: [], remarks: [], issues, ...read(source), sources };
}
