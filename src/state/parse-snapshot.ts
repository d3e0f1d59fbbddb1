/** Reads the JSON of `state push`, which a person may have edited: strictly, as what it says is taken for applied. */
import { parseDomain, parseFqdn } from '../schema/dns/name.ts';
import { isRecordType, parseRdata, printRdata } from '../schema/dns/record-types.ts';
import { absoluteTarget } from '../schema/dns/targets.ts';
import { settingFields } from '../schema/domain/settings.ts';
import { bad, ok, type Result } from '../schema/result.ts';
import { type StateSnapshot, snapshotFormatVersion } from './administration.ts';

/** Thrown inside only. */
class Mistake extends Error {}

/** Names the first mistake by its path: `domains[3].record_sets[0].ttl must be a whole number`. */
export function parseSnapshot(text: string): Result<StateSnapshot> {
  try {
    const snapshot: unknown = JSON.parse(text);
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

const text = must('a text', (value) => typeof value === 'string');
const flag = must('true or false', (value) => typeof value === 'boolean');
const count = must('a whole number', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
const time = must('a date and time', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
const domain = must('a domain in canonical form', (value) => {
  const parsed = typeof value === 'string' ? parseDomain(value) : null;
  return parsed?.ok === true && parsed.value === value;
});
const fqdn = must('an absolute name in canonical form', (value) => {
  const parsed = typeof value === 'string' ? parseFqdn(value) : null;
  return parsed?.ok === true && parsed.value === value;
});
const recordType = must('a record type', (value) => typeof value === 'string' && isRecordType(value));
const field = must(`one of zone, ${settingFields.join(', ')}`, (value) =>
  ['zone', ...settingFields].includes(value as string),
);
const texts = list(text);
const settingValue: Check = (value, path) => (typeof value === 'boolean' ? undefined : texts(value, path));
const optionValue: Check = (value, path) => (typeof value === 'string' ? undefined : settingValue(value, path));

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
  for (const [key, option] of Object.entries(asObject(value, path))) optionValue(option, `${path}.${key}`);
};

const recordSetFields = object({
  account: text,
  name: fqdn,
  type: recordType,
  ttl: count,
  values: texts,
  options,
  protect: flag,
  run: count,
  applied_at: time,
});

const recordSet: Check = (value, path) => {
  recordSetFields(value, path);
  const { type, values } = value as StateSnapshot['domains'][number]['record_sets'][number];
  if (values.length === 0) throw new Mistake(`${path}.values must not be empty`);
  for (const [index, printed] of values.entries()) {
    const rdata = parseRdata(type, printed, absoluteTarget);
    if (!rdata.ok) throw new Mistake(`${path}.values[${index}] is not ${type} data: ${rdata.problem.message}`);
    const canonical = printRdata(rdata.value);
    if (canonical !== printed) {
      throw new Mistake(`${path}.values[${index}] must be in canonical form: ${canonical}`);
    }
  }
};

const snapshotFields = object({
  format_version: must(`"${snapshotFormatVersion}"`, (value) => value === snapshotFormatVersion),
  workspace: text,
  serial: count,
  runs: list(
    object({
      run: count,
      operation: must('apply, undo or state', (value) => ['apply', 'undo', 'state'].includes(value as string)),
      started_at: time,
      finished_at: orNull(time),
      outcome: orNull(
        must('done, failed or interrupted', (value) => ['done', 'failed', 'interrupted'].includes(value as string)),
      ),
      actor: orNull(text),
      host: text,
      pid: count,
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
      protect: flag,
      record_sets: list(recordSet),
      settings: list(object({ account: text, field, value: settingValue, run: count, applied_at: time })),
    }),
  ),
});

function checkSnapshot(value: unknown): asserts value is StateSnapshot {
  snapshotFields(value, '');
  const { domains } = value as StateSnapshot;
  const keys = domains.flatMap((one) => [
    one.domain,
    ...one.record_sets.map((set) => `${one.domain} ${set.name} ${set.type} at ${set.account}`),
    ...one.settings.map((setting) => `${one.domain}:${setting.field} at ${setting.account}`),
  ]);
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) throw new Mistake(`${key} is there twice`);
    seen.add(key);
  }
}
