import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { runInfo } from '../../src/cli/run-info.ts';
import { temporaryFolder } from '../helpers/cli.ts';

describe('who runs this', () => {
  test('GitHub Actions: actor, commit and the address of the run', async () => {
    const env = {
      GITHUB_ACTOR: 'anna',
      USER: 'runner',
      GITHUB_SHA: 'aaaa',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'northwind/dns',
      GITHUB_RUN_ID: '42',
    };
    expect(await runInfo(env, '.')).toEqual({
      actor: 'anna',
      host: hostname(),
      pid: process.pid,
      commit: 'aaaa',
      ciUrl: 'https://github.com/northwind/dns/actions/runs/42',
    });
  });

  test('GitLab: actor, commit and the address of the job', async () => {
    const env = { GITLAB_USER_LOGIN: 'ben', CI_COMMIT_SHA: 'bbbb', CI_JOB_URL: 'https://gitlab.example/jobs/7' };
    expect(await runInfo(env, '.')).toMatchObject({
      actor: 'ben',
      commit: 'bbbb',
      ciUrl: 'https://gitlab.example/jobs/7',
    });
  });

  test('a laptop: the user, and the commit of the folder in which the config lies', async () => {
    const folder = temporaryFolder();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    git('init', '-q');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-q', '--allow-empty', '-m', 'x');
    expect(await runInfo({ USER: 'carla' }, folder)).toMatchObject({
      actor: 'carla',
      commit: git('rev-parse', 'HEAD'),
      ciUrl: null,
    });
  });

  test('no repository: no commit', async () => {
    expect(await runInfo({ USER: 'carla' }, temporaryFolder())).toMatchObject({ commit: null });
  });
});
