import { quoted } from '../../schema/shell-word.ts';
import { visibleJson } from '../../schema/visible.ts';

interface Opened {
  readonly endpoints: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** One line of JSON, for whoever started the sandbox. */
export function sandboxLine({ endpoints, env }: Opened): string {
  return `${visibleJson({ endpoints, env }, 0)}\n`;
}

/** For `eval "$(...)"` in a POSIX shell. */
export function sandboxEnvironment({ env }: Opened): string {
  return Object.entries(env)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}
