/** A record set as a careful person writes it in a config: on one line where that can be read, else on lines of its own. */
import type { EntryValue, RecordEntry } from './record-entry.ts';
import { foldedLines, readable, scalar } from './yaml-text.ts';

/** Of a line of a config, indentation included. */
const maxLine = 120;
/** Of the `-` of an entry. */
const indentation = 6;
/** Columns of a folded text. */
const foldWidth = 96;

/** `ttl: null`: the set takes the TTL that holds for all of its domain. The first line begins with `- `, no line is indented. */
export function entryLines(
  entry: Omit<RecordEntry, 'ttl'> & { readonly ttl: RecordEntry['ttl'] | null },
): readonly string[] {
  const { values } = entry;
  const head = [`name: ${name(entry.name)}`, `type: ${entry.type}`];
  const tail = [
    ...(entry.ttl === null ? [] : [`ttl: ${entry.ttl}`]),
    ...(entry.options === undefined ? [] : [entry.options]),
  ];
  const flow = values.map((value) => inFlow(value));
  const value = flow.length === 1 ? `value: ${flow[0]}` : `values: [${flow.join(', ')}]`;
  const line = `- { ${[...head, value, ...tail].join(', ')} }`;
  const isList = values.length > 1 && (entry.type === 'TXT' || entry.type === 'CAA');
  if (!isList && indentation + line.length <= maxLine) return [line];
  const [first = { text: '' }] = values;
  const body =
    values.length === 1
      ? withKey('value: ', first)
      : ['values:', ...values.flatMap((one) => withKey('- ', one).map((text) => `  ${text}`))];
  return [...head, ...body, ...tail].map((text, index) => (index === 0 ? `- ${text}` : `  ${text}`));
}

function name(text: string): string {
  return /[^\0-\x7f]/.test(text) ? readable(text, 'flow') : scalar(text);
}

function inFlow(value: EntryValue): string {
  return 'yaml' in value ? value.yaml : readable(value.text, 'flow');
}

/** A long text is folded at its blanks: the key of a DKIM record then has a line of its own. */
function withKey(key: string, value: EntryValue): readonly string[] {
  if ('yaml' in value) return [`${key}${value.yaml}`];
  const folded = value.text.length > foldWidth ? foldedLines(value.text, foldWidth) : null;
  if (folded === null) return [`${key}${readable(value.text, 'block')}`];
  return [`${key}>-`, ...folded.map((line) => `  ${line}`)];
}
