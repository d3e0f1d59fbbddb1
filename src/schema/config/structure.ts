/**
 * The shape of a config: what the JSON Schema's validator finds, one issue per mistake. What is broken is taken out of the
 * data, so that the rest can be read as if it were whole.
 */
import type { Data, DataMap } from './convert.ts';
import type { YamlDocument } from './document.ts';
import type { Config } from './generated/raw-config.ts';
import { validate } from './generated/validate.js';
import { at, type Mistake, mistakesOf, recordKeys } from './mistakes.ts';
import type { Reporter } from './report.ts';
import { shape } from './structure-words.ts';

export interface Structured {
  readonly document: YamlDocument;
  /** Without what is broken; an entry of a list that is broken is null. */
  readonly config: Config;
  /** Keys that were taken out, and those that were meant, by the object they stood in: that they are absent is no mistake. */
  readonly broken: Broken;
}

export type Broken = ReadonlyMap<object, ReadonlySet<string>>;

/** Takes what is broken out of `document.data`. `registrars`: the names under which a record may have options. */
export function checkStructure(document: YamlDocument, registrars: readonly string[], reporter: Reporter): Structured {
  const broken = new Map<object, Set<string>>();
  const data = withoutEmptySections(document.data);
  if (validate(data)) return { document, config: data as Config, broken };
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const problem = { message: `a config is a map with accounts and domains, and this is ${shape(data)}` };
    reporter.report({ document, path: [], at: 'value' }, 'wrong-type', problem);
    return { document, config: {}, broken };
  }
  const mistakes = mistakesOf(validate.errors ?? [], data, registrars);
  for (const mistake of mistakes) if (!mistake.saidElsewhere) reportMistake(mistake, document, reporter);
  // Only now: the messages speak of the data as it was.
  for (const mistake of mistakes) takeOut(mistake, data, broken);
  return { document, config: data as Config, broken };
}

function reportMistake(mistake: Mistake, document: YamlDocument, reporter: Reporter): void {
  const where = { document, path: mistake.path, at: mistake.at };
  const suggestion = mistake.suggestion(reporter.place(where).spelling);
  reporter.report(where, mistake.code, {
    message: mistake.message,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Deletes the broken value, or the whole record that means nothing without it. */
function takeOut({ broken: path, meant }: Mistake, root: DataMap, broken: Map<object, Set<string>>): void {
  const list = path.findLastIndex((step, i) => step === 'records' && typeof path[i + 1] === 'number');
  const inRecord = list < 0 ? undefined : path[list + 2];
  const isValue = inRecord === 'value' || inRecord === 'values';
  const whole = list >= 0 && !isValue && (inRecord === undefined || recordKeys.includes(String(inRecord)));
  // A record is held against others by its name and type, whatever its values are.
  const target = whole ? path.slice(0, list + 2) : isValue && list >= 0 ? path.slice(0, list + 3) : path;
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
