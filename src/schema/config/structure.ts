/**
 * The shape of a config: what the JSON Schema's validator finds, one issue per mistake. What is broken is taken out of the
 * data, so that the rest can be read as if it were whole.
 */
import type { ErrorObject } from 'ajv';
import { seen } from '../dns/seen.ts';
import type { Data, DataMap } from './convert.ts';
import type { YamlDocument } from './document.ts';
import type { Config } from './generated/raw-config.ts';
import { validate } from './generated/validate.js';
import type { IssueCode } from './issue.ts';
import type { Path } from './locate.ts';
import type { Reporter } from './report.ts';
import { expectation, hint, labelOf, meantElsewhere, type Schema, shape } from './structure-words.ts';
import { didYouMean, nearest } from './suggest.ts';

export interface Structured {
  readonly document: YamlDocument;
  /** Without what is broken; an entry of a list that is broken is null. */
  readonly config: Config;
  /** Keys that were taken out, and those that were meant, by the object they stood in: that they are absent is no mistake. */
  readonly broken: Broken;
}

export type Broken = ReadonlyMap<object, ReadonlySet<string>>;

/** Keys without which a record says nothing. */
const recordKeys: readonly string[] = ['name', 'type', 'value', 'values'];

/** Changes `document.data`: takes out what is broken. */
export function checkStructure(document: YamlDocument, reporter: Reporter): Structured {
  const broken = new Map<object, Set<string>>();
  const data = withoutEmptySections(document.data);
  if (validate(data)) return { document, config: data as Config, broken };
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const problem = { message: `a config is a map with accounts and domains, and this is ${shape(data)}` };
    reporter.report({ document, path: [], at: 'value' }, 'wrong-type', problem);
    return { document, config: {}, broken };
  }
  const mistakes = mistakesOf(validate.errors ?? [], data);
  for (const mistake of mistakes) reportMistake(mistake, document, reporter);
  // Only now: the messages speak of the data as it was.
  for (const mistake of mistakes) takeOut(mistake, data, broken);
  return { document, config: data as Config, broken };
}

interface Mistake {
  readonly code: IssueCode;
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  suggestion(spelling: string | undefined): string | undefined;
  /** What cannot be read on. */
  readonly broken: Path;
  /** The key that was most likely meant, where an unknown one stands. */
  readonly meant?: string;
}

function reportMistake(mistake: Mistake, document: YamlDocument, reporter: Reporter): void {
  const where = { document, path: mistake.path, at: mistake.at };
  const suggestion = mistake.suggestion(reporter.place(where).spelling);
  reporter.report(where, mistake.code, {
    message: mistake.message,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** The validator tells one mistake in several ways; each place is told once, by the keyword that says most. */
function mistakesOf(errors: readonly ErrorObject[], root: DataMap): readonly Mistake[] {
  const byPlace = new Map<string, Mistake>();
  const wrongShape = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  const unknownKeys = errors.filter(isUnknownKey).map((error) => unknownKey(error, root));
  for (const mistake of unknownKeys) byPlace.set(JSON.stringify(mistake.path), mistake);
  for (const error of errors) {
    const path = pathOf(error.instancePath, root);
    const misspelt = (keys: readonly string[]): boolean =>
      unknownKeys.some(({ path: other, meant = '' }) => samePath(other.slice(0, -1), path) && keys.includes(meant));
    const mistake = mistakeOf(error, path, root, misspelt, wrongShape.has(error.instancePath));
    if (mistake === undefined) continue;
    const place = JSON.stringify(mistake.code === 'missing-key' ? [path, mistake.message] : path);
    if (!byPlace.has(place)) byPlace.set(place, mistake);
  }
  return [...byPlace.values()];
}

function mistakeOf(
  error: ErrorObject,
  path: Path,
  root: DataMap,
  misspelt: (keys: readonly string[]) => boolean,
  wrongShape: boolean,
): Mistake | undefined {
  const schema = error.parentSchema as Schema;
  const data = at(root, path);
  switch (error.keyword) {
    case 'if':
    case 'additionalProperties':
      return undefined;
    case 'required': {
      const key = String(error.params.missingProperty);
      // The branches of `oneOf` speak through `oneOf` itself.
      if (schema.properties === undefined || wrongShape || misspelt([key])) return undefined;
      return missing(
        path,
        `${labelOfMap(path)} has no ${key}`,
        `add ${key}: ${expectation(schema.properties[key] as Schema)}`,
      );
    }
    case 'oneOf': {
      if (wrongShape || misspelt(['value', 'values'])) return undefined;
      if ((error.params.passingSchemas ?? null) === null)
        return missing(path, 'the record has no value', 'add value: or values:');
      const both = { code: 'wrong-value', path: [...path, 'values'], at: 'key', broken: path } as const;
      return { ...both, message: 'the record has value and values', suggestion: () => 'keep one of the two' };
    }
    case 'minItems':
      return tooFew(path, Array.isArray(data) ? data.length : 0, schema);
    default:
      return wrong(error.keyword, path, data, schema);
  }
}

function missing(path: Path, message: string, suggestion: string): Mistake {
  return { code: 'missing-key', path, at: 'key', message, suggestion: () => suggestion, broken: path };
}

function wrong(keyword: string, path: Path, data: Data, schema: Schema): Mistake {
  const words = schema.enum?.map(String);
  return {
    code: keyword === 'type' ? 'wrong-type' : 'wrong-value',
    path,
    at: 'value',
    message: `${labelOf(path)} is ${shape(data)}, but must be ${expectation(schema)}`,
    suggestion: (spelling) =>
      hint(path, data, schema, spelling) ??
      (words !== undefined && words.length > 1 ? didYouMean(String(data), words, 'there are') : undefined),
    broken: path,
  };
}

function tooFew(path: Path, count: number, schema: Schema): Mistake {
  const has = count === 0 ? 'is an empty list' : `has ${count === 1 ? 'one item' : `${count} items`}`;
  const message = `${labelOf(path)} ${has}, but must be ${expectation(schema)}`;
  const suggestion = count === 0 ? 'remove the key, or fill the list' : 'add the others';
  return { code: 'wrong-value', path, at: 'value', message, suggestion: () => suggestion, broken: path };
}

function isUnknownKey(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties' || isMisplacedOption(error);
}

/** Under an unknown key, a record takes a registrar's options; anything else there is a key that does not exist. */
function isMisplacedOption(error: ErrorObject): boolean {
  return error.keyword === 'type' && (error.parentSchema as Schema).title === 'registrar_options';
}

function unknownKey(error: ErrorObject, root: DataMap): Mistake {
  const parent = pathOf(error.instancePath, root);
  const path = isMisplacedOption(error) ? parent : [...parent, String(error.params.additionalProperty)];
  const schema = error.parentSchema as Schema;
  const known = isMisplacedOption(error) ? [...recordKeys, 'ttl', 'protect'] : Object.keys(schema.properties ?? {});
  const key = String(path.at(-1));
  const meant = nearest(key, known) ?? meantElsewhere(key, known);
  const suggestion = meant === undefined ? didYouMean(key, known, 'the keys here are') : `did you mean "${meant}"?`;
  const mistake = { code: 'unknown-key', path, at: 'key', message: `unknown key ${seen(key)}`, broken: path } as const;
  return { ...mistake, suggestion: () => suggestion, ...(meant === undefined ? {} : { meant }) };
}

/** Deletes the broken value, or the whole record that means nothing without it. */
function takeOut({ broken: path, meant }: Mistake, root: DataMap, broken: Map<object, Set<string>>): void {
  const list = path.findLastIndex((step, i) => step === 'records' && typeof path[i + 1] === 'number');
  const inRecord = list < 0 ? undefined : path[list + 2];
  const whole = list >= 0 && (inRecord === undefined || recordKeys.includes(String(inRecord)));
  const target = whole ? path.slice(0, list + 2) : path;
  const parent = at(root, target.slice(0, -1));
  const key = target.at(-1);
  if (parent === null || typeof parent !== 'object' || key === undefined) return;
  if (Array.isArray(parent)) {
    parent[Number(key)] = null;
    return;
  }
  delete parent[String(key)];
  const lost = broken.get(parent) ?? new Set<string>();
  broken.set(parent, lost.add(String(key)));
  if (meant !== undefined) lost.add(meant);
}

/** A section without content, as in a file that is still to be filled, is no section. */
function withoutEmptySections(data: Data): Data {
  if (data === null) return {};
  if (typeof data === 'object' && !Array.isArray(data)) {
    for (const key of ['accounts', 'defaults', 'templates', 'domains']) if (data[key] === null) delete data[key];
  }
  return data;
}

/** Steps through the data, so that digits are an index in a list and a key in a map. */
function pathOf(pointer: string, root: Data): Path {
  const path: (string | number)[] = [];
  let data: Data | undefined = root;
  for (const escaped of pointer.split('/').slice(1)) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(data) ? Number(step) : step);
    data = at(data ?? null, path.slice(-1));
  }
  return path;
}

function at(data: Data, path: Path): Data {
  let found: Data | undefined = data;
  for (const step of path) {
    if (found === null || found === undefined || typeof found !== 'object') return null;
    found = Array.isArray(found) ? found[Number(step)] : found[step];
  }
  return found ?? null;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function labelOfMap(path: Path): string {
  return path.at(-2) === 'records' ? 'the record' : labelOf(path);
}
