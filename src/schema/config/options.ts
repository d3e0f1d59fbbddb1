/** A record set's options: what one DNS host offers beyond DNS, written under that host's name. */
import type { DnsDescriptor, OptionCapability, RegistrarDescriptor } from '../capabilities.ts';
import type { RecordType } from '../dns/rdata.ts';
import type { OptionValue, RecordOptions } from '../dns/record-set.ts';
import { seen } from '../dns/seen.ts';
import type { Problem } from '../result.ts';
import type { IssueCode } from './issue.ts';
import { neutralHost } from './neutral-host.ts';
import { booleanHint } from './structure-words.ts';
import { didYouMean } from './suggest.ts';

/** The keys of a record that are not options. */
const recordKeys: ReadonlySet<string> = new Set(['name', 'type', 'value', 'values', 'ttl', 'protect']);

interface OptionProblem {
  /** From the record: `cloudflare`, or `cloudflare`, `proxied`. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
  readonly code: IssueCode;
  readonly problem: Problem;
}

type Written = Readonly<Record<string, Readonly<Record<string, OptionValue>>>>;

/**
 * The options of a record, as its host takes them: those that are written, and the default of those that are not, where the
 * host holds a set without the option to its default.
 */
export function readOptions(
  record: object,
  type: RecordType,
  host: DnsDescriptor,
  descriptors: ReadonlyMap<string, RegistrarDescriptor>,
  report: (problem: OptionProblem) => void,
): RecordOptions | undefined {
  // Whose options they should be is not known.
  if (host === neutralHost) return undefined;
  const given: Record<string, OptionValue> = {};
  let any = false;
  for (const key in record) {
    if (recordKeys.has(key)) continue;
    const problem = ofRegistrar(key, host, descriptors);
    if (problem !== undefined) {
      report({ path: [key], at: 'key', ...problem });
      continue;
    }
    for (const [name, value] of Object.entries((record as Written)[key] ?? {})) {
      const wrong = ofOption(name, value, type, host);
      if (wrong !== undefined)
        report({ path: [key, name], at: wrong.at, code: 'unknown-option', problem: wrong.problem });
      else given[name] = value;
      any = true;
    }
  }
  for (const [name, option] of Object.entries(host.dns.options)) {
    if (Object.hasOwn(given, name) || option.absentMeans !== 'default' || !option.types.includes(type)) continue;
    given[name] = option.default;
    any = true;
  }
  return any ? given : undefined;
}

function ofRegistrar(
  key: string,
  host: DnsDescriptor,
  descriptors: ReadonlyMap<string, RegistrarDescriptor>,
): { readonly code: IssueCode; readonly problem: Problem } | undefined {
  const other = descriptors.get(key);
  if (other === undefined) {
    const suggestion = didYouMean(key, [...recordKeys, ...descriptors.keys()], 'keys');
    return { code: 'unknown-key', problem: { message: `unknown key ${seen(key)}`, suggestion } };
  }
  if (key === host.name) return undefined;
  return {
    code: 'unknown-option',
    problem: {
      message: `options of ${other.title}, but the DNS host is ${host.title}`,
      suggestion: `remove ${key}: from this record, or host the zone at ${other.title}`,
    },
  };
}

function ofOption(
  name: string,
  value: OptionValue,
  type: RecordType,
  host: DnsDescriptor,
): { readonly at: 'key' | 'value'; readonly problem: Problem } | undefined {
  const options = host.dns.options;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const suggestion = didYouMean(name, Object.keys(options), 'options');
    return { at: 'key', problem: { message: `${host.title} has no option ${seen(name)}`, suggestion } };
  }
  if (!option.types.includes(type)) {
    const message = `${name} of ${host.title} is not for ${type} records`;
    return { at: 'key', problem: { message, suggestion: `it is for ${option.types.join(', ')}` } };
  }
  if (kindOf(value) === option.kind) return undefined;
  const message = `${name} is ${seen(value)}, but must be ${kindWords[option.kind]}`;
  const suggestion = option.kind === 'boolean' && typeof value === 'string' ? booleanHint(name, value) : undefined;
  return { at: 'value', problem: suggestion === undefined ? { message } : { message, suggestion } };
}

const kindWords: { readonly [K in OptionCapability['kind']]: string } = {
  boolean: 'true or false',
  string: 'text',
  strings: 'a list of texts',
};

function kindOf(value: OptionValue): OptionCapability['kind'] {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'strings';
}
