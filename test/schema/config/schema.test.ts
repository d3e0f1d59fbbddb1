import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../../src/schema/config/editor-schema.ts';
import { validate } from '../../../src/schema/config/generated/validate.js';
import { recordTypeNames } from '../../../src/schema/dns/record-types.ts';
import { settingFields } from '../../../src/schema/domain/settings.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';

interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
}

const file = new URL('../../../src/schema/config/domains.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
const definitions = schema.definitions ?? {};

/** All schemas with the path that leads to them. */
function schemasOf(root: Schema, path = ''): readonly (readonly [string, Schema])[] {
  const below = [
    ...Object.entries(root.properties ?? {}).map(([key, value]) => [`${path}/${key}`, value] as const),
    ...Object.entries(root.definitions ?? {}).map(([key, value]) => [`#${key}`, value] as const),
    ...(typeof root.additionalProperties === 'object' ? [[`${path}/*`, root.additionalProperties] as const] : []),
    ...(root.items === undefined ? [] : [[`${path}[]`, root.items] as const]),
  ];
  return [[path, root], ...below.flatMap(([name, value]) => schemasOf(value, name))];
}

describe('the JSON Schema', () => {
  it('knows the record types that the code knows', () => {
    expect(definitions.record?.properties?.type?.enum).toEqual(recordTypeNames);
    expect(Object.keys(definitions)).toEqual(expect.arrayContaining([...recordTypeNames]));
  });

  it('knows the settings that the code knows, in domains and in defaults', () => {
    for (const name of ['domain', 'defaults']) {
      expect(Object.keys(definitions[name]?.properties ?? {}), name).toEqual(
        expect.arrayContaining([...settingFields]),
      );
    }
  });

  it('describes every key, for editors', () => {
    const silent = schemasOf(schema).filter(([path, { description, $ref }]) => {
      return /\/[^*[\]]+$/.test(path) && description === undefined && $ref === undefined;
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('refuses unknown keys in every map that is not keyed by names', () => {
    const open = schemasOf(schema).filter(
      ([, { properties, additionalProperties }]) => properties !== undefined && additionalProperties !== false,
    );
    // The rest of a record's keys are names of registrars.
    expect(open.map(([path]) => path)).toEqual(['#record']);
  });
});

it('the compiled validator is that of the schema', () => {
  expect(validate({ version: 1, domains: { 'example.com': { dns: 'none' } } })).toBe(true);
  expect(validate({ domains: { 'example.com': { dns: 1 } } })).toBe(false);
  const [error] = validate.errors ?? [];
  expect(error?.parentSchema).toMatchObject({ 'x-expects': 'the name of an account, or none' });
});

describe('the schema for editors', () => {
  const forEditors = editorSchema(JSON.parse(readFileSync(file, 'utf8')), testDescriptors.values());
  const accepts = new Ajv({ strict: false }).compile(forEditors);
  const config = (more: object) => ({
    domains: { 'example.com': { records: [{ name: 'x', type: 'A', value: '192.0.2.1', ...more }] } },
  });

  it.each([
    [{}, true],
    [{ cloudflare: { proxied: true, tags: ['a'] } }, true],
    [{ cloudflare: { proxied: 'yes' } }, false],
    [{ cloudflare: { proxid: true } }, false],
    [{ gandi: { proxied: true } }, false],
    [{ cloudflre: {} }, false],
  ])('knows the options of each registrar: %j', (more, expected) => {
    expect(accepts(config(more))).toBe(expected);
  });
});
