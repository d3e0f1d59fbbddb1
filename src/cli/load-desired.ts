/** The config's files as desired state, or all that is wrong with them. */
import { registrars } from '../registrars/index.ts';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { loadConfig } from '../schema/config/load.ts';
import type { Variables } from '../schema/config/variables.ts';
import { count } from '../schema/count.ts';
import type { Desired } from '../schema/desired.ts';
import { readConfig } from './config-files.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { issuesText } from './views/issues.ts';

export interface LoadedFiles {
  /** Null exactly where there are issues. */
  readonly desired: Desired | null;
  readonly issues: readonly Issue[];
  readonly sources: readonly Source[];
}

/** Of a config without issues. */
export interface LoadedDesired {
  readonly desired: Desired;
  readonly sources: readonly Source[];
}

/** `credentials: 'skip'` for commands that make no API calls: then no variable can be missing. */
export async function loadFiles(
  files: readonly string[],
  variables: Variables,
  credentials: 'read' | 'skip',
): Promise<LoadedFiles> {
  const { sources, issues } = await readConfig(files);
  const descriptors = new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
  const loaded = loadConfig(sources, { descriptors, variables, credentials });
  const all = [...issues, ...loaded.issues];
  return { desired: all.length === 0 ? loaded.desired : null, issues: all, sources };
}

/** For commands that go on with it. Shows the issues on stderr and throws `CommandError` where there are any. */
export async function loadDesired(context: Context, variables: Variables): Promise<LoadedDesired> {
  return withoutIssues(context, await loadFiles(context.globals.files, variables, 'read'));
}

/** As `loadDesired`, for commands that go on with it and make no API calls. */
export async function loadOffline(context: Context): Promise<LoadedDesired> {
  return withoutIssues(context, await loadFiles(context.globals.files, (name) => context.env[name], 'skip'));
}

function withoutIssues({ output, paint }: Context, { desired, issues, sources }: LoadedFiles): LoadedDesired {
  if (desired !== null) return { desired, sources };
  output.message(issuesText(issues, sources, paint).split('\n'));
  throw new CommandError(`The config has ${count(issues.length, 'issue')}. Nothing was read or changed.`);
}
