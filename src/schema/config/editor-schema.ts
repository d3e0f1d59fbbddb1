/**
 * The JSON Schema for editors: that of the config, and in it what the descriptors know of each registrar, so that an
 * editor offers the registrars' names, and a record's options with what they are for. The config itself is validated
 * against the plain schema and then, with better words, against the descriptors.
 */
import type { OptionCapability, RegistrarDescriptor } from '../capabilities.ts';

interface Schema {
  readonly definitions: Readonly<Record<'account' | 'record', Definition>>;
}

interface Definition {
  readonly properties: Readonly<Record<string, object>>;
}

/** `schema` is the content of `domains.schema.json`. */
export function editorSchema(schema: Schema, descriptors: Iterable<RegistrarDescriptor>): object {
  const registrars = [...descriptors];
  const { account, record } = schema.definitions;
  const names = registrars.map((registrar) => registrar.name);
  const options = registrars.map((registrar) => [registrar.name, optionsOf(registrar)] as const);
  return {
    ...schema,
    definitions: {
      ...schema.definitions,
      account: {
        ...account,
        properties: { ...account.properties, registrar: { ...account.properties.registrar, examples: names } },
      },
      record: {
        ...record,
        properties: { ...record.properties, ...Object.fromEntries(options) },
        additionalProperties: false,
      },
    },
  };
}

/** A registrar without options has its key all the same: any option under it is refused. */
function optionsOf(registrar: RegistrarDescriptor): object {
  const options = Object.entries(registrar.dns?.options ?? {});
  return {
    description: `Options of record sets at ${registrar.title}.`,
    type: 'object',
    properties: Object.fromEntries(options.map(([name, option]) => [name, optionSchema(option)])),
    additionalProperties: false,
  };
}

const types: { readonly [K in OptionCapability['kind']]: object } = {
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  strings: { type: 'array', items: { type: 'string' } },
};

function optionSchema(option: OptionCapability): object {
  const absent =
    option.absentMeans === 'default' ? `Default: ${JSON.stringify(option.default)}.` : 'Left out: not managed.';
  return { ...types[option.kind], description: `For ${option.types.join(', ')}. ${absent}` };
}
