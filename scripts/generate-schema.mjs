/**
 * From the config's JSON Schema: a validator that needs no library at run time, and the types of the raw config.
 * Writes src/schema/config/generated/, which is not in git.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const source = new URL('../src/schema/config/domains.schema.json', import.meta.url);
const target = new URL('../src/schema/config/generated/', import.meta.url);
const header = '// Made by scripts/generate-schema.mjs from domains.schema.json. Do not edit.\n';

const schema = JSON.parse(readFileSync(source, 'utf8'));
mkdirSync(target, { recursive: true });
write('validate.js', validator());
write('validate.d.ts', declaration());
write('raw-config.ts', await types());

function validator() {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strictSchema: true,
    // The definitions of values hold for objects only; text is read by the record types.
    strictTypes: false,
    // Each definition is one function, however often it is referred to.
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary(['x-expects']);
  ajv.addSchema(schema, 'config');
  const code = standalone.default(ajv, { validate: 'config' });
  const imports = code.match(/\brequire\(|^import /m);
  if (imports !== null) {
    throw new Error(
      `The validator would load a library (${imports[0]}): a keyword in domains.schema.json needs ajv at run time. Express it otherwise.`,
    );
  }
  return code;
}

function declaration() {
  return `import type { ErrorObject } from 'ajv';

export declare const validate: {
  (data: unknown): boolean;
  /** Of the last call; null when the data was valid. */
  errors: ErrorObject[] | null;
};
`;
}

/** A record's registrar options would become an index signature that its own keys contradict: they are read apart. */
function types() {
  const plain = structuredClone(schema);
  const record = plain.definitions.record;
  record.additionalProperties = false;
  delete record.oneOf;
  delete record.allOf;
  const items = plain.definitions.domain.properties.dnssec.items;
  delete items.allOf;
  for (const value of [items, record.properties.value, record.properties.values.items])
    value.additionalProperties = true;
  return compile(plain, 'Config', {
    bannerComment: '',
    additionalProperties: false,
    format: false,
    ignoreMinAndMaxItems: true,
  });
}

function write(name, text) {
  writeFileSync(new URL(name, target), header + text);
}
