/** Puts beside the compiled code what the compiler leaves behind: the made validator, the schema, the SQL. */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = 'schema/config/generated';
const migrations = 'state/migrations';

const assets = [
  'schema/config/domains.schema.json',
  `${generated}/validate.js`,
  `${generated}/validate.d.ts`,
  'state/generated/empty-database.gz',
  ...filesIn(migrations, '.sql').map((name) => `${migrations}/${name}`),
];
// One that is there no more would be a gap in their numbers.
rmSync(join(root, 'dist', migrations), { recursive: true, force: true });
for (const asset of assets) {
  const target = join(root, 'dist', asset);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, 'src', asset), target);
}

const command = join(root, 'dist/cli/main.js');
if (existsSync(command)) chmodSync(command, 0o755);

function filesIn(folder, extension) {
  const path = join(root, 'src', folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(extension)) : [];
}
