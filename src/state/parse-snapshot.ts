/** Reads the JSON of `state push`, which a person may have edited: strictly, as what it says is taken for applied. */
import { isWithin, parseDomain, parseName } from '../schema/dns/name.ts';
import type { RecordType } from '../schema/dns/rdata.ts';
import { isRecordType, printRdata, rdataFromPrinted } from '../schema/dns/record-types.ts';
import { settingFields } from '../schema/domain/settings.ts';
import { parseJsonText } from '../schema/json-text.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import {
  type SnapshotRecordSet,
  type SnapshotSetting,
  type StateSnapshot,
  snapshotFormatVersion,
} from './administration.ts';

/** Thrown inside only. */
class Mistake extends Error {}

/** Names the first mistake by its path: `domains[3].record_sets[0].ttl must be a whole number`. */
export function parseSnapshot(text: string): Result<StateSnapshot> {
  try {
    const snapshot = parseJsonText(text);
    checkSnapshot(snapshot);
    return ok(snapshot);
  } catch (error) {
    if (error instanceof Mistake) return bad(error.message);
    if (error instanceof SyntaxError) return bad(`it is not JSON: ${error.message}`);
    throw error;
  }
}

type Check = (value: unknown, path: string) => void;

const must =
  (claim: string, holds: (value: unknown) => boolean): Check =>
  (value, path) => {
    if (!holds(value)) throw new Mistake(`${path} must be ${claim}`);
  };

/** Postgres takes neither NUL nor half a surrogate pair. */
const text = must('a text', (value) => typeof value === 'string' && !/[\0\p{Surrogate}]/u.test(value));
const protection = must('false, "delete" or true', (value) => typeof value === 'boolean' || value === 'delete');
const flag = must('true or false', (value) => typeof value === 'boolean');
const whole = (from: number, to: number): Check =>
  must(
    `a whole number from ${from} to ${to}`,
    (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
  );
const int4Max = 2 ** 31 - 1;
const runNumber = whole(1, int4Max);
const time = must('a date and time in UTC, as 2026-11-23T10:00:00.000Z', (value) => {
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value)) return false;
  const read = new Date(value);
  // 31 February is read as 3 March.
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 19) === value.slice(0, 19);
});
const domain = must('a domain in canonical form', (value) => {
  const parsed = typeof value === 'string' ? parseDomain(value) : null;
  return parsed?.ok === true && parsed.value === value;
});
const fqdn = must('an absolute name in canonical form', (value) => {
  const parsed = typeof value === 'string' ? parseName(value) : null;
  return parsed?.ok === true && parsed.value === value;
});
const recordType = must(
  'a record type that this version manages',
  (value) => typeof value === 'string' && isRecordType(value),
);
const field = must(`one of zone, ${settingFields.join(', ')}`, (value) =>
  ['zone', ...settingFields].includes(value as string),
);
const texts = list(text);

function orNull(check: Check): Check {
  return (value, path) => (value === null ? undefined : check(value, path));
}

function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Mistake(`${path} must be a list`);
    for (const [index, item] of value.entries()) check(item, `${path}[${index}]`);
  };
}

/** Exactly these keys. */
function object(checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    const fields = asObject(value, path);
    const unknown = Object.keys(fields).find((key) => !Object.hasOwn(checks, key));
    if (unknown !== undefined) throw new Mistake(`${path}${path === '' ? '' : '.'}${unknown} is not known here`);
    for (const [key, check] of Object.entries(checks)) check(fields[key], path === '' ? key : `${path}.${key}`);
  };
}

function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mistake(`${path === '' ? 'the snapshot' : path} must be an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

const options: Check = (value, path) => {
  for (const [key, option] of Object.entries(asObject(value, path))) {
    text(key, `a key of ${path}`);
    const check = typeof option === 'boolean' ? flag : typeof option === 'string' ? text : texts;
    check(option, `${path}.${key}`);
  }
};

/** As the state holds a set of values: each once, sorted. */
const canonicalList =
  (item: Check): Check =>
  (value, path) => {
    list(item)(value, path);
    const items = value as readonly string[];
    for (const [index, one] of items.entries()) {
      const previous = items[index - 1];
      if (previous !== undefined && previous >= one) {
        throw new Mistake(`${path}[${index}] must come before ${path}[${index - 1}]: each value is there once, sorted`);
      }
    }
  };

const printed =
  (type: RecordType): Check =>
  (value, path) => {
    text(value, path);
    const rdata = rdataFromPrinted(type, value as string);
    if (!rdata.ok) throw new Mistake(`${path} is not ${type} data: ${rdata.problem.message}`);
    const canonical = printRdata(rdata.value);
    if (canonical !== value) throw new Mistake(`${path} must be in canonical form: ${canonical}`);
  };

const recordSetFields = object({
  account: text,
  name: fqdn,
  type: recordType,
  ttl: whole(0, int4Max),
  values: texts,
  options,
  irregular: orNull(text),
  protect: protection,
  run: runNumber,
  applied_at: time,
});

const recordSet: Check = (value, path) => {
  recordSetFields(value, path);
  const { type, values } = value as SnapshotRecordSet;
  if (values.length === 0) throw new Mistake(`${path}.values must not be empty`);
  canonicalList(printed(type))(values, `${path}.values`);
};

const settingValues: Readonly<Record<SnapshotSetting['field'], Check>> = {
  zone: must('true', (value) => value === true),
  auto_renew: flag,
  transfer_lock: flag,
  privacy: flag,
  nameservers: canonicalList(fqdn),
  dnssec: canonicalList(printed('DS')),
};

const settingFieldsOf = object({ account: text, field, value: () => {}, run: runNumber, applied_at: time });

const setting: Check = (value, path) => {
  settingFieldsOf(value, path);
  const { field: name, value: given } = value as SnapshotSetting;
  settingValues[name](given, `${path}.value`);
};

const snapshotFields = object({
  format_version: must(`"${snapshotFormatVersion}"`, (value) => value === snapshotFormatVersion),
  workspace: text,
  // Half of what JavaScript counts to, as it still rises.
  serial: whole(0, 2 ** 52),
  lineage: orNull(
    must('a UUID', (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)),
  ),
  simulated: orNull(flag),
  runs: list(
    object({
      run: runNumber,
      operation: must('apply, undo or state', (value) => ['apply', 'undo', 'state'].includes(value as string)),
      started_at: time,
      finished_at: orNull(time),
      outcome: orNull(
        must('done, failed, interrupted or refused', (value) =>
          ['done', 'failed', 'interrupted', 'refused'].includes(value as string),
        ),
      ),
      actor: orNull(text),
      host: text,
      pid: whole(0, int4Max),
      commit: orNull(text),
      ci_url: orNull(text),
      tool_version: text,
    }),
  ),
  domains: list(
    object({
      domain,
      registrar: orNull(text),
      dns: orNull(text),
      protect: protection,
      zone_rows: orNull(whole(0, int4Max)),
      foreign_sets: orNull(list(object({ name: fqdn, type: text, ttl: orNull(whole(0, int4Max)), values: texts }))),
      root: orNull(text),
      run: runNumber,
      record_sets: list(recordSet),
      settings: list(setting),
    }),
  ),
});

function checkSnapshot(value: unknown): asserts value is StateSnapshot {
  snapshotFields(value, '');
  const { simulated, runs, domains } = value as StateSnapshot;
  // Else whoever comes first could claim it: a rehearsal what is real.
  if (simulated === null && domains.length > 0)
    throw new Mistake('simulated must be true or false where there are domains');
  const known = new Set(runs.map(({ run }) => run));
  for (const [index, { domain: name, run, record_sets, settings }] of domains.entries()) {
    const path = `domains[${index}]`;
    for (const [place, set] of record_sets.entries()) {
      if (!isWithin(set.name, name)) throw new Mistake(`${path}.record_sets[${place}].name must be within ${name}`);
    }
    for (const [key, parts] of Object.entries({ record_sets, settings })) {
      const place = parts.findIndex(({ run }) => !known.has(run));
      if (place >= 0) throw new Mistake(`${path}.${key}[${place}].run must be one of those in runs`);
    }
    if (!known.has(run)) throw new Mistake(`${path}.run must be one of those in runs`);
  }
  refuseTwice([
    ...runs.map(({ run }) => `run ${run}`),
    ...domains.flatMap((one) => [
      one.domain,
      ...one.record_sets.map((set) => `${one.domain} ${set.name} ${set.type} at ${set.account}`),
      ...one.settings.map((part) => `${one.domain}:${part.field} at ${part.account}`),
    ]),
  ]);
}

function refuseTwice(keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) throw new Mistake(`${key} is there twice`);
    seen.add(key);
  }
}
