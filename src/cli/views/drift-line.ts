/** One value that changed outside: as any change, what is live and what is planned; then what it was, by which run. */
import type { Change, Drift, Value } from '../../planner/plan.ts';
import { sameValue } from '../../planner/value.ts';
import { type ChangeLine, difference, labelOf, turnedProtection } from './change-line.ts';
import type { Paint } from './paint.ts';
import { shortCommit } from './short-commit.ts';
import { type Described, describeValue, differingParts } from './values.ts';
import { driftSymbol } from './words.ts';

/** What becomes of it. */
export interface DriftFate {
  /** What is planned in its place, null for absent; undefined: it stays as it is. */
  readonly planned: Value | undefined;
  /** What else there is to tell, each behind a semicolon. */
  readonly words: readonly string[];
  /** The run that had set it: `run 41 (2026-11-20, 3f2c1ab)`. */
  readonly run: string;
}

/** In a plan. `change`: the one planned for the same address, if any. `undoRun`: the run that the plan undoes. */
export function fateInPlan(drift: Drift, change: Change | undefined, undoRun: number | null): DriftFate {
  const fate = { run: `run ${drift.run} (${provenance(drift)})` };
  if (change === undefined) return { ...fate, planned: undefined, words: ['nothing is planned for it'] };
  const protection = turnedProtection(change);
  switch (change.action) {
    case 'adopt': {
      const agrees = sameValue(drift.desired, drift.live);
      const same = undoRun === null ? 'the config now says the same' : `as before run ${undoRun}`;
      return { ...fate, planned: undefined, words: [agrees ? same : 'will be recorded as it is', ...protection] };
    }
    case 'forget':
      return { ...fate, planned: undefined, words: ['will be forgotten', ...protection] };
    default: {
      const both = drift.both_changed && undoRun === null ? ['the config changed too'] : [];
      return { ...fate, planned: change.after, words: [...both, ...protection] };
    }
  }
}

/** `2026-11-20, 3f2c1ab`, or who ran it. */
function provenance({ applied_at: at, commit, actor }: Drift): string {
  const by = (commit === null ? null : shortCommit(commit)) ?? actor;
  return by === null ? at.slice(0, 10) : `${at.slice(0, 10)}, ${by}`;
}

export function driftLine(drift: Drift, { planned, words, run }: DriftFate, paint: Paint): ChangeLine {
  const moved = planned === undefined ? standing(drift.live) : moving(drift.live, planned, paint);
  const was = drift.recorded === null ? 'absent' : differingParts(drift.recorded, drift.live);
  const asPlanned = planned !== undefined && sameValue(drift.recorded, planned);
  const isLong = was.length > longestWas;
  const story = whatHappened(drift, isLong ? (asPlanned ? 'as planned' : 'as below') : was, run);
  return {
    symbol: driftSymbol,
    tone: 'magenta',
    label: labelOf(drift.address, drift.domain),
    columns: [...moved.inline, [story, ...words].join('; ')],
    below: [...moved.below, ...(isLong && !asPlanned ? [`was ${was}`] : [])],
  };
}

/** What a value was, on the line of the drift. */
export const longestWas = 60;

function whatHappened(drift: Drift, was: string, run: string): string {
  const gone = drift.live === null;
  if (drift.not_done && !gone) return `as before ${run}, which set ${was}: ${notDone(drift.account)}`;
  const deleted = `${gone ? 'deleted' : 'changed'} outside, was ${was} by ${run}`;
  return drift.not_done ? `${deleted}, or never made by ${drift.account}` : deleted;
}

/** Nobody can tell which: a read would have, had the run made one. */
function notDone(account: string): string {
  return `${account} confirmed the change and did not make it, or somebody took it back`;
}

function standing(value: Value): Described {
  return value === null ? { inline: [], below: [] } : describeValue(value);
}

/** Neither side goes without saying: the symbol of drift tells of no action. */
function moving(live: Value, planned: Value, paint: Paint): Described {
  if (live !== null && planned !== null) return difference(live, planned, paint);
  if (planned !== null) {
    const { inline, below } = describeValue(planned);
    const [value, ...rest] = below.length === 0 ? inline : ['', ...inline];
    return { inline: [`absent -> ${value}`.trimEnd(), ...rest], below };
  }
  const { inline, below } = standing(live);
  const [value] = below.length === 0 ? inline : [''];
  return { inline: [`${value ?? ''} -> absent`.trimStart()], below };
}
