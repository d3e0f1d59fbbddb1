/** Somebody else who works on the same zone, past our client, at whatever moment a test says. */
import type { SimulatorStore } from '../../../src/registrars/simulator/simulator.ts';
import type { NewRow, Row, StoredZone } from './stored-zone.ts';

export interface Colleague {
  add(row: NewRow): void;
  /** Gives the nth row of type A at this name another address; by default the first. */
  change(name: string, address: string, nth?: number): void;
  /** Takes the rows of type A at this name away. */
  remove(name: string): void;
}

/** `firstSerial`: from which rows of theirs are numbered. `wrote`: told after each write. */
export function colleague(
  store: SimulatorStore,
  stored: StoredZone,
  domain: string,
  firstSerial: number,
  wrote: (before: readonly Row[], after: readonly Row[]) => void,
): Colleague {
  let serial = firstSerial;
  const key = stored.key(domain);
  const write = (next: (rows: readonly Row[]) => readonly Row[]): void => {
    const document = store.get(key);
    const before = stored.rows(document);
    const after = next(before);
    store.set(key, stored.withRows(document, after));
    wrote(before, after);
  };
  const isAt = (row: Row, name: string) => stored.nameOf(row, domain).toLowerCase() === name && row.type === 'A';
  /** No API takes one twice. */
  const has = (rows: readonly Row[], name: string, address: string) =>
    rows.some((row) => isAt(row, name) && Object.values(row).includes(address));
  return {
    add: (row) =>
      write((rows) => (has(rows, row.name, row.address) ? rows : [...rows, stored.make(row, domain, serial++)])),
    change: (name, address, nth = 1) =>
      write((rows) => {
        const row = rows.filter((one) => isAt(one, name))[nth - 1];
        if (row === undefined || has(rows, name, address)) return rows;
        return rows.map((one) => (one === row ? stored.withAddress(row, address) : one));
      }),
    remove: (name) => write((rows) => rows.filter((row) => !isAt(row, name))),
  };
}
