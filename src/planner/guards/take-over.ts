import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { configLine } from '../../schema/config/record-line.ts';
import { count } from '../../schema/count.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../../schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { isDefaultOption } from '../diff/options.ts';
import type { TakenOver } from '../diff/outcome.ts';
import type { DomainGuard } from './guard.ts';

/** So much of a value is told: a line that keeps it holds all of it. */
const toldLength = 100;

/** Values, or options, that are live and were never ours would disappear; with a refresh, at the next apply. */
export const takeOver: DomainGuard = {
  code: 'take-over',
  alsoOfRefresh: true,
  check({ diff, domain, host, refreshOnly }) {
    const { takenOver } = diff.managed;
    if (takenOver.length === 0) return null;
    const sets = `${count(takenOver.length, 'record set')}`;
    const told = refreshOnly ? added : difference;
    return {
      message: refreshOnly
        ? `would record as managed here what nobody declared at ${sets}; the next apply of a config without it deletes it`
        : `would lose what is live at ${sets} and was never managed here`,
      details: takenOver.flatMap((one) => [`${one.address}: ${told(one)}`, ...keeping(one, domain, host)]),
    };
  },
};

function keeping(one: TakenOver, domain: string, host: DnsDescriptor | null): readonly string[] {
  const line = host === null ? null : keepingLine(one, domain, host);
  if (line === null) return [];
  const only = rivalsOf(one.live.values, declaredOf(one.live, one.after)).map(policyOf);
  const why = only.length === 0 ? '' : ` (a name has only one ${[...new Set(only)].join(', one ')} record)`;
  return [`  to keep it${why}:`, `  ${line}`];
}

function added({ loss }: TakenOver): string {
  return shortened(loss.values);
}

function difference({ live, after, loss }: TakenOver): string {
  if (after === null) return `${valuesText(live)} -> nothing`;
  const values = loss.values.length === 0 ? [] : [`${valuesText(live)} -> ${valuesText(after)}`];
  const options = loss.options.map(
    (key) =>
      `${key} ${mixedText(live.mixed?.[key]) ?? optionText(live.options[key])} -> ${optionText(after.options[key])}`,
  );
  return [...values, ...options].join(', ');
}

function valuesText(set: { readonly values: readonly Rdata[] }): string {
  return shortened(printValues(set));
}

function shortened(values: readonly string[]): string {
  return values.map((value) => (value.length > toldLength ? `${value.slice(0, toldLength)}…` : value)).join(', ');
}

function mixedText(values: readonly OptionValue[] | undefined): string | undefined {
  return values?.map(optionText).join('/');
}

function optionText(value: OptionValue | undefined): string {
  if (value === undefined) return '(of each record its own)';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value);
}

/** What the config would have to say so that nothing live is lost; null where it cannot say that. */
function keepingLine({ live, after }: TakenOver, domain: string, host: DnsDescriptor): string | null {
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

/** The best first: all, without a declared policy of which the live one is another; what is live alone. */
function valuesToKeep(live: readonly Rdata[], declared: readonly Rdata[]): readonly (readonly Rdata[])[] {
  const rivals = rivalsOf(live, declared);
  return [[...live, ...declared.filter((value) => !rivals.includes(value))], live];
}

/** The declared policies that make a live one of the same kind invalid. */
function rivalsOf(live: readonly Rdata[], declared: readonly Rdata[]): readonly Rdata[] {
  const kinds = new Set(live.map(policyOf));
  const there = new Set(live.map(printRdata));
  return declared.filter((value) => {
    const kind = policyOf(value);
    return kind !== undefined && kinds.has(kind) && !there.has(printRdata(value));
  });
}

/** A name has one of each: RFC 7208 (3.2), 7489 (6.6.3), 8461 (3.1), 8460 (3), 6376 (3.6.2.2), and the draft of BIMI. */
const policies = ['v=spf1', 'v=DMARC1', 'v=STSv1', 'v=TLSRPTv1', 'v=BIMI1', 'v=DKIM1'];

function policyOf(value: Rdata): string | undefined {
  if (value.type !== 'TXT') return undefined;
  const [version = ''] = value.text.split(/[\s;]/, 1);
  return policies.find((policy) => policy.toLowerCase() === version.toLowerCase());
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
