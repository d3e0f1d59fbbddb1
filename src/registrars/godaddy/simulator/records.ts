/** `/v1/domains/{domain}/records`: all records, those of a type, those of a type and name. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';
import type { Row } from '../wire.ts';
import { deleted, done, invalidBody, json, readBody, refused } from './http.ts';
import { checkTogether, readRecords, servedName } from './record-rules.ts';
import type { World } from './world.ts';

interface RecordsPath {
  readonly domain: string;
  readonly type?: string;
  readonly name?: string;
}

const maxRows = 500;
/** Those of DELETE (Swagger file): neither NS nor SOA. */
const deletableTypes = ['A', 'AAAA', 'CNAME', 'MX', 'SRV', 'TXT'];
/** Groups in which records were listed (recorded). */
const listOrder = ['A', 'NS', 'CNAME'];

/** Undefined: the method is none of this path. */
export function handleRecords(
  world: World,
  request: SimulatorRequest,
  path: RecordsPath,
): SimulatorResponse | undefined {
  switch (request.method) {
    case 'GET':
      return list(world, request, path);
    case 'PATCH':
      return path.type === undefined ? add(world, request, path) : undefined;
    case 'PUT':
      return path.type === undefined ? replaceZone(world, request, path) : replace(world, request, path);
    case 'DELETE':
      return path.name === undefined ? undefined : remove(world, path);
    default:
      return undefined;
  }
}

/** An empty list where there is none, never 404 (recorded). */
function list(world: World, { query }: SimulatorRequest, path: RecordsPath): SimulatorResponse {
  const rows = world.rows(path.domain).filter(matches(world, path));
  const limit = Math.min(positive(query.get('limit')) ?? maxRows, maxRows);
  const offset = positive(query.get('offset')) ?? 0;
  const start = world.options.offset === 'rows' ? offset : Math.max(0, offset - 1) * limit;
  return json(200, inListOrder(rows).slice(start, start + limit));
}

function add(world: World, request: SimulatorRequest, { domain }: RecordsPath): SimulatorResponse {
  let rows = world.rows(domain);
  const added = readRecords(readBody(request), domain, {});
  for (const row of world.options.partialAdd ? added : []) {
    try {
      checkTogether([...rows, row]);
    } catch (error) {
      if (error instanceof Refused) world.putRows(domain, rows);
      throw error;
    }
    rows = [...rows, row];
  }
  return store(world, domain, world.options.partialAdd ? rows : [...rows, ...added]);
}

function replace(world: World, request: SimulatorRequest, path: RecordsPath): SimulatorResponse {
  const { domain, type, name } = path;
  const rows = world.rows(domain);
  const fixed = { ...(type !== undefined && { type }), ...(name !== undefined && { name: nameField(world, path) }) };
  const given = readRecords(readBody(request), domain, fixed);
  // Ignored (dns-lexicon's provider); nothing here was read of the path either.
  if (given.length === 0) return done();
  if (type === 'NS') checkApexNs(rows, given);
  return store(world, domain, [...rows.filter((row) => !matches(world, path)(row)), ...given]);
}

/** Refused without the apex NS, and with others (terraform-provider-godaddy issue 25). Takes CAA and SOA away unseen. */
function replaceZone(world: World, request: SimulatorRequest, { domain }: RecordsPath): SimulatorResponse {
  const rows = world.rows(domain);
  const given = readRecords(readBody(request), domain, {});
  if (given.length === 0) return done();
  checkApexNs(rows, given);
  return store(world, domain, given);
}

/** Whether the deletion of what is not there is a success is NOT VERIFIED. */
function remove(world: World, path: RecordsPath): SimulatorResponse {
  const { domain, type = '', name } = path;
  const rows = world.rows(domain);
  if (!deletableTypes.includes(type)) {
    const list = deletableTypes.map((allowed) => `"${allowed}"`).join(', ');
    throw invalidBody('type', `is not one of enum values: ${list}`, 'INVALID_VALUE');
  }
  const left = rows.filter((row) => !matches(world, path)(row));
  if (left.length === rows.length) throw refused(404, 'NOT_FOUND', `No ${type} records of the name ${name} found`);
  world.putRows(domain, left);
  return deleted();
}

function store(world: World, domain: string, rows: readonly Row[]): SimulatorResponse {
  checkTogether(rows);
  world.putRows(domain, rows);
  return done();
}

function checkApexNs(rows: readonly Row[], given: readonly Row[]): void {
  const apexNs = (all: readonly Row[]) =>
    all.filter(({ type, name }) => type === 'NS' && name === '@').map(({ data }) => data);
  const sent = apexNs(given);
  if (sent.length < 2) {
    throw refused(422, 'MISSING_NAME_SERVER', 'At least two NS records must be specified in the request body');
  }
  const assigned = apexNs(rows);
  if ([...sent].sort().join() === [...assigned].sort().join()) return;
  const fields = [{ code: 'INVALID_FIELD', message: `Nameservers [${sent.join(', ')}]`, path: 'records' }];
  throw refused(422, 'FAILED_NAME_SERVER_VALIDATION', 'Failed to update nameservers', fields);
}

function matches(world: World, { type, name }: RecordsPath): (row: Row) => boolean {
  const wanted = name?.toLowerCase();
  return (row) => {
    if (type !== undefined && row.type !== type) return false;
    if (wanted === undefined) return true;
    return wanted === (row.type === 'SRV' && world.options.srvPath === 'service' ? servedName(row) : row.name);
  };
}

/** What the path says about the `name` of a record. */
function nameField(world: World, { type, name = '' }: RecordsPath): string {
  if (type !== 'SRV' || world.options.srvPath === 'name') return name;
  return name.split('.').slice(2).join('.') || '@';
}

function inListOrder(rows: readonly Row[]): readonly Row[] {
  const rank = ({ type }: Row) => (listOrder.includes(type) ? listOrder.indexOf(type) : listOrder.length);
  return [...rows].sort((a, b) => rank(a) - rank(b) || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
}

function positive(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
