import type { RegistrarDescriptor } from '../../schema/capabilities.ts';
import { configLine } from '../../schema/config/record-line.ts';
import { count } from '../../schema/count.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../../schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../schema/dns/record-sets.ts';
import { isDefaultOption } from '../diff/options.ts';
import type { TakenOver } from '../diff/outcome.ts';
import type { DomainGuard } from './guard.ts';

/** So many sets are told; the others are counted. */
const most = 10;
/** So much of a value is told: a line that keeps it holds all of it. */
const toldLength = 100;

/** Values, or options, that are live and were never ours would disappear; with a refresh, at the next apply. */
export const takeOver: DomainGuard = {
  code: 'take-over',
  alsoOfRefresh: true,
  check({ diff, domain, host, refreshOnly }) {
    const { takenOver } = diff.managed;
    if (takenOver.length === 0) return null;
    const more = takenOver.length > most ? [`and ${count(takenOver.length - most, 'more record set')}`] : [];
    const sets = `${count(takenOver.length, 'record set')}`;
    const told = refreshOnly ? added : difference;
    return {
      message: refreshOnly
        ? `would record as managed here what nobody declared at ${sets}; the next apply of a config without it deletes it`
        : `would lose what is live at ${sets} and was never managed here`,
      details: [
        ...takenOver.slice(0, most).flatMap((one) => [`${one.address}: ${told(one)}`, ...keeping(one, domain, host)]),
        ...more,
      ],
    };
  },
};

function keeping(one: TakenOver, domain: string, host: RegistrarDescriptor | null): readonly string[] {
  const line = host === null ? null : keepingLine(one, domain, host);
  return line === null ? [] : ['  to keep it:', `  ${line}`];
}

function added({ loss }: TakenOver): string {
  return shortened(loss.values);
}

function difference({ live, after, loss }: TakenOver): string {
  if (after === null) return `${valuesText(live)} -> nothing`;
  const values = loss.values.length === 0 ? [] : [`${valuesText(live)} -> ${valuesText(after)}`];
  const options = loss.options.map(
    (key) => `${key} ${optionText(live.options[key])} -> ${optionText(after.options[key])}`,
  );
  return [...values, ...options].join(', ');
}

function valuesText(set: { readonly values: readonly Rdata[] }): string {
  return shortened(printValues(set));
}

function shortened(values: readonly string[]): string {
  return values.map((value) => (value.length > toldLength ? `${value.slice(0, toldLength)}…` : value)).join(', ');
}

function optionText(value: OptionValue | undefined): string {
  if (value === undefined) return '(of each record its own)';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value);
}

/** What the config would have to say so that nothing live is lost; null where it cannot say that. */
function keepingLine({ live, after }: TakenOver, domain: string, host: RegistrarDescriptor): string | null {
  const options = optionsToKeep(live.options, after?.options ?? {});
  if (options === undefined) return null;
  const { name, type, ttlSeconds } = after ?? live;
  const all = valuesToKeep(live.values, declaredOf(live, after));
  const lines = all.map((values) =>
    configLine(makeRecordSet({ name, type, ttlSeconds, values, options }), domain, host),
  );
  return lines.find((line) => line !== null) ?? null;
}

/** Where a name has one target, the declared one cannot stand beside the live one. */
function declaredOf({ type }: RecordSet, after: RecordSet | null): readonly Rdata[] {
  return after === null || type === 'CNAME' || type === 'ALIAS' || type === 'URL' ? [] : after.values;
}

/** The best first: all; without a declared SPF policy, of which a name has one; what is live alone. */
function valuesToKeep(live: readonly Rdata[], declared: readonly Rdata[]): readonly (readonly Rdata[])[] {
  const isPolicy = (value: Rdata) => value.type === 'TXT' && /^v=spf1( |$)/i.test(value.text);
  return [[...live, ...declared], [...live, ...declared.filter((value) => !isPolicy(value))], live];
}

/** Undefined where the records of the set differ in an option that the config names: one entry says one of each. */
function optionsToKeep(live: RecordOptions, after: RecordOptions): RecordOptions | undefined {
  const options: Record<string, OptionValue> = { ...after };
  if (Object.keys(after).some((key) => live[key] === undefined)) return undefined;
  for (const [key, value] of Object.entries(live)) {
    const wanted = after[key];
    if (Array.isArray(value) && Array.isArray(wanted)) options[key] = [...new Set([...value, ...wanted])];
    else if (!isDefaultOption(value)) options[key] = value;
  }
  return options;
}
