/** Whether a plan from a file has the shape of one: every field that is read of it is there, and of its kind. */
import {
  type Action,
  type Answer,
  guardCodes,
  knownAfterApply,
  notKnown,
  type Plan,
  type RecordSetValue,
  stages,
  unansweredCauses,
} from './plan.ts';

/** Where the first field is that is not as it should be (`changes[3].account`), or null. */
type Check = (value: unknown, path: string) => string | null;

const text: Check = (value, path) => (typeof value === 'string' ? null : path);
const number: Check = (value, path) => (typeof value === 'number' ? null : path);
const flag: Check = (value, path) => (typeof value === 'boolean' ? null : path);
const anything: Check = () => null;

function oneOf(...words: readonly string[]): Check {
  return (value, path) => (words.some((word) => word === value) ? null : path);
}

function either(...checks: readonly Check[]): Check {
  return (value, path) => (checks.some((check) => check(value, path) === null) ? null : path);
}

const orNull =
  (check: Check): Check =>
  (value, path) =>
    value === null ? null : check(value, path);
const orAbsent =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? null : check(value, path);

function listOf(item: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return path;
    return first(value.entries(), ([index, each]) => item(each, `${path}[${index}]`));
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function recordOf(item: Check): Check {
  return (value, path) => {
    const fields = fieldsOf(value);
    return fields === null ? path : first(Object.entries(fields), ([key, each]) => item(each, `${path}.${key}`));
  };
}

/** All fields of `T` must be named. */
function object<T>(checks: { readonly [K in keyof T]-?: Check }): Check {
  return (value, path) => {
    const fields = fieldsOf(value);
    if (fields === null) return path;
    return first(Object.entries<Check>(checks), ([key, check]) =>
      check(fields[key], path === '' ? key : `${path}.${key}`),
    );
  };
}

function first<T>(items: Iterable<T>, check: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = check(item);
    if (fault !== null) return fault;
  }
  return null;
}

const protection = either(flag, oneOf('delete'));
const actions: { readonly [A in Action]: Check } = {
  create: number,
  update: number,
  replace: number,
  delete: number,
  adopt: number,
  forget: number,
};
const recordSet = {
  ttl: number,
  values: listOf(text),
  options: orAbsent(recordOf(either(flag, text, listOf(text)))),
  irregular: orAbsent(text),
  mixed: orAbsent(recordOf(listOf(either(flag, text, listOf(text))))),
};
const recordSetValue = object<RecordSetValue>(recordSet);
const answer = object<Answer>({ ...recordSet, address: text });
const shown = either(recordSetValue, object({ text }));
const value = orNull(either(recordSetValue, flag, listOf(text), oneOf(knownAfterApply)));
const place = { address: text, domain: text, account: text };

const plan = object<Plan>({
  format_version: text,
  tool_version: text,
  created_at: text,
  workspace: text,
  state_serial: number,
  options: object<Plan['options']>({
    targets: listOf(text),
    refresh_only: flag,
    consents: listOf(text),
    undo_run: orNull(number),
  }),
  summary: object<Plan['summary']>({
    ...actions,
    no_op: number,
    take_over: number,
    drift: number,
    foreign: number,
    unanswered: number,
    refusals: number,
    errors: number,
    calls: number,
  }),
  domains: listOf(
    object<Plan['domains'][number]>({
      domain: text,
      registrar: orNull(text),
      dns: orNull(text),
      expires_at: orNull(text),
      auto_renew: orNull(flag),
      frozen: flag,
    }),
  ),
  changes: listOf(
    object<Plan['changes'][number]>({
      ...place,
      kind: oneOf('record_set', 'setting', 'registration'),
      action: oneOf(...Object.keys(actions)),
      before: value,
      after: value,
      drift: orNull(oneOf('changed', 'deleted', 'both_changed')),
      takes_over: flag,
      protect: orNull(
        object<NonNullable<Plan['changes'][number]['protect']>>({ before: protection, after: protection }),
      ),
      reason: orNull(text),
    }),
  ),
  calls: listOf(
    object<Plan['calls'][number]>({
      operation: text,
      domain: orNull(text),
      covers: listOf(text),
      requests: number,
      body: anything,
      expects: orAbsent(recordOf(text)),
      refused: orAbsent(text),
      rewrites: orAbsent(flag),
      side_effects: orAbsent(listOf(text)),
      account: text,
      stage: oneOf(...stages),
      deferred: flag,
    }),
  ),
  drift: listOf(
    object<Plan['drift'][number]>({
      ...place,
      recorded: value,
      live: value,
      desired: value,
      both_changed: flag,
      not_done: flag,
      run: number,
      applied_at: text,
      actor: orNull(text),
      commit: orNull(text),
      ci_url: orNull(text),
    }),
  ),
  foreign: listOf(object<Plan['foreign'][number]>({ ...place, value: shown, supported: flag, why: orAbsent(text) })),
  unanswered: listOf(
    object<Plan['unanswered'][number]>({
      ...place,
      value: shown,
      default: flag,
      after: orNull(either(oneOf(notKnown), answer)),
      cause: oneOf(...unansweredCauses),
      by: orNull(text),
      config: orNull(text),
    }),
  ),
  idle_consents: listOf(text),
  refusals: listOf(
    object<Plan['refusals'][number]>({
      code: oneOf(...guardCodes),
      domain: orNull(text),
      message: text,
      details: listOf(text),
      consent: text,
      consented: flag,
    }),
  ),
  errors: listOf(object<Plan['errors'][number]>({ account: text, domain: text, code: text, message: text })),
  notes: listOf(object<Plan['notes'][number]>({ domain: text, message: text })),
});

/** Where a plan is not one, as the path of the first such field (`changes[3].account`); null: it is one. */
export function faultIn(value: unknown): string | null {
  return plan(value, '');
}
