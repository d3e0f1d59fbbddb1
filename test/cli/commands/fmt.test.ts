import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from './config.ts';

const untidy = `version: 1
accounts:
    gandi: {credentials: {token: "\${GANDI_TOKEN}"}}   # ours


domains:
    example.com:
        dns: 'gandi'
        records:
        # the web
        - {name: www, type: A, value: 192.0.2.1}
`;
const tidy = `version: 1
accounts:
  gandi: { credentials: { token: "\${GANDI_TOKEN}" } }   # ours

domains:
  example.com:
    dns: gandi
    records:
      # the web
      - { name: www, type: A, value: 192.0.2.1 }
`;

describe('fmt', () => {
  test('shows with --check what it would write, then writes it, and then has nothing to write', async () => {
    const place = workplace(untidy);
    const read = () => readFileSync(join(place.folder, 'domains.yaml'), 'utf8');
    const checked = await place.run('fmt', '--check');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/^--- domains\.yaml\n\+\+\+ domains\.yaml\n@@ -1,11 \+1,10 @@\n version: 1\n/);
    expect(checked.stdout).toContain("-        dns: 'gandi'\n");
    expect(checked.stdout).toContain('+    dns: gandi\n');
    expect(read()).toBe(untidy);
    expect(await place.run('fmt')).toMatchObject({ code: 0, stdout: 'domains.yaml\n', stderr: '' });
    expect(read()).toBe(tidy);
    expect(await place.run('fmt', '--check')).toMatchObject({ code: 0, stdout: '' });
    expect(await place.run('fmt')).toMatchObject({ code: 0, stdout: '' });
  });

  test('writes no file where one is no YAML', async () => {
    const place = workplace(untidy);
    place.write('domains: [\n', 'broken.yaml');
    const refused = await place.run('fmt', '-f', '.');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('broken.yaml:');
    expect(refused.stderr).toContain('Nothing was written.');
    expect(readFileSync(join(place.folder, 'domains.yaml'), 'utf8')).toBe(untidy);
  });
});
