/** One change, one foreign record set: each as a line of the text plan, with lines below it where its values are long. */
import type { Change, Foreign, Value } from '../../planner/plan.ts';
import { displayName } from '../../schema/dns/name.ts';
import type { Paint } from './paint.ts';
import { type Described, describeDifference, describeGone, describeValue } from './values.ts';
import { actionWords, foreignSymbol, lostSymbol, type Tone, takeOverTone } from './words.ts';

export interface ChangeLine {
  readonly symbol: string;
  readonly tone: Tone;
  /** `www A`, `auto_renew`. */
  readonly label: string;
  /** What follows the label, in columns. */
  readonly columns: readonly string[];
  readonly below: readonly string[];
}

export function changeLine(change: Change, paint: Paint): ChangeLine {
  const { symbol } = actionWords[change.action];
  const tone = change.takes_over ? takeOverTone : actionWords[change.action].tone;
  const label = labelOf(change.address, change.domain);
  // Of the domain as a whole there is no value to show.
  if (change.kind === 'registration') {
    const columns = [...(change.reason === null ? [] : [change.reason]), ...turnedProtection(change)];
    return { symbol, tone, label, columns, below: [] };
  }
  const described = describe(change, paint);
  return { symbol, tone, label, columns: [...described.inline, ...remarks(change, paint)], below: described.below };
}

export function foreignLine(foreign: Foreign): ChangeLine {
  const value = foreign.value;
  const described = 'text' in value ? { inline: [value.text], below: [] } : describeValue(value);
  return {
    symbol: foreignSymbol,
    tone: 'dim',
    label: labelOf(foreign.address, foreign.domain),
    columns: [
      ...described.inline,
      foreign.supported ? 'foreign' : `foreign, ${foreign.why ?? 'of a type unknown to this tool'}`,
    ],
    below: described.below,
  };
}

/** What a call does besides. */
export function sideEffectLine(effect: string): ChangeLine {
  return { symbol: lostSymbol, tone: 'red', label: 'side effect', columns: [effect], below: [] };
}

function describe(change: Change, paint: Paint): Described {
  // Only the label tells of a zone: its value is always `true`.
  if (change.address === `${change.domain}:zone`) return { inline: [`at ${change.account}`], below: [] };
  // What is adopted stays as it is.
  if (change.action === 'adopt') return difference(null, change.after, paint);
  return difference(change.before, change.after, paint);
}

export function difference(before: Value, after: Value, paint: Paint): Described {
  if (before !== null && after !== null) return describeDifference(before, after, paint);
  if (after !== null) return describeValue(after);
  return before === null ? { inline: [], below: [] } : describeGone(before);
}

function remarks(change: Change, paint: Paint): string[] {
  const asides = [...(change.reason === null ? [] : [change.reason]), ...turnedProtection(change)];
  return [
    ...(change.takes_over ? [paint[takeOverTone]('takes over')] : []),
    ...(asides.length === 0 ? [] : [`(${asides.join('; ')})`]),
  ];
}

/** Where protection goes on or off; nothing where the change leaves nothing to protect. */
export function turnedProtection({ protect, after }: Change): readonly string[] {
  if (protect === null || after === null || protect.before === protect.after) return [];
  return [`protect: ${protect.after === true ? 'on' : protect.after === false ? 'off' : protect.after}`];
}

export function labelOf(address: string, domain: string): string {
  const rest = address.slice(domain.length + 1);
  if (rest === '') return 'domain';
  const slash = rest.lastIndexOf('/');
  return slash < 0 ? rest : `${displayName(rest.slice(0, slash))} ${rest.slice(slash + 1)}`;
}
