/** Before tests that run the built command: builds it where sources are newer than what was built. */
import { execFileSync } from 'node:child_process';
import { isBuilt, root } from './cli.ts';

export function setup(): void {
  if (isBuilt()) return;
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
}
