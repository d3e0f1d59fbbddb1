/** Pages of as many rows as a test wants, made of one row of an honest answer. */
import type { SimulatorResponse } from '../../../src/registrars/simulator/simulator.ts';
import { rowsIn } from './other-zone.ts';

/** The answer with `count` rows instead of its own, all like the one that has `text` in it; other pages have others. */
export function clonedRows(page: SimulatorResponse, text: string, nth: number, count: number): SimulatorResponse {
  const json = JSON.parse(page.body) as object;
  const rows = rowsIn(json);
  const model = rows.find((row) => JSON.stringify(row).includes(text));
  if (model === undefined) throw new Error(`no row with ${text} in ${page.body}`);
  const clones = Array.from({ length: count }, (_, index) => cloneOf(model, text, nth * count + index));
  rows.splice(0, rows.length, ...clones);
  return { ...page, body: JSON.stringify(json) };
}

function cloneOf(model: unknown, text: string, serial: number): unknown {
  const clone = JSON.parse(JSON.stringify(model).replaceAll(text, `n${serial}${text}`)) as Record<string, unknown>;
  const { id } = clone;
  if (id === undefined) return clone;
  return { ...clone, id: typeof id === 'number' ? id + serial : String(serial).padStart(32, '0') };
}
