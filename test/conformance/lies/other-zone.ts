/** Answers that are about another zone than the one that was asked for. */
import type { SimulatorRequest, SimulatorResponse } from '../../../src/registrars/simulator/simulator.ts';
import { domain, neighbour } from './scene.ts';
import type { StoredZone } from './stored-zone.ts';

/** The same request for another zone. */
export function otherZone(request: SimulatorRequest, stored: StoredZone, name = neighbour): SimulatorRequest {
  const other = (text: string) => text.replaceAll(stored.mark(domain), stored.mark(name));
  return {
    ...request,
    path: other(request.path),
    query: new URLSearchParams(other(request.query.toString())),
    body: other(request.body),
  };
}

/** The answer with the rows of another answer of the same kind behind its own. */
export function withOtherRows(own: SimulatorResponse, other: SimulatorResponse): SimulatorResponse {
  const body = own.body.startsWith('<') ? joinXml(own.body, other.body) : joinJson(own.body, other.body);
  return { ...own, body };
}

/** The answer with fewer rows, and every count as it was. */
export function withFewerRows(honest: SimulatorResponse, most: number): SimulatorResponse {
  if (honest.body.startsWith('<')) {
    let left = most;
    return { ...honest, body: honest.body.replace(xmlRow, (row) => (left-- > 0 ? row : '')) };
  }
  const json = JSON.parse(honest.body) as object;
  rowsIn(json).splice(most);
  return { ...honest, body: JSON.stringify(json) };
}

/** A list of domains or zones without the domain. */
export function withoutDomain(honest: SimulatorResponse): SimulatorResponse {
  if (honest.body.startsWith('<')) return { ...honest, body: honest.body.replace(xmlDomain, '') };
  if (!/^[[{]/.test(honest.body)) return honest;
  const json = JSON.parse(honest.body) as object;
  const rows = rowsIn(json);
  const total = rows.length;
  const others = rows.filter((row) => !JSON.stringify(row).includes(domain));
  rows.splice(0, total, ...others);
  const body = JSON.stringify(json, (_key, value) => (value === total ? others.length : value));
  return { ...honest, body };
}

const xmlDomain = new RegExp(`<domain\\s[^>]*(?:"${domain}"[^>]*>|>${domain}</domain>)`, 'gi');
const xmlRow = /<resource_record>.*?<\/resource_record>|<host\s[^>]*>/gis;

function joinXml(own: string, other: string): string {
  const rows = [...own.matchAll(xmlRow)];
  const last = rows.at(-1);
  if (last === undefined) throw new Error(`no rows in ${own}`);
  const end = last.index + last[0].length;
  return own.slice(0, end) + [...other.matchAll(xmlRow)].map(([row]) => row).join('') + own.slice(end);
}

/** Rows are the objects of the innermost list; numbers that count them grow along. */
function joinJson(own: string, other: string): string {
  const [left, right] = [JSON.parse(own), JSON.parse(other)];
  const [rows, more] = [rowsIn(left), rowsIn(right)];
  const total = rows.length;
  rows.push(...more);
  return JSON.stringify(left, (_key, value) => (value === total ? rows.length : value));
}

/** The longest list of objects, wherever it is. */
export function rowsIn(json: unknown): unknown[] {
  if (typeof json !== 'object' || json === null) return [];
  const inner = Object.values(json).map(rowsIn);
  const isList = Array.isArray(json) && json.every((item) => typeof item === 'object');
  return [...(isList ? [json] : []), ...inner].reduce(
    (longest, list) => (list.length > longest.length ? list : longest),
    [],
  );
}
