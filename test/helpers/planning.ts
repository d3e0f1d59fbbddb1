/** Planner inputs from short texts: `www A 192.0.2.1, 192.0.2.2 ttl 300 protect`, or `protect-delete`, or `unprotect` for `protect: false`. */

import { plain } from '../../src/cli/views/paint.ts';
import { planText } from '../../src/cli/views/plan-text.ts';
import type {
  Compiler,
  LiveRecordSet,
  LiveRegistration,
  LiveZone,
  PlanInput,
  RecordedDomain,
} from '../../src/planner/inputs.ts';
import type { Plan } from '../../src/planner/plan.ts';
import { type PlannedRun, planChanges } from '../../src/planner/plan-changes.ts';
import { readTargets } from '../../src/planner/targets.ts';
import {
  can,
  type DnsCapabilities,
  type RegistrationCapabilities,
  type WholeDescriptor,
} from '../../src/schema/capabilities.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain, DesiredRecordSet } from '../../src/schema/desired.ts';
import { parseOwnerName } from '../../src/schema/dns/name.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../src/schema/dns/record-sets.ts';
import { rdataFromPrinted, recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { zoneFileTarget } from '../../src/schema/dns/targets.ts';
import { type SettingField, settingFields } from '../../src/schema/domain/settings.ts';
import type { Protection } from '../../src/schema/protection.ts';

export const domain = 'example.com';
export const provenance = { run: 41, at: '2026-11-20T10:00:00.000Z', actor: 'kim', commit: '3f2c1ab9', ciUrl: null };

export interface Scene {
  readonly desired?: readonly string[];
  readonly recorded?: readonly string[];
  readonly live?: readonly string[];
  readonly desiredDomain?: Partial<DesiredDomain>;
  readonly recordedSettings?: Readonly<Record<string, boolean | readonly string[]>>;
  readonly recordedProtect?: Protection;
  readonly recordedZoneRows?: number;
  readonly recordedForeign?: RecordedDomain['foreign'];
  readonly registration?: Partial<LiveRegistration>;
  readonly zone?: Partial<LiveZone>;
  readonly dns?: Partial<DnsCapabilities>;
  readonly settings?: Partial<RegistrationCapabilities['settings']>;
  readonly input?: Partial<PlanInput>;
  readonly targets?: readonly string[];
  readonly refreshOnly?: boolean;
  readonly consents?: readonly string[];
  /** The compiler refuses changes whose address has this in it. */
  readonly refuse?: string;
  /** True: the domain has left the config. */
  readonly departed?: boolean;
  /** True: `dns: none`. */
  readonly unhosted?: boolean;
}

/** The plan of one domain at one account, `acme`. */
export function planScene(scene: Scene): PlannedRun {
  const input = inputOf(scene);
  const known = new Set([...input.desired.domains.map((d) => d.domain), ...input.recorded.keys()]);
  const targets = readTargets(scene.targets ?? [], known);
  if (!targets.ok) throw new Error(targets.problem.message);
  return planChanges(input, targets.value);
}

/** The plan as people read it, without headers and summary; spaces squeezed. */
export function printed(plan: Plan): readonly string[] {
  const text = planText(plan, { paint: plain, verbose: true, seconds: null, next: null });
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^(example\.com( |$)|Plan: |No changes|Calls: )/.test(line));
  return lines.map((line) => line.replace(/ {2,}/g, ' ').trim());
}

const protections: Readonly<Record<string, Protection>> = {
  protect: true,
  'protect-delete': 'delete',
  unprotect: false,
};

export function set(text: string): RecordSet & { readonly protect?: Protection } {
  const match = /^(\S+) ([A-Z]+) (.*?)(?: ttl (\d+))?(?: (protect|protect-delete|unprotect))?$/.exec(text);
  if (match === null) throw new Error(`not a record set: ${text}`);
  const [, owner = '', type = '', values = '', ttl, protect] = match;
  const name = parseOwnerName(owner, domain);
  if (!name.ok) throw new Error(name.problem.message);
  const rdata = values.split(', ').map((value) => {
    const parsed = rdataFromPrinted(type as RecordType, value, zoneFileTarget(domain));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return parsed.value;
  });
  const made = makeRecordSet({
    name: name.value,
    type: type as RecordType,
    ttlSeconds: Number(ttl ?? 3600),
    values: rdata,
  });
  return { ...made, ...(protect === undefined ? {} : { protect: protections[protect] as Protection }) };
}

export function liveSet(text: string): LiveRecordSet {
  const { protect: _, ...rest } = set(text);
  return { ...rest, native: null };
}

export type WholeCompiler = Required<Compiler> & { readonly descriptor: WholeDescriptor };

export function fakeCompiler(scene: Pick<Scene, 'dns' | 'settings' | 'refuse'> = {}): WholeCompiler {
  const descriptor = {
    name: 'acme',
    title: 'Acme',
    official: true,
    documentation: 'https://acme.example/api',
    endpoint: 'https://api.acme.example',
    credentials: [],
    limits: [],
    maxConcurrent: 4,
    registration: {
      settings: { ...Object.fromEntries(settingFields.map((field) => [field, can])), ...scene.settings },
    },
    dns: {
      types: Object.fromEntries(recordTypeNames.map((type) => [type, can])),
      ttl: { minSeconds: 60, maxSeconds: 86400, defaultSeconds: 3600 },
      apexCname: false,
      createZone: can,
      needsDelegation: false,
      rewrites: false,
      options: {},
      checkRecordSet: () => [],
      canonicalRecordSet: (one: RecordSet) => one,
      isDefaultRecordSet: (one: RecordSet) => printValues(one).some((value) => value.includes('parking')),
      ...scene.dns,
    },
  } as WholeDescriptor;
  return {
    descriptor,
    dns: {
      compileCreateZone: (name) => ({
        operation: 'make zone',
        domain: name,
        covers: [`${name}:zone`],
        requests: 1,
        body: null,
      }),
      compileZone: ({ domain: name, changes }) =>
        changes.map(({ address, action }) => ({
          operation: action,
          domain: name,
          covers: [address],
          requests: 1,
          body: null,
          ...(scene.dns?.rewrites === true && { rewrites: true }),
          ...(scene.refuse === undefined || !address.includes(scene.refuse)
            ? {}
            : { refused: 'it would be lost. Do that.' }),
        })),
    },
    registration: {
      compileSettings: (changes) =>
        changes.map((change) => ({
          operation: `set ${change.field}`,
          domain: change.domain,
          covers: [change.address],
          requests: 1,
          body: null,
        })),
    },
  };
}

function inputOf(scene: Scene): PlanInput {
  const desired: DesiredDomain = {
    domain,
    source: { file: 'domains.yaml', line: 1, column: 1 },
    registrar: 'acme',
    ...(scene.unhosted ? {} : { dns: 'acme' }),
    settings: {},
    recordSets: (scene.desired ?? []).map(
      (text): DesiredRecordSet => ({ ...set(text), source: { file: 'domains.yaml', line: 1, column: 1 } }),
    ),
    foreign: 'keep',
    ignore: [],
    thresholds: { deletes: 0.3, updates: 0.3 },
    notes: [],
    ...scene.desiredDomain,
  };
  const recordedSets = (scene.recorded ?? []).map((text) => {
    const one = set(text);
    return { ...one, account: 'acme', values: printValues(one), protect: one.protect ?? false, provenance };
  });
  const recordedSettings = Object.entries(scene.recordedSettings ?? {}).map(([field, value]) => ({
    account: 'acme',
    field: field as SettingField,
    value,
    provenance,
  }));
  const known =
    recordedSets.length + recordedSettings.length > 0 ||
    scene.recordedProtect !== undefined ||
    scene.recordedZoneRows !== undefined;
  const recorded = {
    domain,
    registrar: 'acme',
    dns: 'acme',
    protect: scene.recordedProtect ?? false,
    zoneRows: scene.recordedZoneRows ?? null,
    foreign: scene.recordedForeign ?? null,
    recordSets: recordedSets,
    settings: recordedSettings,
  };
  const registration: LiveRegistration = {
    domain,
    status: 'active',
    expiresAt: '2027-08-20T00:00:00.000Z',
    settings: {},
    native: null,
    ...scene.registration,
  };
  const zone: LiveZone = {
    domain,
    status: 'present',
    recordSets: (scene.live ?? []).map(liveSet),
    unsupported: [],
    nameservers: ['ns1.acme.example.', 'ns2.acme.example.'],
    native: null,
    ...scene.zone,
  };
  return {
    workspace: 'default',
    root: 'github.com/northwind/dns',
    stateSerial: 7,
    toolVersion: '0.0.0',
    now: '2026-11-23T12:00:00.000Z',
    options: {
      targets: scene.targets ?? [],
      refreshOnly: scene.refreshOnly ?? false,
      consents: scene.consents ?? [],
    },
    desired: { accounts: [], planThresholds, domains: scene.departed ? [] : [desired] },
    compilers: new Map([['acme', fakeCompiler(scene)]]),
    recorded: new Map(known ? [[domain, recorded]] : []),
    registrations: new Map([[domain, registration]]),
    zones: new Map([[domain, zone]]),
    formerZones: new Map(),
    expected: new Map(),
    notes: [],
    ...scene.input,
  };
}
