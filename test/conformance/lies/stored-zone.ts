/**
 * What a simulator has stored of a zone, row by row: the truth that answers are held against, and the place where somebody
 * else writes past our client. One entry for each registrar; no code of ours that reads or writes its API is asked.
 */
import { idOf } from '../../../src/registrars/cloudflare/simulator/documents.ts';
import type { SimulatorRequest } from '../../../src/registrars/simulator/simulator.ts';

/** A row in the simulator's own form. */
export type Row = Readonly<Record<string, unknown>>;
type Document = Readonly<Record<string, unknown>>;

/** A record of somebody else's; the name is relative, `@` for the apex. */
export interface NewRow {
  readonly name: string;
  readonly address: string;
  readonly ttlSeconds: number;
}

export interface StoredZone {
  /** Of the document in the simulator's store. */
  key(domain: string): string;
  rows(document: unknown): readonly Row[];
  /** The document with other rows. */
  withRows(document: unknown, rows: readonly Row[]): unknown;
  /** Relative, `@` for the apex; as it is stored, so perhaps in other letters. */
  nameOf(row: Row, domain: string): string;
  /** A row of type A, as the registrar would store it. `serial`: no other row of the test has it. */
  make(row: NewRow, domain: string, serial: number): Row;
  withAddress(row: Row, address: string): Row;
  /** A row of a type that this tool does not know at this host; absent where none can stand beside MX. */
  odd?(domain: string, serial: number): Row;
  /** What is no content: ids, and when it was written. */
  readonly bookkeeping: readonly string[];
  /** In requests: what tells that they are about this domain. */
  mark(domain: string): string;
  /** A read of records of a zone, among requests that are about it. */
  isRecordRead(request: SimulatorRequest): boolean;
}

const rowsAt = (key: string): Pick<StoredZone, 'rows' | 'withRows'> => ({
  rows: (document) => (document as Document)[key] as readonly Row[],
  withRows: (document, rows) => ({ ...(document as Document), [key]: rows }),
});
const relative = (name: unknown) => (name === '' ? '@' : String(name));
const empty = (name: string) => (name === '@' ? '' : name);
const pathHas = (part: string) => (request: SimulatorRequest) => request.path.includes(part);
const plain = { key: (domain: string) => domain, mark: (domain: string) => domain };

const cloudflare: StoredZone = {
  ...rowsAt('records'),
  key: (domain) => `zone:${domain}`,
  nameOf: ({ name }, domain) => (name === domain ? '@' : String(name).slice(0, -domain.length - 1)),
  make: ({ name, address, ttlSeconds }, domain, serial) => ({
    ...{ id: idOf('by hand', serial), name: name === '@' ? domain : `${name}.${domain}`, type: 'A', content: address },
    ...{ proxiable: true, proxied: false, ttl: ttlSeconds, settings: {}, meta: {}, comment: 'by hand', tags: [] },
    ...{ created_on: '2026-11-01T12:00:00.000000Z', modified_on: '2026-11-01T12:00:00.000000Z' },
  }),
  withAddress: (row, content) => ({ ...row, content }),
  odd: (domain, serial) => ({
    ...cloudflare.make({ name: 'odd', address: 'mQENBFVLhFwBCAD', ttlSeconds: 300 }, domain, serial),
    ...{ type: 'OPENPGPKEY', proxiable: false },
  }),
  bookkeeping: ['id', 'modified_on', 'created_on'],
  mark: (domain) => idOf('zone', domain),
  isRecordRead: pathHas('/dns_records'),
};

interface GandiSet {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly values: readonly string[];
}

/** LiveDNS stores sets; a row is one value of one. A value that is there twice stands in a set of its own. */
const gandi: StoredZone = {
  ...plain,
  rows: (document) =>
    (((document as Document).zone as Document).sets as readonly GandiSet[]).flatMap(({ values, ...set }) =>
      values.map((value) => ({ ...set, value })),
    ),
  withRows: (document, rows) => {
    const sets: GandiSet[] = [];
    for (const row of rows) {
      const { name, type, ttlSeconds, value } = row as unknown as GandiSet & { value: string };
      const at = sets.findIndex((set) => set.name === name && set.type === type && !set.values.includes(value));
      const known = sets[at];
      if (known === undefined) sets.push({ name, type, ttlSeconds, values: [value] });
      else sets[at] = { ...known, values: [...known.values, value] };
    }
    return { ...(document as Document), zone: { ...((document as Document).zone as Document), sets } };
  },
  nameOf: ({ name }) => String(name),
  make: ({ name, address, ttlSeconds }) => ({ name, type: 'A', ttlSeconds, value: address }),
  withAddress: (row, value) => ({ ...row, value }),
  odd: () => ({
    name: 'Odd',
    type: 'CDS',
    ttlSeconds: 600,
    value: '32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0',
  }),
  bookkeeping: [],
  isRecordRead: pathHas('/records'),
};

const godaddy: StoredZone = {
  ...plain,
  rows: (document) => ((document as Document).zone as Document).rows as readonly Row[],
  withRows: (document, rows) => ({
    ...(document as Document),
    zone: { ...((document as Document).zone as Document), rows },
  }),
  nameOf: ({ name }) => String(name),
  make: ({ name, address, ttlSeconds }) => ({ data: address, name, ttl: ttlSeconds, type: 'A' }),
  withAddress: (row, data) => ({ ...row, data }),
  odd: () => ({ data: 'ca.example.net', flag: 0, name: 'odd', tag: 'issue', ttl: 3600, type: 'CAA' }),
  bookkeeping: [],
  isRecordRead: pathHas('/records'),
};

const hover: StoredZone = {
  ...plain,
  ...rowsAt('records'),
  nameOf: ({ name }) => String(name),
  make: ({ name, address, ttlSeconds }, _domain, serial) => ({
    ...{ id: 900_000_000 + serial, name, type: 'A', content: address, ttl: ttlSeconds, isDefault: false },
  }),
  withAddress: (row, content) => ({ ...row, content }),
  odd: (domain, serial) => ({
    ...hover.make({ name: 'Odd', address: '0 issue "ca.example"', ttlSeconds: 900 }, domain, serial),
    type: 'CAA',
  }),
  bookkeeping: ['id'],
  isRecordRead: pathHas('/control_panel/dns/'),
};

const namecheap: StoredZone = {
  ...plain,
  ...rowsAt('hosts'),
  nameOf: ({ name }) => String(name),
  make: ({ name, address, ttlSeconds }, _domain, serial) => ({
    ...{ id: 900_000 + serial, name, type: 'A', address, mxPref: 10, ttl: ttlSeconds },
    ...{ appTitle: '', friendlyName: '', dynamic: false },
  }),
  withAddress: (row, address) => ({ ...row, address }),
  bookkeeping: ['id'],
  mark: (domain) => `SLD=${domain.slice(0, domain.indexOf('.'))}&TLD=${domain.slice(domain.indexOf('.') + 1)}`,
  isRecordRead: ({ body }) => body.includes('getHosts'),
};

const namecom: StoredZone = {
  ...plain,
  ...rowsAt('records'),
  key: (domain) => `domain/${domain}`,
  nameOf: ({ host }) => relative(host),
  make: ({ name, address, ttlSeconds }, _domain, serial) => ({
    ...{ id: 900_000_000 + serial, host: empty(name), type: 'A', answer: address, ttl: ttlSeconds },
  }),
  withAddress: (row, answer) => ({ ...row, answer }),
  odd: (_domain, serial) => ({
    ...{ id: 900_000_000 + serial, host: 'odd', type: 'CAA', answer: '0 issue "ca.example"', ttl: 300 },
  }),
  bookkeeping: ['id'],
  isRecordRead: pathHas('/records'),
};

const namesilo: StoredZone = {
  ...plain,
  ...rowsAt('records'),
  nameOf: ({ host }) => relative(host),
  make: ({ name, address, ttlSeconds }) => ({
    ...{ type: 'A', host: empty(name), value: address, ttl: ttlSeconds, distance: 0 },
  }),
  withAddress: (row, value) => ({ ...row, value }),
  odd: () => ({ type: 'NS', host: 'child', value: 'ns1.example.org', ttl: 7207, distance: 0 }),
  bookkeeping: [],
  isRecordRead: pathHas('dnsListRecords'),
};

const porkbun: StoredZone = {
  ...plain,
  ...rowsAt('records'),
  nameOf: ({ name }) => relative(name),
  make: ({ name, address, ttlSeconds }, _domain, serial) => ({
    ...{ id: 2_000_000_000 + serial, name: empty(name), type: 'A', content: address },
    ...{ ttl: ttlSeconds, prio: 0, notes: 'by hand' },
  }),
  withAddress: (row, content) => ({ ...row, content }),
  odd: (domain, serial) => ({
    ...porkbun.make(
      { name: 'Odd', address: '32128 13 1 6823D9BB1B03DF714DD0EB163E20', ttlSeconds: 600 },
      domain,
      serial,
    ),
    type: 'CDS',
  }),
  bookkeeping: ['id'],
  isRecordRead: pathHas('/dns/retrieve'),
};

export const storedZones: Readonly<Record<string, StoredZone>> = {
  ...{ cloudflare, gandi, godaddy, hover, namecheap, namecom, namesilo, porkbun },
};
