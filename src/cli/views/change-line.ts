/** One change, one drifted value, one foreign record set: each as a line of the text plan, with lines below it where its values are long. */
import type { Change, Drift, Foreign } from '../../planner/plan.ts';
import { displayName } from '../../schema/dns/name.ts';
import type { Paint } from './paint.ts';
import { type Described, describeDifference, describeGone, describeValue } from './values.ts';
import { actionWords, driftSymbol, foreignSymbol, lostSymbol, type Tone, takeOverTone } from './words.ts';

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

/** The plan in which a value that changed outside stands. */
export interface DriftContext {
  /** The one planned for the same address, if any. */
  readonly change: Change | undefined;
  /** The run that the plan undoes: what is desired is then what was there before it, and not the config. */
  readonly undoRun: number | null;
}

/** A value that changed outside, and what becomes of it. */
export function driftLine(drift: Drift, context: DriftContext, paint: Paint): ChangeLine {
  const moved = difference(drift.recorded, drift.live, paint, 'before');
  const fate = fateOf(drift, context, paint);
  const protection = context.change === undefined ? [] : turnedProtection(context.change).map((text) => `(${text})`);
  const story = `${whatHappened(drift)}${fate.text}`;
  return {
    symbol: driftSymbol,
    tone: 'magenta',
    label: labelOf(drift.address, drift.domain),
    columns: [[...moved.inline, story].join(' '), ...protection],
    below: [...moved.below, ...fate.below],
  };
}

function whatHappened(drift: Drift): string {
  const gone = drift.live === null;
  if (drift.not_done && !gone) return `as before ${provenance(drift)}: ${notDone(drift)}`;
  const deleted = `${gone ? 'deleted' : 'changed'} outside after ${provenance(drift)}`;
  return drift.not_done ? `${deleted}, or never made by ${drift.account}` : deleted;
}

/** Nobody can tell which: a read would have, had the run made one. */
export function notDone({ account, live }: Pick<Drift, 'account' | 'live'>): string {
  if (live === null) return `deleted outside, or never made by ${account}`;
  return `${account} confirmed the change and did not make it, or somebody took it back`;
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
  // What is adopted is live: what was recorded before names the options that are ours.
  return difference(change.before, change.after, paint, change.action === 'adopt' ? 'before' : 'after');
}

export function difference(
  before: Change['before'],
  after: Change['after'],
  paint: Paint,
  managed: 'before' | 'after' = 'after',
): Described {
  if (before !== null && after !== null) {
    const different = describeDifference(before, after, paint, managed);
    // Adopted values are equal; an irregular set can be, too. The value says more than nothing.
    return different.inline.length + different.below.length === 0 ? describeValue(after) : different;
  }
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
function turnedProtection({ protect, after }: Change): readonly string[] {
  if (protect === null || after === null || protect.before === protect.after) return [];
  return [`protect: ${protect.after === true ? 'on' : protect.after === false ? 'off' : protect.after}`];
}

interface Fate {
  readonly text: string;
  readonly below: readonly string[];
}

function fateOf(drift: Drift, { change, undoRun }: DriftContext, paint: Paint): Fate {
  if (change === undefined) return { text: '', below: [] };
  if (change.action === 'adopt' && JSON.stringify(drift.live) === JSON.stringify(drift.desired)) {
    return { text: undoRun === null ? '; the config now says the same' : `; as before run ${undoRun}`, below: [] };
  }
  if (drift.both_changed && drift.live !== null && drift.desired !== null) {
    const wanted = describeDifference(drift.live, drift.desired, paint);
    const why = undoRun === null ? 'the config changed too, so' : `to undo run ${undoRun},`;
    return { text: [`; ${why}`, ...wanted.inline].join(' '), below: wanted.below };
  }
  const text: { readonly [A in Change['action']]: string } = {
    create: '; will be created again',
    update: '; will be put back',
    replace: '; will be put back',
    delete: '; will be deleted',
    adopt: '; will be recorded as it is',
    forget: '; will be forgotten',
  };
  return { text: text[change.action], below: [] };
}

/** `run 41 (2026-11-20, 3f2c1ab)`. */
function provenance(drift: Drift): string {
  const by = drift.commit?.slice(0, 7) ?? drift.actor;
  return `run ${drift.run} (${[drift.applied_at.slice(0, 10), ...(by === null || by === undefined ? [] : [by])].join(', ')})`;
}

export function labelOf(address: string, domain: string): string {
  const rest = address.slice(domain.length + 1);
  if (rest === '') return 'domain';
  const slash = rest.lastIndexOf('/');
  return slash < 0 ? rest : `${displayName(rest.slice(0, slash))} ${rest.slice(slash + 1)}`;
}
