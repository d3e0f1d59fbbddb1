/** The folders' import rules, kept by reading the sources. CONTRIBUTING.md explains them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  const file = relative(src, path);
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map(([, type, named, dynamic]) => {
    const specifier = (named ?? dynamic) as string;
    const target = specifier.startsWith('.') ? relative(src, join(dirname(path), specifier)) : specifier;
    return { file, target, typeOnly: type !== undefined };
  });
}

const imports = sources(src).flatMap(importsOf);
const folderOf = (path: string) => path.split('/')[0] as string;
const ours = new Set(['schema', 'planner', 'exchange', 'registrars', 'state', 'workflow', 'sandbox', 'cli']);

/** What a folder may import of ours; behind `type ` only types. */
const rules: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  planner: ['schema'],
  exchange: ['schema', 'planner'],
  registrars: ['schema', 'type planner'],
  state: ['schema', 'type planner'],
  workflow: ['schema', 'planner', 'type exchange', 'registrars', 'type state'],
  sandbox: ['schema', 'registrars', 'state'],
  cli: ['schema', 'planner', 'exchange', 'registrars', 'state', 'workflow', 'sandbox'],
};

/** Packages and Node modules that do I/O, and who may load them. */
const doors: Readonly<Record<string, RegExp>> = {
  chalk: /^cli\//,
  commander: /^cli\//,
  diff: /^cli\/views\//,
  undici: /^registrars\/http\//,
  bottleneck: /^registrars\/http\//,
  pg: /^state\//,
  'postgres-migrations': /^state\//,
  '@electric-sql/pglite': /^state\//,
  yaml: /^(schema\/config|exchange|cli)\//,
  'node:http': /^registrars\/simulator\//,
  'node:fs': /^(registrars\/simulator|state|cli|sandbox)\//,
  'node:fs/promises': /^(registrars\/simulator|state|cli|sandbox)\//,
  'node:child_process': /^cli\//,
};

describe('import rules', () => {
  it.each(Object.entries(rules))('%s imports only what lies below it', (folder, allowed) => {
    const wrong = imports.filter(({ file, target, typeOnly }) => {
      const to = folderOf(target);
      if (folderOf(file) !== folder || to === folder || !ours.has(to)) return false;
      return !allowed.includes(to) && !(typeOnly && allowed.includes(`type ${to}`));
    });
    expect(wrong).toEqual([]);
  });

  it('every folder has a rule', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(rules).sort());
  });

  it('a registrar does not import another one', () => {
    const shared = new Set(['http', 'simulator']);
    const registrarOf = (path: string) => /^registrars\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ file, target }) => {
      const from = registrarOf(file);
      const to = registrarOf(target);
      return from !== undefined && to !== undefined && from !== to && !shared.has(to);
    });
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(doors))('%s is loaded only where it belongs', (name, allowed) => {
    const wrong = imports.filter(
      ({ file, target, typeOnly }) =>
        (target === name || target.startsWith(`${name}/`)) && !typeOnly && !allowed.test(file),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('sources', () => {
  const texts = sources(src).map((path) => ({ file: relative(src, path), text: readFileSync(path, 'utf8') }));
  const using = (pattern: RegExp, allowed: RegExp) =>
    texts.filter(({ file, text }) => pattern.test(text) && !allowed.test(file)).map(({ file }) => file);

  it('only the command line looks at the environment, exits and prints', () => {
    expect(using(/\bprocess\.(env|exit|argv|stdout|stderr)\b|\bconsole\./, /^cli\//)).toEqual([]);
  });

  it('the planner, the schema and the exchange have no clock and no chance', () => {
    const clock = /\bDate\.now\(|new Date\(\)|Math\.random\(/;
    expect(texts.filter(({ file, text }) => /^(planner|schema|exchange)\//.test(file) && clock.test(text))).toEqual([]);
  });
});
