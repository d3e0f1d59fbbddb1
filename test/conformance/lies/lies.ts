/** The kinds of lie, each as what a proxy does, and what the tool is to make of it. */
import type { Colleague } from './colleague.ts';
import { otherZone, withFewerRows, withOtherRows, withoutDomain } from './other-zone.ts';
import type { Deceit, LyingProxy } from './proxy.ts';
import { domain, firstSets } from './scene.ts';
import type { Row, StoredZone } from './stored-zone.ts';

/** What a lie is made from. */
export interface Liar {
  readonly stored: StoredZone;
  readonly proxy: Pick<LyingProxy, 'honestly'>;
  readonly colleague: Colleague;
  isOurs(row: Row): boolean;
}

export interface Lie {
  readonly name: string;
  deceit?(liar: Liar): Deceit;
  /** Somebody else, between the plan and the answer to it. */
  between?(liar: Liar): void;
  /** Whether the domain is to be frozen: nothing is planned from such an answer, with or without consent. */
  freezes?(registrar: string): boolean;
  /** What the config says; absent: `editedSets`. */
  readonly sets?: readonly string[];
  /** Between the last look and the write: what an API that knows no condition cannot tell. */
  readonly atTheMoment?: true;
  /** Applies in a row; absent: one. */
  readonly runs?: number;
  /** Needs a second read or write, or ids: not every host gives occasion to it. */
  readonly mayNotCome?: true;
}

/** Hosts that tell how many records there are, and whose records have ids that do not follow from what they say. */
const countsRows = ['cloudflare', 'gandi', 'namecom'];
const hasIds = ['cloudflare', 'hover', 'namecheap', 'namecom', 'porkbun'];

const isAt = (row: Row, stored: StoredZone, name: string) => stored.nameOf(row, domain) === name && row.type === 'A';
/** The rows, where those of the first name have the id of the second. */
const withIdOf = (rows: readonly Row[], stored: StoredZone, ours: string, theirs: string) => {
  const id = rows.find((row) => isAt(row, stored, theirs))?.id;
  return rows.map((row) => (id !== undefined && isAt(row, stored, ours) ? { ...row, id } : row));
};
const isMail = ({ type }: Row) => type === 'MX';
const twice = (rows: readonly Row[], which: (row: Row, index: number) => boolean) =>
  rows.flatMap((row, index) => (which(row, index) ? [row, row] : [row]));
const atFirst = (nth: number, shown: (rows: readonly Row[]) => readonly Row[]) => (rows: readonly Row[]) =>
  nth === 1 ? shown(rows) : rows;

/** What somebody else may do, each to rows of their own. */
const deeds: Readonly<Record<string, (colleague: Colleague) => void>> = {
  'adds a record': (other) => other.add({ name: 'added', address: '203.0.113.50', ttlSeconds: 3600 }),
  'changes a record of theirs': (other) => other.change('blog', '203.0.113.51'),
  'deletes a record of theirs': (other) => other.remove('old'),
  'adds what we are about to make': addsOurs,
};

/** The same, to what is ours and about to change. */
const deedsToOurs: Readonly<Record<string, (colleague: Colleague) => void>> = {
  'changes a value of ours': (other) => other.change('www', '203.0.113.53'),
  'adds a value to ours': (other) => other.add({ name: 'www', address: '203.0.113.54', ttlSeconds: 3600 }),
  'changes what we are about to delete': (other) => other.change('gone', '203.0.113.55'),
};

function changesOurs(other: Colleague): void {
  for (const nth of [1, 2]) other.change('www', `203.0.113.${55 + nth}`, nth);
}

function addsOurs(other: Colleague): void {
  other.add({ name: 'fresh', address: '203.0.113.52', ttlSeconds: 3600 });
}

const readLies: readonly Lie[] = [
  {
    name: 'a list has the mail record twice',
    freezes: () => true,
    deceit: ({ stored }) => ({
      shows: (rows) => twice(rows, (row) => isMail(row) && stored.nameOf(row, domain) === '@'),
    }),
  },
  {
    name: 'a list has every record twice',
    freezes: () => true,
    deceit: () => ({ shows: (rows) => [...rows, ...rows] }),
  },
  {
    name: 'a list has a record of somebody else twice',
    freezes: () => true,
    deceit: ({ stored }) => ({ shows: (rows) => twice(rows, (row) => stored.nameOf(row, domain) === 'old') }),
  },
  { name: 'a list is empty', deceit: () => ({ shows: () => [] }) },
  { name: 'a list is empty once', deceit: () => ({ shows: (rows, nth) => atFirst(nth, () => [])(rows) }) },
  {
    name: 'a list is cut',
    deceit: () => ({ shows: (rows) => rows.slice(0, Math.ceil(rows.length / 4)) }),
  },
  {
    name: 'a list is cut by a little',
    deceit: () => ({ shows: (rows) => rows.slice(0, Math.ceil(rows.length * 0.6)) }),
  },
  {
    name: 'a list leaves out one record that is not ours',
    deceit: ({ stored }) => ({ shows: (rows) => rows.filter((row) => stored.nameOf(row, domain) !== 'old') }),
  },
  {
    name: 'a list is cut once',
    deceit: () => ({ shows: (rows, nth) => atFirst(nth, (all) => all.slice(0, Math.ceil(all.length / 4)))(rows) }),
  },
  {
    name: 'a list is cut at the last record once',
    deceit: () => ({ shows: (rows, nth) => atFirst(nth, (all) => all.slice(0, -1))(rows) }),
  },
  {
    name: 'a list leaves out once what is not ours',
    deceit: ({ isOurs }) => ({ shows: (rows, nth) => atFirst(nth, (all) => all.filter(isOurs))(rows) }),
  },
  {
    name: 'a list leaves out the second time what is not ours',
    mayNotCome: true,
    deceit: ({ isOurs }) => ({ shows: (rows, nth) => (nth === 2 ? rows.filter(isOurs) : rows) }),
  },
  {
    name: "another zone's list is answered",
    deceit: ({ stored, proxy }) => ({ answers: (request) => proxy.honestly(otherZone(request, stored)) }),
  },
  {
    name: "another zone's records are among ours",
    deceit: ({ stored, proxy }) => ({
      answers: (request, honest) => withOtherRows(honest, proxy.honestly(otherZone(request, stored))),
    }),
  },
  {
    name: 'a list is shorter than it announces',
    freezes: (registrar) => countsRows.includes(registrar),
    deceit: () => ({ answers: (_request, honest) => withFewerRows(honest, 4) }),
  },
  {
    name: 'a list is shorter once than it announces',
    freezes: (registrar) => countsRows.includes(registrar),
    deceit: () => ({ answers: (_request, honest, nth) => (nth === 1 ? withFewerRows(honest, 12) : honest) }),
  },
  {
    name: 'a list gives a record of ours the id of one of theirs',
    mayNotCome: true,
    freezes: (registrar) => hasIds.includes(registrar),
    deceit: ({ stored }) => ({ shows: (rows) => withIdOf(rows, stored, 'gone', 'old') }),
  },
  {
    name: 'a list has one id for two values of ours',
    freezes: (registrar) => hasIds.includes(registrar),
    deceit: ({ stored }) => ({
      shows: (rows) =>
        rows.flatMap((row) => (isAt(row, stored, 'www') ? [row, stored.withAddress(row, '192.0.2.99')] : [row])),
    }),
  },
  {
    name: 'the zone is said not to be there',
    deceit: ({ stored, proxy }) => ({
      answers: (request) => proxy.honestly(otherZone(request, stored, 'example.org')),
    }),
  },
  {
    name: 'the zone is said once not to be there',
    deceit: ({ stored, proxy }) => ({
      answers: (request, honest, nth) =>
        nth === 1 ? proxy.honestly(otherZone(request, stored, 'example.org')) : honest,
    }),
  },
  {
    name: 'the domain is missing from every list',
    deceit: () => ({ answersOther: (_request, honest) => withoutDomain(honest) }),
  },
  { name: 'reads after a write are stale', runs: 2, deceit: () => ({ stale: true }) },
];

const writeLies: readonly Lie[] = [
  { name: 'no write is done, and each is a success', runs: 2, deceit: () => ({ fate: () => 'not-done' }) },
  {
    name: 'the first write is not done, and a success',
    deceit: () => ({ fate: (nth) => (nth === 1 ? 'not-done' : 'done') }),
  },
  {
    name: 'the second write is not done, and a success',
    mayNotCome: true,
    deceit: () => ({ fate: (nth) => (nth === 2 ? 'not-done' : 'done') }),
  },
  {
    name: 'reads are stale after a write whose answer is lost',
    runs: 2,
    deceit: () => ({ stale: true, fate: (nth) => (nth === 1 ? 'cut-after' : 'done') }),
  },
];

/** Only one set is new, or changes, so that hosts that can write one set write just that. */
const oneNewSet = [...firstSets, 'fresh A 192.0.2.60'];
const oneChangedSet = firstSets.map((text) => (text.startsWith('www ') ? 'www A 192.0.2.7' : text));

function lieOfColleague(deed: string, act: (colleague: Colleague) => void, sets?: readonly string[]): readonly Lie[] {
  const what = `somebody else ${deed}`;
  const where = sets === undefined ? '' : ', of one set';
  const more = sets === undefined ? {} : { sets };
  const at = (nth: number, of: number, { colleague }: Liar) => {
    if (nth === of) act(colleague);
  };
  return [
    { name: `${what} after the plan${where}`, between: ({ colleague }) => act(colleague), ...more },
    {
      name: `${what} after the first read${where}`,
      deceit: (liar) => ({ afterRead: (nth) => at(nth, 1, liar) }),
      ...more,
    },
    ...[1, 2].map((of): Lie => {
      const deceit = (liar: Liar): Deceit => ({ beforeWrite: (nth) => at(nth, of, liar) });
      const name = `${what} at the moment of write ${of}${where}`;
      return { name, atTheMoment: true, ...(of === 1 ? {} : { mayNotCome: true }), deceit, ...more };
    }),
    ...(['cut-before', 'cut-after'] as const).map((fate): Lie => {
      const done = fate === 'cut-before' ? 'not done' : 'done';
      return {
        name: `${what} after a write that was ${done} and whose answer is lost${where}`,
        deceit: (liar) => ({
          fate: (nth) => (nth === 1 ? fate : 'done'),
          afterWrite: (nth) => at(nth, 1, liar),
        }),
        ...more,
      };
    }),
  ];
}

const colleagueLies: readonly Lie[] = [
  ...Object.entries(deeds).flatMap(([deed, act]) => lieOfColleague(deed, act)),
  ...lieOfColleague('adds what we are about to make', addsOurs, oneNewSet),
  // What is changed at the very moment of a write of the same set is lost at most hosts.
  ...[
    ...Object.entries(deedsToOurs).flatMap(([deed, act]) => lieOfColleague(deed, act)),
    ...lieOfColleague('changes every value of ours', changesOurs, oneChangedSet),
  ].filter((lie) => !lie.atTheMoment),
];

export const lies: readonly Lie[] = [...readLies, ...writeLies, ...colleagueLies];

/** Hosts whose writes take everybody's records along: theirs is the last look. */
const wholeWrites = ['gandi', 'namecheap'];

/** Whether the lie is one that can be seen through at this host. */
export function isTold(lie: Lie, registrar: string): boolean {
  return !lie.atTheMoment || !wholeWrites.includes(registrar);
}
