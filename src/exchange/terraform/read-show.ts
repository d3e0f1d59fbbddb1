/**
 * What `terraform show -json` prints of a state: the records in it, by zone. A Cloudflare record has the ID of its zone;
 * other resources of the state say what that is called. Pure.
 */
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { count } from '../../schema/count.ts';
import { displayName, parseDomain, relativeName } from '../../schema/dns/name.ts';
import { isRecordType } from '../../schema/dns/record-types.ts';
import { seen } from '../../schema/dns/seen.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { type JsonObject, type JsonPath, listOf, objectOf, readJsonFile, textOf } from '../moving/json-file.ts';
import type { MovedRecord, MovedZone, UnmanagedRecord } from '../moving/moved-zone.ts';
import { type TerraformRecord, type TerraformResource, terraformResources } from './terraform-records.ts';

type ReadTerraform =
  | {
      readonly zones: readonly MovedZone[];
      readonly remarks: readonly string[];
      /** Records whose zone is not known; sentences. */
      readonly problems: readonly string[];
    }
  | { readonly issues: readonly Issue[] };

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  readonly values: JsonObject;
  readonly sensitive: JsonObject;
  readonly path: JsonPath;
}

interface Zone {
  readonly records: MovedRecord[];
  readonly unmanaged: UnmanagedRecord[];
  readonly remarks: string[];
}

const advice = 'write the file with: terraform show -json > state.json';

export function readTerraformShow(source: Source): ReadTerraform {
  const file = readJsonFile(source, advice);
  if ('issues' in file) return file;
  const issues: Issue[] = [];
  const report = (path: JsonPath, problem: Problem): void => void issues.push(file.issueAt(path, problem));
  const top = objectOf(file.data);
  const wrong = whyNoState(top);
  if (top === undefined || wrong !== undefined) {
    report([], bad(wrong ?? 'this is no state of Terraform', advice).problem);
    return { issues };
  }
  const remarks: string[] = [];
  const resources = resourcesOf(objectOf(objectOf(top.values)?.root_module) ?? {}, ['values', 'root_module'], remarks);
  const names = zoneNames(resources);
  const zones = new Map<string, Zone>();
  const unnamed = new Map<string, string[]>();
  const others = new Map<string, number>();
  for (const resource of resources) {
    const { type, isData, values, path, address } = resource;
    const kind = Object.hasOwn(terraformResources, type) ? terraformResources[type] : undefined;
    if (kind === undefined || isData) {
      if (!isData && /record|rrset/.test(type)) others.set(type, (others.get(type) ?? 0) + 1);
      continue;
    }
    const written = textOf(values[kind.zone]) ?? '';
    const zone = kind.zone === 'zone_id' ? names.get(written) : written;
    if (zone === undefined) {
      unnamed.set(written, [...(unnamed.get(written) ?? []), address]);
      continue;
    }
    const domain = parseDomain(zone);
    if (!domain.ok) {
      report(path, bad(`${address}: ${domain.problem.message}`).problem);
      continue;
    }
    const found = zones.get(domain.value) ?? { records: [], unmanaged: [], remarks: [] };
    zones.set(domain.value, found);
    found.remarks.push(...(kind.remarks?.(values) ?? []));
    for (const record of kind.records(values, domain.value)) {
      const problem = take(record, isSensitive(resource, kind), domain.value, address, found);
      if (problem !== undefined) report(path, bad(`${address}: ${problem.message}`).problem);
    }
  }
  if (issues.length > 0) return { issues };
  for (const [type, n] of others) remarks.push(`left out, as it is not known here: ${count(n, 'resource')} ${type}.`);
  const problems = [...unnamed].map(([id, addresses]) => {
    const which = `${count(addresses.length, 'record')} of the Cloudflare zone ${seen(id)}`;
    return `${which}, as no resource of the state says what it is called: add a data "cloudflare_zone" for it, apply, and show again (${addresses.join(', ')})`;
  });
  return {
    zones: [...zones].map(([domain, zone]) => ({ domain, ...zone })),
    remarks,
    problems,
  };
}

/** Null where a name or a TTL is wrong: then there is no place to say it at. */
function take(
  record: TerraformRecord,
  isHidden: boolean,
  domain: string,
  address: string,
  { records, unmanaged, remarks }: Zone,
): Problem | undefined {
  const { name, type, ttl, text, rdata, own, lost } = record;
  if (!name.ok) return name.problem;
  if (!ttl.ok) return ttl.problem;
  const shown = displayName(relativeName(name.value, domain));
  for (const what of lost) remarks.push(`left out, as it has no counterpart: ${what} of ${shown} ${type}.`);
  if (isHidden) {
    unmanaged.push({ name: name.value, type, text: `(${address})`, reason: 'its value is sensitive in Terraform' });
  } else if (!rdata.ok) {
    const reason = isRecordType(type) ? { reason: rdata.problem.message } : {};
    unmanaged.push({ name: name.value, type, text, ...reason });
  } else {
    records.push({
      name: name.value,
      ttlSeconds: ttl.value,
      rdata: rdata.value,
      ...(own === undefined ? {} : { own }),
    });
  }
  return undefined;
}

/** Undefined: it is what `terraform show -json` prints of a state. */
function whyNoState(top: JsonObject | undefined): string | undefined {
  if (typeof top?.format_version !== 'string') {
    return typeof top?.terraform_version === 'string' || Array.isArray(top?.resources)
      ? 'this is the state file itself, whose form Terraform keeps to itself'
      : 'this is not what terraform show -json prints';
  }
  if (!/^[01]\./.test(top.format_version)) return `format_version ${top.format_version} is not known here`;
  return top.planned_values === undefined ? undefined : 'this is a plan of Terraform, not its state';
}

function resourcesOf(module: JsonObject, path: JsonPath, remarks: string[]): readonly Resource[] {
  const own = listOf(module.resources).flatMap((one, index): readonly Resource[] => {
    const { address, type, mode, values, sensitive_values, deposed_key } = objectOf(one) ?? {};
    if (textOf(deposed_key)) {
      remarks.push(`left out, as Terraform is about to delete it: the deposed ${String(address)}.`);
      return [];
    }
    return [
      {
        address: textOf(address) ?? '?',
        type: textOf(type) ?? '',
        isData: mode === 'data',
        values: objectOf(values) ?? {},
        sensitive: objectOf(sensitive_values) ?? {},
        path: [...path, 'resources', index],
      },
    ];
  });
  const children = listOf(module.child_modules).flatMap((one, index) =>
    resourcesOf(objectOf(one) ?? {}, [...path, 'child_modules', index], remarks),
  );
  return [...own, ...children];
}

/** Of Cloudflare's zones, by ID. */
function zoneNames(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (id: unknown, name: unknown): void => {
    if (typeof id === 'string' && typeof name === 'string') names.set(id, name);
  };
  for (const { type, values } of resources) {
    if (type === 'cloudflare_zone') {
      add(values.id, values.name ?? values.zone);
      add(values.zone_id, values.name ?? values.zone);
    } else if (type === 'cloudflare_zones') {
      for (const zone of [...listOf(values.zones), ...listOf(values.result)].map(objectOf)) add(zone?.id, zone?.name);
    } else if (type === 'cloudflare_record') {
      const { hostname, name, zone_id: id } = values;
      if (typeof hostname !== 'string' || typeof name !== 'string' || names.has(String(id))) continue;
      // Version 4 keeps the full name beside the one that was written.
      if (name === '@') add(id, hostname);
      else if (hostname.startsWith(`${name}.`)) add(id, hostname.slice(name.length + 1));
    }
  }
  return names;
}

function isSensitive({ sensitive }: Resource, { data }: TerraformResource): boolean {
  // Terraform writes an empty object or list for what has nothing sensitive in it.
  return data.some((key) => JSON.stringify(sensitive[key] ?? null).includes('true'));
}
