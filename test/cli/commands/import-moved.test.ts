/** Each command of docs/moving.md does what it says, with the files that the tests of each tool have. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
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

/** Of the domains that the sandbox holds, and whose zones have a name in the state. */
function stateOfRegistered(): string {
  const state = JSON.parse(readFileSync(join(root, 'test/exchange/terraform/show.json'), 'utf8'));
  const { resources } = state.values.root_module;
  const isHere = (one: { readonly values: unknown }) => !/\.example"|lost\./.test(JSON.stringify(one.values));
  state.values.root_module.resources = resources.filter(isHere);
  return JSON.stringify(state);
}

function placed(): Workplace {
  const place = workplace(accounts);
  cpSync(join(root, 'test/exchange/octodns/config'), join(place.folder, 'config'), { recursive: true });
  cpSync(join(root, 'test/exchange/dnscontrol/ir.json'), join(place.folder, 'ir.json'));
  place.write(stateOfRegistered(), 'state.json');
  place.write('$ORIGIN example.com.\n$TTL 300\n@ A 192.0.2.1\nwww CNAME @\n', 'example.com.zone');
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
        const imported = await place.run(...line);
        expect(imported.code, `${line.join(' ')}\n${imported.stderr}`).toBe(0);
        expect(line.includes('--out') || imported.stdout.includes('  example.com:\n'), line.join(' ')).toBe(true);
      }
      const state = ['--state', join(place.folder, 'state')];
      for (const next of blocks.get('Coming from another tool') ?? []) {
        const ran = await place.runWith(env, ...next, ...(next[0] === 'apply' ? ['--yes'] : []), ...state);
        expect(ran.code, `${next.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(0);
      }
      const again = await place.runWith(env, 'plan', '-f', 'domains.yaml', '-f', 'live.yaml', ...state);
      expect(again.stdout).toContain('No changes');
    },
  );
});

test('records whose zone is not known are told, the others are written, and the exit code is 1', async () => {
  const place = placed();
  cpSync(join(root, 'test/exchange/terraform/show.json'), join(place.folder, 'state.json'));
  const imported = await place.run('import', '--terraform', 'state.json', '--account', 'gandi', '--out', 'x.yaml');
  expect(imported.code).toBe(1);
  expect(imported.stderr).toContain(
    'Warning: --terraform was not read, or not all of it: 1 record of the Cloudflare zone',
  );
  expect(readFileSync(join(place.folder, 'x.yaml'), 'utf8')).toContain('  example.com:\n');
  expect(imported.stderr + readFileSync(join(place.folder, 'x.yaml'), 'utf8')).not.toContain('not-a-real-secret');
});

test('files with mistakes show them all with their places, and nothing is written', async () => {
  const place = placed();
  place.write('a: { type: A, value: 192.0.2.999 }\n', 'config/info.example.yaml');
  place.write('b: { type: AA, value: x }\nc: { value: x }\n', 'config/edu.example.yaml');
  const refused = await place.run('import', '--octodns', 'config', '--account', 'gandi', '--out', 'x.yaml');
  expect(refused.code).toBe(1);
  for (const place of [
    'config/edu.example.yaml:1:12: ',
    'config/edu.example.yaml:2:4: ',
    'config/info.example.yaml:1:22: ',
  ]) {
    expect(refused.stderr).toContain(place);
  }
  expect(refused.stderr).toContain('The files have 3 issues. Nothing was written.');
  expect(readdirSync(place.folder)).not.toContain('x.yaml');
  place.write('{"format_version":"1.0","planned_values":{}}', 'plan.json');
  for (const [option, file, message] of [
    ['--terraform', 'plan.json', 'plan.json:1:1: this is a plan of Terraform, not its state'],
    ['--dnscontrol', 'plan.json', 'plan.json:1:1: this is not the intermediate form of DNSControl'],
  ] as const) {
    const wrong = await place.run('import', option, file, '--account', 'gandi', '--out', 'x.yaml');
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining(message)]);
  }
  const both = await place.run('import', '--octodns', 'config', '--zone-file', 'x', '--account', 'gandi');
  expect(both.stderr).toContain('Name files of one tool at a time.');
  const nobody = await place.run('import', '--octodns', 'config');
  expect(nobody.stderr).toContain(
    '--octodns needs --account: the account that is to host the zones (there are gandi).',
  );
});
