/**
 * Which config this is, so that two on one state do not undo each other: the repository, as every clone of it says, and the
 * folder in it. Without a repository that others know: the host and the folder.
 */
import { realpath, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, relative, sep } from 'node:path';
import { git } from './git.ts';
import type { Environment } from './run-info.ts';

/**
 * `github.com/northwind/dns//prod`, or `build-7:/srv/dns`. `files`: of the config. Never holds credentials; never throws for
 * a file that is not there, which reading the config tells.
 */
export async function configRoot(env: Environment, files: readonly string[]): Promise<string> {
  const folder = await configFolder(files);
  const { url, top } = (await repositoryOf(folder)) ?? ciRepository(env, folder) ?? {};
  const repository = url === undefined ? null : repositoryName(url);
  if (repository === null || top === undefined) return `${hostname()}:${folder}`;
  const path = relative(top, folder).split(sep).join('/');
  return path === '' ? repository : `${repository}//${path}`;
}

/** The folder that holds all of these. */
export async function configFolder(files: readonly string[]): Promise<string> {
  return commonParent(await Promise.all(files.map(folderOf)));
}

interface Repository {
  readonly url: string;
  /** The folder in which it is checked out. */
  readonly top: string;
}

async function repositoryOf(folder: string): Promise<Repository | null> {
  const [top, url] = await Promise.all([
    git(folder, 'rev-parse', '--show-toplevel'),
    git(folder, 'remote', 'get-url', 'origin'),
  ]);
  return top === null || url === null ? null : { url, top: await real(top) };
}

/** Where a job has no git, or none that trusts the folder, its CI service tells: GitHub, GitLab, Bitbucket, Azure Pipelines. */
function ciRepository(env: Environment, folder: string): Repository | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  const told = [
    [server && name && `${server}/${name}`, env.GITHUB_WORKSPACE],
    [env.CI_PROJECT_URL, env.CI_PROJECT_DIR],
    [env.BITBUCKET_GIT_HTTP_ORIGIN, env.BITBUCKET_CLONE_DIR],
    [env.BUILD_REPOSITORY_URI, env.BUILD_SOURCESDIRECTORY],
  ] as const;
  const found = told.find(([url, top]) => url && top && (folder === top || folder.startsWith(`${top}${sep}`)));
  return found === undefined ? null : { url: found[0] as string, top: found[1] as string };
}

/**
 * Host and path of a remote, the same for all ways to reach it: `https://`, `ssh://`, `git@host:path`. Null for a folder.
 */
export function repositoryName(url: string): string | null {
  // As git does: what has `://` is a URL; else a colon before any slash is ssh, and all else is a path.
  const match = url.includes('://')
    ? /^(?!file:)[a-z0-9+.-]+:\/\/(?:[^/]*@)?([^/:@]+)(?::\d+)?\/+(.+)$/i.exec(url)
    : /^(?:[^/:]*@)?([^/:@]{2,}):\/*(.+)$/.exec(url);
  const [, host = '', path = ''] = match ?? [];
  const name = path
    .replace(/[?#].*$/, '')
    .replace(/(?<!\/)\/+$/, '')
    .replace(/\.git$/i, '');
  return host === '' || name === '' ? null : `${host.toLowerCase()}/${name}`;
}

/** A pipe, as of `-f <(...)`, lies nowhere: it is taken for one of the working directory. */
async function folderOf(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return await real(file);
    return await real(found.isFile() ? dirname(file) : '.');
  } catch {
    return await real('.');
  }
}

async function real(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}

function commonParent(folders: readonly string[]): string {
  const [first = '', ...rest] = folders.map((folder) => folder.split(sep));
  const parts = [...first];
  const isShared = (part: string, index: number) => rest.every((other) => other[index] === part);
  const end = parts.findIndex((part, index) => !isShared(part, index));
  const shared = end < 0 ? parts : parts.slice(0, end);
  return shared.join(sep) || sep;
}
