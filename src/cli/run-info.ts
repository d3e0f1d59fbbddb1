/**
 * Who runs this, where, from which commit: what a run is recorded with and drift is explained by.
 * The variables are those that each CI service documents as set in every job.
 */
import { stat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { configFolder } from './config-root.ts';
import { git } from './git.ts';

interface RunInfo {
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly commit: string | null;
  readonly ciUrl: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `files`: those of the config, or folders; the commit of where they lie is the one that counts. */
export async function runInfo(env: Environment, files: readonly string[]): Promise<RunInfo> {
  return {
    actor: firstSet(env, actorVariables) ?? loginName(),
    host: hostname(),
    pid: process.pid,
    commit: await commitOf(env, files),
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

/** As `git describe --dirty` marks it: `3f2c1ab...-dirty` where what was applied is not what was committed. */
async function commitOf(env: Environment, files: readonly string[]): Promise<string | null> {
  const folder = await configFolder(files);
  const commit = firstSet(env, commitVariables) ?? (await git(folder, 'rev-parse', 'HEAD'));
  if (commit === null) return null;
  const configs = await Promise.all(files.map(pathspecs));
  const changed = await Promise.all([
    git(folder, 'status', '--porcelain', '--untracked-files=no'),
    git(folder, 'status', '--porcelain', '--untracked-files=all', '--ignored', '--', ...configs.flat()),
  ]);
  return changed.some((lines) => lines !== null && lines !== '') ? `${commit}-dirty` : commit;
}

/** A config that was never committed is in no commit, whatever else lies in its folder. */
async function pathspecs(file: string): Promise<readonly string[]> {
  const path = resolve(file);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? ['yaml', 'yml'].map((ext) => `:(glob)${path}/*.${ext}`) : [`:(literal)${path}`];
}
