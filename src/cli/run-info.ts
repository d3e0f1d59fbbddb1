/**
 * Who runs this, where, from which commit: what a run is recorded with and drift is explained by.
 * The variables are those that each CI service documents as set in every job.
 */
import { execFile } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import { promisify } from 'node:util';

export interface RunInfo {
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly commit: string | null;
  readonly ciUrl: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `directory`: where the config lies; its git commit is the one that counts. */
export async function runInfo(env: Environment, directory: string): Promise<RunInfo> {
  return {
    actor: firstSet(env, actorVariables) ?? loginName(),
    host: hostname(),
    pid: process.pid,
    commit: firstSet(env, commitVariables) ?? (await headCommit(directory)),
    ciUrl: ciUrl(env),
  };
}

/** GitHub, GitLab, Bitbucket, Buildkite, Azure Pipelines, then whoever is logged in. */
const actorVariables = [
  'GITHUB_ACTOR',
  'GITLAB_USER_LOGIN',
  'BITBUCKET_STEP_TRIGGERER_UUID',
  'BUILDKITE_BUILD_CREATOR',
  'BUILD_REQUESTEDFOR',
  'SUDO_USER',
  'USER',
  'LOGNAME',
  'USERNAME',
];

/** GitHub, GitLab, CircleCI, Bitbucket, Buildkite, Jenkins, Azure Pipelines. */
const commitVariables = [
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'CIRCLE_SHA1',
  'BITBUCKET_COMMIT',
  'BUILDKITE_COMMIT',
  'GIT_COMMIT',
  'BUILD_SOURCEVERSION',
];

/** GitLab, CircleCI, Buildkite, Jenkins. */
const ciUrlVariables = ['CI_JOB_URL', 'CIRCLE_BUILD_URL', 'BUILDKITE_BUILD_URL', 'BUILD_URL'];

function ciUrl(env: Environment): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return firstSet(env, ciUrlVariables) ?? null;
}

function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

function loginName(): string | null {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id without an entry.
    return null;
  }
}

function headCommit(directory: string): Promise<string | null> {
  return git(directory, 'rev-parse', 'HEAD');
}

/** Null where the folder is in no repository, or there is no git: then there is nothing to tell. */
export async function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: directory, timeout: 2000 });
    return stdout.trim();
  } catch {
    return null;
  }
}
