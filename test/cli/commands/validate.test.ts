import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { registrars } from '../../helpers/halves.ts';
import { small, workplace } from './config.ts';

describe('validate', () => {
  test('needs no credentials and makes no API calls', async () => {
    expect(await workplace().run('validate')).toEqual({
      code: 0,
      stdout: 'Valid: 1 account, 2 domains, 3 record sets.\n',
      stderr: '',
    });
  });

  test('needs no variable of an account', async () => {
    const config = small.replace('gandi: {', 'gandi: { endpoint: "${GANDI_URL}",');
    expect(config).toContain('GANDI_URL');
    expect(await workplace(config).run('validate')).toMatchObject({ code: 0 });
  });

  test('shows each issue with its line and a hint, and exits 1', async () => {
    const broken = small.replace('auto_renew: true', 'auto_renw: true').replace('192.0.2.20', '192.0.2.320');
    const { code, stdout, stderr } = await workplace(broken).run('validate');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^domains\.yaml:7:5: .*auto_renw/m);
    expect(stdout).toMatch(/did you mean "auto_renew"/);
    expect(stdout).toMatch(/^domains\.yaml:9:38: /m);
    expect(stdout).toMatch(/\^/);
    expect(stdout).toMatch(/\n2 issues\.\n$/);
  });

  test('tells machines the same', async () => {
    const broken = small.replace('auto_renew: true', 'auto_renw: true');
    const { code, stdout } = await workplace(broken).run('validate', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: '1.0',
      valid: false,
      summary: { issues: 1 },
      issues: [{ code: 'unknown-key', file: 'domains.yaml', line: 7, column: 5 }],
    });
  });

  test('ends with words, and 1, where it waits for what never comes', async () => {
    const stuck = `import { syncBuiltinESMExports } from 'node:module';
      import files from 'node:fs/promises';
      files.stat = () => new Promise(() => {});
      syncBuiltinESMExports();`;
    const preload = `--import data:text/javascript,${encodeURIComponent(stuck)}`;
    expect(await workplace().runWith({ NODE_OPTIONS: preload }, 'validate')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Unexpected error: the command waits for something that never comes. This is a defect of domctl; run again with --verbose to see where.\n',
    });
  });

  test('a missing file is an error, not an issue of a config', async () => {
    const { code, stdout, stderr } = await workplace().run('validate', '-f', 'nowhere.yaml');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: There is no config at \S+nowhere\.yaml \(no such file or folder\)\. /);
  });
});

describe('schema', () => {
  test('prints a JSON Schema of the config, with the names and options of every registrar', async () => {
    const { code, stdout, stderr } = await workplace().run('schema');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const schema = JSON.parse(stdout);
    expect(Object.keys(schema.properties)).toEqual(['version', 'accounts', 'defaults', 'templates', 'domains']);
    expect(schema.definitions.account.properties.registrar.examples).toEqual([...registrars.keys()]);

    const ajv = new Ajv({ strictSchema: true, strictTypes: false, keywords: ['x-expects'] });
    const accepts = ajv.compile(schema);
    const optionsOf = (options: string) =>
      parse(small.replace('ttl: 300 }', `ttl: 300, ${options} }`)) as Readonly<Record<string, unknown>>;
    expect(accepts(parse(small))).toBe(true);
    expect(accepts(optionsOf('cloudflare: { proxied: true }'))).toBe(true);
    for (const { descriptor } of registrars.values()) {
      expect(accepts(optionsOf(`${descriptor.name}: {}`)), descriptor.name).toBe(true);
    }
    for (const wrong of ['cloudflare: { proxied: "yes" }', 'cloudflare: { proxid: true }', 'cloudflre: {}']) {
      expect(accepts(optionsOf(wrong)), wrong).toBe(false);
    }
  });
});

describe('registrars', () => {
  test('prints the matrix, and why something is not possible', async () => {
    const { code, stdout } = await workplace().run('registrars');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^auto_renew .*\bread\b/m);
    expect(stdout).toMatch(/^Namecheap: auto_renew: /m);
  });

  test('tells machines all facts, and no made-up credentials', async () => {
    const { stdout } = await workplace().run('registrars', '--format', 'json');
    const gandi = JSON.parse(stdout).registrars.find((registrar: { name: string }) => registrar.name === 'gandi');
    expect(gandi).toMatchObject({
      title: 'Gandi',
      settings: { auto_renew: { access: 'write' } },
      dns: { types: { TXT: { access: 'write' } }, ttl: { min: 300 } },
    });
    expect(gandi.credentials[0]).toEqual({ key: 'token', required: true, variable: 'GANDI_TOKEN', secret: true });
  });
});
