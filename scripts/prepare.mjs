/**
 * npm runs `prepare` after `npm ci`, which builds, and again when `npx domctl` first links this package into its own
 * cache: then what was built is used as it is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = existsSync(fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)));
if (!built || process.env.npm_command !== 'exec') {
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exit(status ?? 1);
}
