/** Each command of docs/moving.md does what it says, with the files that the tests of each tool have. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Workplace, workplace } from './config.ts';
import { standing } from './standing.ts';

const root = join(import.meta.dirname, '../../..');
const accounts = 'version: 1\naccounts:\n  gandi: { credentials: { token: "${GANDI_TOKEN}" } }\n';

/** Blocks of commands by the heading that they stand under. */
const blocks = new Map(
  readFileSync(join(root, 'docs/moving.md'), 'utf8')
    .split(/^#+ /m)
    .slice(1)
    .flatMap((section) => {
      const lines = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
        .flatMap(([, block = '']) => block.split('\n'))
        .filter((line) => line.startsWith('domctl '))
        .map((line) =>
          line
            .replace(/\s*#.*$/, '')
            .split(/\s+/)
            .slice(1),
        );
      return [[section.slice(0, section.indexOf('\n')), lines] as const];
    }),
);

function placed(): Workplace {
  const place = workplace(accounts);
  cpSync(join(root, 'test/exchange/octodns/config'), join(place.folder, 'config'), { recursive: true });
  return place;
}

describe('docs/moving.md', () => {
  test.each([...blocks].filter(([title]) => title !== 'Coming from another tool'))(
    'the commands of %s, then plan and apply',
    { timeout: 120_000 },
    async (_, lines) => {
      const place = placed();
      // Gandi hosts what is registered there: the sandbox holds the domains of the config that it is started with.
      const registered = ['com', 'net', 'org'].map(
        (end) => `  example.${end}: { registrar: gandi, auto_renew: true }\n`,
      );
      place.write(`${accounts}domains:\n${registered.join('')}`);
      const { env } = await standing(place);
      place.write(accounts);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        rmSync(join(place.folder, 'live.yaml'), { force: true });
        const imported = await place.run(...line);
        expect(imported.code, `${line.join(' ')}\n${imported.stderr}`).toBe(0);
        if (!line.includes('--out')) place.write(imported.stdout, 'live.yaml');
        for (const next of blocks.get('Coming from another tool') ?? []) {
          const consented = next[0] === 'apply' ? ['--yes', '--consent', 'take-over'] : [];
          const ran = await place.runWith(env, ...next, ...consented, '--state', join(place.folder, 'state'));
          expect(ran.code, `${next.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(0);
        }
        const again = await place.runWith(
          env,
          'plan',
          '-f',
          'domains.yaml',
          '-f',
          'live.yaml',
          '--state',
          join(place.folder, 'state'),
        );
        expect(again.stdout).toContain('No changes');
      }
    },
  );
});

test('files with mistakes show them all with their places, and nothing is written', async () => {
  const place = placed();
  place.write('a: { type: A, value: 192.0.2.999 }\n', 'config/example.info.yaml');
  place.write('b: { type: AA, value: x }\nc: { value: x }\n', 'config/example.edu.yaml');
  const refused = await place.run('import', '--octodns', 'config', '--account', 'gandi', '--out', 'x.yaml');
  expect(refused.code).toBe(1);
  for (const place of [
    'config/example.edu.yaml:1:12: ',
    'config/example.edu.yaml:2:4: ',
    'config/example.info.yaml:1:22: ',
  ]) {
    expect(refused.stderr).toContain(place);
  }
  expect(refused.stderr).toContain('The files have 3 issues. Nothing was written.');
  expect(readdirSync(place.folder)).toEqual(['config', 'domains.yaml']);
  const both = await place.run('import', '--octodns', 'config', '--zone-file', 'x', '--account', 'gandi');
  expect(both.stderr).toContain('Name files of one tool at a time.');
  const nobody = await place.run('import', '--octodns', 'config');
  expect(nobody.stderr).toContain(
    '--octodns needs --account: the account that is to host the zones (there are gandi).',
  );
});
