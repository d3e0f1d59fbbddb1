/** The one table of actions: what stands in front of each, and how it is called before, while and after it happens. */
import type { Action } from '../../planner/plan.ts';

export type Tone = 'green' | 'yellow' | 'red' | 'magenta' | 'cyan' | 'blue' | 'dim';

interface ActionWords {
  readonly symbol: string;
  readonly tone: Tone;
  /** In the summary line: `3 to update`. */
  readonly summary: string;
  readonly doing: string;
  readonly done: string;
  /** Sends no call. */
  readonly stateOnly?: true;
}

export const actionWords: { readonly [A in Action]: ActionWords } = {
  create: { symbol: '+', tone: 'green', summary: 'to create', doing: 'creating', done: 'created' },
  update: { symbol: '~', tone: 'yellow', summary: 'to update', doing: 'updating', done: 'updated' },
  replace: { symbol: '-/+', tone: 'magenta', summary: 'to replace', doing: 'replacing', done: 'replaced' },
  delete: { symbol: '-', tone: 'red', summary: 'to delete', doing: 'deleting', done: 'deleted' },
  adopt: { symbol: '=', tone: 'cyan', summary: 'to adopt', doing: 'adopting', done: 'adopted', stateOnly: true },
  forget: { symbol: '.', tone: 'dim', summary: 'to forget', doing: 'forgetting', done: 'forgotten', stateOnly: true },
};

/** Of a change that takes over something live, whatever its action. */
export const takeOverTone: Tone = 'blue';

/** In the order of the summary line. */
export const actionOrder: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'forget'];

/** They send no call. */
export const stateActions: readonly Action[] = actionOrder.filter((action) => actionWords[action].stateOnly);

/** The summary line tells these even where there are none. */
export const alwaysCounted: readonly Action[] = ['create', 'update', 'delete'];

/** Something that changed outside. */
export const driftSymbol = '!';
/** Live, but neither in the config nor recorded. */
export const foreignSymbol = '?';
/** Lost by what is planned, though nobody changes it: an answer, a service. */
export const lostSymbol = 'x';
