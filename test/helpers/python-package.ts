/** Packages from PyPI in a virtual environment of their own. */
import { join } from 'node:path';
import type { Ended, Processes } from '../clients/processes.ts';

/** What others wrote and a check needs is not here; no fault of ours. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

export interface PythonPackages {
  /** `dns-lexicon==3.25.2`. */
  readonly requirements: readonly string[];
  /** What they ask for. */
  readonly oldestPython: readonly [major: number, minor: number];
}

/**
 * The interpreter that has the packages, below `folder`. Throws `Unavailable` where Python, its module venv or the package
 * index is missing, and an error where they could not be installed for another reason.
 */
export async function installPackages(
  { requirements, oldestPython }: PythonPackages,
  folder: string,
  processes: Processes,
): Promise<string> {
  const python = (args: readonly string[], limitMs: number, command = 'python3'): Promise<Ended> =>
    // The caller's own environment: it may say how the package index is reached.
    processes.run(command, args, { cwd: folder, env: process.env, limitMs });

  const version = await python(['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], 20_000);
  if (version.code !== 0) throw new Unavailable(`python3 does not run: ${lastLine(version)}`);
  const [major = 0, minor = 0] = version.output.trim().split('.').map(Number);
  if (major < oldestPython[0] || (major === oldestPython[0] && minor < oldestPython[1])) {
    throw new Unavailable(
      `python3 is ${version.output.trim()}; ${requirements.join(', ')} needs ${oldestPython.join('.')} or later`,
    );
  }

  const made = await python(['-m', 'venv', 'python'], 120_000);
  if (made.code !== 0) throw new Unavailable(`python3 has no working module venv: ${lastLine(made)}`);

  const interpreter = join(folder, 'python/bin/python');
  const options = ['--disable-pip-version-check', '--no-cache-dir', '--no-compile', '--only-binary', ':all:'];
  const patience = ['--retries', '2', '--timeout', '15'];
  const install = ['-m', 'pip', 'install', '--quiet', ...options, ...patience, ...requirements];
  const installed = await python(install, 240_000, interpreter);
  if (installed.code === 0) return interpreter;
  if (isUnreachable(installed)) throw new Unavailable(`the package index cannot be reached: ${lastLine(installed)}`);
  throw new Error(`pip could not install ${requirements.join(', ')}:\n${installed.output}`);
}

/** An index that does not answer looks to pip like one without the package. */
function isUnreachable({ output, timedOut }: Ended): boolean {
  return timedOut || /from versions: none|connection broken|ConnectionPool|Read timed out/.test(output);
}

/** Without a full stop: it goes into a sentence. */
function lastLine({ output, timedOut }: Ended): string {
  return timedOut ? 'it did not end in time' : (output.trim().split('\n').at(-1) ?? '').replace(/\.$/, '');
}
