/** The options that every command has; they may stand before or after the command's name. */
import { type Command, InvalidArgumentError } from 'commander';
import { collect, duration, integerFrom } from './values.ts';

export interface GlobalOptions {
  /** Files and folders of the config. */
  readonly files: readonly string[];
  /** A Postgres URL or a folder; absent: `DOMCTL_STATE`, `DATABASE_URL`, else `.domctl/state`. */
  readonly state?: string;
  readonly workspace: string;
  readonly sandbox: boolean;
  /** Domains in work at once. */
  readonly parallelism: number;
  /** How long to wait for a state, or for domains, that another run holds; absent: as usual for the command. */
  readonly lockTimeoutMs?: number;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export const defaultFile = 'domains.yaml';
export const defaultWorkspace = 'default';

interface RawOptions {
  readonly file?: readonly string[];
  readonly state?: string;
  readonly workspace: string;
  readonly sandbox?: boolean;
  readonly parallelism: number;
  readonly lockTimeout?: number;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function addGlobalOptions(program: Command): void {
  program
    .option('-f, --file <path>', `config file or folder; may be repeated (default: "${defaultFile}")`, collect)
    .option(
      '--state <location>',
      'Postgres URL or folder of the state (default: $DOMCTL_STATE, $DATABASE_URL, else .domctl/state)',
      notEmpty,
    )
    .option('--workspace <name>', 'keeps several states apart in one place', workspaceName, defaultWorkspace)
    .option('--sandbox', 'simulated registrars inside this process, with a state of their own; no credentials needed')
    .option('--parallelism <n>', 'domains in work at once', integerFrom(1, 1000), 10)
    .option('--lock-timeout <duration>', 'how long to wait for what another run holds: 30s, 5m', duration)
    .option('--no-color', 'without colour; so does the variable NO_COLOR')
    .option('--quiet', 'results and errors only')
    .option('--verbose', 'also each request, and what is foreign');
}

export function globalOptions(command: Command): GlobalOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  return {
    files: raw.file ?? [defaultFile],
    ...(raw.state === undefined ? {} : { state: raw.state }),
    workspace: raw.workspace,
    sandbox: raw.sandbox ?? false,
    parallelism: raw.parallelism,
    ...(raw.lockTimeout === undefined ? {} : { lockTimeoutMs: raw.lockTimeout }),
    color: raw.color,
    quiet: raw.quiet ?? false,
    verbose: raw.verbose ?? false,
  };
}

/** An unset variable of a shell must not choose another state in silence. */
function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty. Leave the option out for the default.');
  return text;
}

function workspaceName(text: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,62}$/i.test(text)) return text;
  throw new InvalidArgumentError('Write 1 to 63 letters, digits, dots, hyphens and underscores.');
}
