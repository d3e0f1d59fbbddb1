/** What the simulators have on disk, whatever its shape: no client stands between, so nothing is tidied up. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Document {
  readonly file: string;
  readonly content: unknown;
}

/** `folder`: with one folder per account. */
export function readDocuments(folder: string): readonly Document[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: path.slice(folder.length + 1), content: JSON.parse(readFileSync(path, 'utf8')) }));
}

/** Everything that stands in a list twice, but for its number and its dates: `gandi/example.com.json records: {...}`. */
export function duplicates(documents: readonly Document[]): readonly string[] {
  const found: string[] = [];
  for (const { file, content } of documents) {
    walk(content, '', (list, at) => {
      const seen = new Set<string>();
      for (const item of list) {
        const text = JSON.stringify(withoutIdentity(item));
        if (seen.has(text)) found.push(`${file} ${at}: ${text}`);
        seen.add(text);
      }
    });
  }
  return found;
}

/** The innermost objects that hold the mark, in whole: ids, dates and all. */
export function marked(documents: readonly Document[], mark: string): readonly string[] {
  const search = (value: unknown): readonly object[] => {
    if (typeof value !== 'object' || value === null || !JSON.stringify(value).includes(mark)) return [];
    const inner = Object.values(value).flatMap(search);
    return inner.length > 0 || Array.isArray(value) ? inner : [value];
  };
  return documents.flatMap(({ file, content }) => search(content).map((found) => `${file}: ${JSON.stringify(found)}`));
}

function walk(value: unknown, at: string, visit: (list: readonly unknown[], at: string) => void): void {
  if (Array.isArray(value)) visit(value, at);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) walk(child, `${at}/${key}`, visit);
}

/** Ids and dates tell two records apart that are the same to a resolver. */
function withoutIdentity(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([key]) => !/id$|^(created|modified|updated)/i.test(key)));
}
