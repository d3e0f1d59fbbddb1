import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configRoot, repositoryName } from '../../src/cli/config-root.ts';
import { temporaryFolder } from '../helpers/cli.ts';

describe('the name of a repository', () => {
  test.each([
    ['https://github.com/northwind/dns.git', 'github.com/northwind/dns'],
    ['https://github.com/northwind/dns', 'github.com/northwind/dns'],
    ['https://github.com/northwind/dns/', 'github.com/northwind/dns'],
    ['https://GitHub.com:443/northwind/dns.git', 'github.com/northwind/dns'],
    ['https://ci-token:hunter2@github.com/northwind/dns.git', 'github.com/northwind/dns'],
    ['https://hunter2@github.com/northwind/dns.git', 'github.com/northwind/dns'],
    ['https://ci:hunter@2@github.com/northwind/dns.git', 'github.com/northwind/dns'],
    ['https://github.com/northwind/dns.git?token=hunter2', 'github.com/northwind/dns'],
    ['ssh://git@github.com/northwind/dns.git', 'github.com/northwind/dns'],
    ['ssh://git@github.com:22/northwind/dns.git', 'github.com/northwind/dns'],
    ['git@github.com:northwind/dns.git', 'github.com/northwind/dns'],
    ['git@GitHub.com:/northwind/dns', 'github.com/northwind/dns'],
    ['github.com:northwind/dns.git', 'github.com/northwind/dns'],
    ['/srv/git/dns.git', null],
    ['../dns', null],
    ['file:///srv/git/dns.git', null],
    ['C:/git/dns', null],
    ['', null],
  ])('%s is %s', (url, name) => {
    expect(repositoryName(url)).toBe(name);
  });
});

describe('which config it is', () => {
  function repository(origin?: string) {
    const folder = temporaryFolder();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    git('init', '-q');
    if (origin !== undefined) git('remote', 'add', 'origin', origin);
    for (const name of ['prod', 'staging']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'domains.yaml'), '');
    }
    return folder;
  }

  test('the repository, and the common folder of its files in it, in every clone', async () => {
    const clones = [
      repository('https://x:hunter2@github.com/northwind/dns.git'),
      repository('git@github.com:northwind/dns'),
    ];
    for (const folder of clones) {
      expect(await configRoot({}, [join(folder, 'prod/domains.yaml')])).toBe('github.com/northwind/dns//prod');
      expect(await configRoot({}, [join(folder, 'prod')])).toBe('github.com/northwind/dns//prod');
      const both = [join(folder, 'prod/domains.yaml'), join(folder, 'staging')];
      expect(await configRoot({}, both)).toBe('github.com/northwind/dns');
    }
  });

  test('without an origin: the host and the real folder', async () => {
    for (const folder of [repository(), temporaryFolder()]) {
      writeFileSync(join(folder, 'domains.yaml'), '');
      const link = join(temporaryFolder(), 'link');
      symlinkSync(folder, link);
      expect(await configRoot({}, [join(link, 'domains.yaml')])).toBe(`${hostname()}:${realpathSync(folder)}`);
    }
  });

  test('in a job without git: what the CI service says of its own checkout, and of no other folder', async () => {
    const folder = realpathSync(temporaryFolder());
    mkdirSync(join(folder, 'prod'));
    const github = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'northwind/dns',
      GITHUB_WORKSPACE: folder,
    };
    expect(await configRoot(github, [join(folder, 'prod')])).toBe('github.com/northwind/dns//prod');
    const gitlab = { CI_PROJECT_URL: 'https://gitlab.example/northwind/dns', CI_PROJECT_DIR: folder };
    expect(await configRoot(gitlab, [folder])).toBe('gitlab.example/northwind/dns');
    const other = realpathSync(temporaryFolder());
    expect(await configRoot(gitlab, [other])).toBe(`${hostname()}:${other}`);
  });
});
