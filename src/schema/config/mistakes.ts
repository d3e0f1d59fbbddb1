/** What the JSON Schema's validator complains about, as the mistakes that a person made: one for each, at its place. */
import type { ErrorObject } from 'ajv';
import { seen } from '../dns/seen.ts';
import type { Data, DataMap } from './convert.ts';
import type { IssueCode } from './issue.ts';
import type { Path } from './locate.ts';
import { expectation, hiddenShape, hint, labelOf, meantElsewhere, type Schema, shape } from './structure-words.ts';
import { didYouMean, nearest } from './suggest.ts';

/** Keys without which a record says nothing. */
export const recordKeys: readonly string[] = ['name', 'type', 'value', 'values'];

export interface Mistake {
  readonly code: IssueCode;
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  suggestion(spelling: string | undefined): string | undefined;
  /** What cannot be read on. */
  readonly broken: Path;
  /** The key that was most likely meant, where an unknown one stands. */
  readonly meant?: string;
  /** A key is missing because it is misspelt, and that is said where it stands. */
  readonly saidElsewhere?: boolean;
}

/** The validator tells one mistake in several ways; each place is told once, by the keyword that says most. */
export function mistakesOf(
  errors: readonly ErrorObject[],
  root: DataMap,
  registrars: readonly string[],
): readonly Mistake[] {
  const byPlace = new Map<string, Mistake>();
  const wrongShape = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  /** The keys that were meant, by the map they are misspelt in. */
  const meantIn = new Map<string, Set<string>>();
  for (const error of errors) {
    if (!isUnknownKey(error, registrars)) continue;
    const mistake = unknownKey(error, root, registrars);
    byPlace.set(JSON.stringify(mistake.path), mistake);
    const map = JSON.stringify(mistake.path.slice(0, -1));
    if (mistake.meant !== undefined) meantIn.set(map, (meantIn.get(map) ?? new Set()).add(mistake.meant));
  }
  for (const error of errors) {
    const path = pathOf(error.instancePath, root);
    const misspelt = (keys: readonly string[]): boolean => {
      const meant = meantIn.get(JSON.stringify(path));
      return keys.some((key) => meant?.has(key));
    };
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
      if (schema.properties === undefined || wrongShape) return undefined;
      const suggestion = `add ${key}: ${expectation(schema.properties[key] as Schema)}`;
      return { ...missing(path, `${labelOfMap(path)} has no ${key}`, suggestion), saidElsewhere: misspelt([key]) };
    }
    case 'oneOf': {
      if (wrongShape) return undefined;
      if ((error.params.passingSchemas ?? null) === null) {
        const mistake = missing(path, 'the record has no value', 'add value: or values:');
        return { ...mistake, saidElsewhere: misspelt(['value', 'values']) };
      }
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
  if (isSecret(path)) return wrongSecret(path, data, schema);
  return {
    code: keyword === 'type' ? 'wrong-type' : 'wrong-value',
    path,
    at: 'value',
    message:
      schema['x-expects'] === 'a record type' && typeof data === 'string'
        ? `record type ${shape(data)} is not supported`
        : `${labelOf(path)} is ${shape(data)}, but must be ${expectation(schema)}`,
    suggestion: (spelling) => hint(path, data, schema, spelling),
    broken: path,
  };
}

/** In an account everything but its registrar may be a credential, or stand where one was meant to. */
function isSecret(path: Path): boolean {
  return path[0] === 'accounts' && path.at(-1) !== 'registrar';
}

function wrongSecret(path: Path, data: Data, schema: Schema): Mistake {
  // `{ hunter2 }` is a key without a value.
  const label = data === null && path.length > 3 ? 'an entry of credentials' : labelOf(path);
  const message = `${label} is ${hiddenShape(data)}, but must be ${expectation(schema)}`;
  const suggestion =
    data !== null && typeof data !== 'object' && schema.type === 'string' ? 'put it in quotes' : undefined;
  return { code: 'wrong-type', path, at: 'value', message, suggestion: () => suggestion, broken: path };
}

function tooFew(path: Path, count: number, schema: Schema): Mistake {
  const has = count === 0 ? 'is an empty list' : `has ${count === 1 ? 'one item' : `${count} items`}`;
  const message = `${labelOf(path)} ${has}, but must be ${expectation(schema)}`;
  const suggestion = count === 0 ? 'remove the key, or fill the list' : 'add the others';
  return { code: 'wrong-value', path, at: 'value', message, suggestion: () => suggestion, broken: path };
}

function isUnknownKey(error: ErrorObject, registrars: readonly string[]): boolean {
  if (error.keyword === 'additionalProperties') return true;
  return isMisplacedOption(error) && !registrars.includes(error.instancePath.split('/').at(-1) ?? '');
}

/** Under an unknown key, a record takes a registrar's options; anything else there is a key that does not exist. */
function isMisplacedOption(error: ErrorObject): boolean {
  return error.keyword === 'type' && (error.parentSchema as Schema).title === 'registrar_options';
}

function unknownKey(error: ErrorObject, root: DataMap, registrars: readonly string[]): Mistake {
  const parent = pathOf(error.instancePath, root);
  const path = isMisplacedOption(error) ? parent : [...parent, String(error.params.additionalProperty)];
  const schema = error.parentSchema as Schema;
  const known = isMisplacedOption(error)
    ? [...recordKeys, 'ttl', 'protect', ...registrars]
    : Object.keys(schema.properties ?? {});
  const key = String(path.at(-1));
  const meant = nearest(key, known) ?? meantElsewhere(key, known);
  const suggestion = meant === undefined ? didYouMean(key, known, 'keys') : `did you mean "${meant}"?`;
  const mistake = { code: 'unknown-key', path, at: 'key', message: `unknown key ${seen(key)}`, broken: path } as const;
  return { ...mistake, suggestion: () => suggestion, ...(meant === undefined ? {} : { meant }) };
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

export function at(data: Data, path: Path): Data {
  let found: Data | undefined = data;
  for (const step of path) {
    if (found === null || found === undefined || typeof found !== 'object') return null;
    found = Array.isArray(found) ? found[Number(step)] : found[step];
  }
  return found ?? null;
}

function labelOfMap(path: Path): string {
  return path.at(-2) === 'records' ? 'the record' : labelOf(path);
}
