import { join } from 'node:path';
import { didYouMean } from '../../schema/config/suggest.ts';
import { count } from '../../schema/count.ts';
import type { Desired } from '../../schema/desired.ts';
import { displayName, parseDomain } from '../../schema/dns/name.ts';
import { seen } from '../../schema/dns/seen.ts';
import { type HostedZone, readZones } from '../../workflow/read-zones.ts';
import type { ExportArguments } from '../arguments/export.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { uninterrupted } from '../interrupt.ts';
import { refuseExisting, writeNewFiles } from '../new-files.ts';
import { withLive } from '../session.ts';
import { zoneDocument, zonesText } from '../views/zones.ts';

/** Exits 1 where a zone could not be read; the others are written all the same. */
export async function exportZones(context: Context, { domains, format, out }: ExportArguments): Promise<ExitCode> {
  return withLive(context, async ({ desired, accounts, progress }) => {
    const hosted = chosenZones(domains, desired);
    const pathOf = ({ domain }: HostedZone) => join(out ?? '', `${domain}.${format}`);
    if (out !== null) for (const zone of hosted) await refuseExisting(pathOf(zone));
    const { parallelism } = context.globals;
    const reads = await readZones({ accounts, zones: hosted, parallelism, progress: progress.reading() });
    progress.end();
    const failed = reads.flatMap((read) => ('problem' in read ? [read] : []));
    const zones = reads.flatMap((read) => ('problem' in read ? [] : [read]));
    if (out === null) context.output.result(zonesText(zones, format));
    else {
      const files = new Map(zones.map((zone) => [pathOf(zone), zoneDocument(zone, format)]));
      await uninterrupted(context.interrupt, () => writeNewFiles(files));
    }
    context.output.message(
      failed.map(({ domain, problem }) => `Error: ${displayName(domain)} could not be read: ${problem}`),
    );
    if (out !== null && !context.globals.quiet) {
      context.output.message(`Written to ${out}: ${count(zones.length, 'zone')}.`);
    }
    return failed.length > 0 ? 1 : 0;
  });
}

function chosenZones(named: readonly string[], { domains }: Desired): readonly HostedZone[] {
  const hosted = domains.flatMap(({ domain, dns }) => (dns === undefined ? [] : [{ domain, account: dns }]));
  if (named.length === 0) return hosted;
  return [...new Set(named)].map((text) => {
    const domain = parseDomain(text);
    const found = domain.ok ? hosted.find((zone) => zone.domain === domain.value) : undefined;
    if (found !== undefined) return found;
    const names = hosted.map((zone) => displayName(zone.domain));
    throw new CommandError(`The config manages no zone ${seen(text)}: ${didYouMean(text, names, 'zones')}.`);
  });
}
