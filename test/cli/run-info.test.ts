import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
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
    expect(await runInfo(env, [temporaryFolder()])).toEqual({
      actor: 'anna',
      host: hostname(),
      pid: process.pid,
      commit: 'aaaa',
      ciUrl: 'https://github.com/northwind/dns/actions/runs/42',
    });
  });

  test('GitLab: actor, commit and the address of the job', async () => {
    const env = { GITLAB_USER_LOGIN: 'ben', CI_COMMIT_SHA: 'bbbb', CI_JOB_URL: 'https://gitlab.example/jobs/7' };
    expect(await runInfo(env, [temporaryFolder()])).toMatchObject({
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
    expect(await runInfo({ USER: 'carla' }, [folder])).toMatchObject({
      actor: 'carla',
      commit: git('rev-parse', 'HEAD'),
      ciUrl: null,
    });
  });

  test.each([
    ['a tracked file that was changed', 'domains.yaml', 'more'],
    ['a config that was never committed', 'new.yaml', ''],
  ])('a dirty tree is named: %s', async (_claim, file, text) => {
    const folder = temporaryFolder();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    git('init', '-q');
    writeFileSync(join(folder, 'domains.yaml'), '');
    git('add', '.');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'x');
    // What lies beside the config, as the state does, is none of it.
    writeFileSync(join(folder, 'notes.txt'), '');
    const commit = git('rev-parse', 'HEAD');
    expect((await runInfo({}, [folder])).commit).toBe(commit);
    writeFileSync(join(folder, file), text);
    expect((await runInfo({}, [folder])).commit).toBe(`${commit}-dirty`);
    expect((await runInfo({ GITHUB_SHA: commit }, [join(folder, file)])).commit).toBe(`${commit}-dirty`);
  });

  test('no repository: no commit', async () => {
    expect(await runInfo({ USER: 'carla' }, [temporaryFolder()])).toMatchObject({ commit: null });
  });
});
