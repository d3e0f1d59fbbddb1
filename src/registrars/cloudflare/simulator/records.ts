/** The records of one zone while a request is carried out: a copy that is kept only if all of it went well. */
import { asciiName, type Content, dataTypes, type Input, plainTypes, readContent } from './content.ts';
import type { StoredRecord, ZoneDocument } from './documents.ts';
import { idOf } from './documents.ts';
import { invalidRecord, Refused } from './envelope.ts';

export const recordTypes: ReadonlySet<string> = new Set([...plainTypes, ...Object.keys(dataTypes)]);

const proxiableTypes = new Set(['A', 'AAAA', 'CNAME']);

export class RecordBook {
  readonly #zone: ZoneDocument;
  readonly #now: string;
  readonly #byId: Map<string, StoredRecord>;
  readonly #byName = new Map<string, Set<string>>();
  #serial: number;

  constructor(zone: ZoneDocument, now: string) {
    this.#zone = zone;
    this.#now = now;
    this.#serial = zone.serial;
    this.#byId = new Map(zone.records.map((record) => [record.id, record]));
    for (const record of zone.records) this.#index(record);
  }

  /** The zone with the changes that were made. */
  finished(): ZoneDocument {
    return { ...this.#zone, serial: this.#serial, records: [...this.#byId.values()] };
  }

  get(id: unknown): StoredRecord {
    const record = this.#byId.get(String(id));
    if (record === undefined) throw new Refused(404, 81_044, 'Record does not exist.');
    return record;
  }

  post(input: Input): StoredRecord {
    if (this.#byId.size >= recordQuota(this.#zone.plan)) {
      throw new Refused(400, 81_045, 'The record quota has been exceeded.');
    }
    this.#serial += 1;
    const id = idOf('record', this.#zone.name, this.#serial);
    return this.#keep(this.#read(input, { id, created_on: this.#now, meta: {} }, true));
  }

  /** What is not said goes back to its default. */
  put(id: unknown, input: Input): StoredRecord {
    const { created_on, meta, id: known } = this.get(id);
    return this.#replace(this.#read(input, { id: known, created_on, meta }, false));
  }

  /** What is not said stays. */
  patch(id: unknown, input: Input): StoredRecord {
    const before = this.get(id);
    const { content, data, ...rest } = before;
    // The content of types with data is made from it.
    const merged = { ...rest, ...(data === undefined ? { content } : { data }), ...input };
    return this.#replace(this.#read(merged, before, false));
  }

  delete(id: unknown): StoredRecord {
    const record = this.get(id);
    this.#byId.delete(record.id);
    this.#byName.get(record.name)?.delete(record.id);
    return record;
  }

  #read(input: Input, kept: Pick<StoredRecord, 'id' | 'created_on' | 'meta'>, isNew: boolean): StoredRecord {
    const type = String(input.type);
    if (!recordTypes.has(type)) throw invalidRecord(9004, `DNS record type "${type}" is invalid.`);
    const name = this.#name(input.name);
    const content = readContent(type, input, name);
    const proxied = this.#proxied(type, input.proxied, content, isNew);
    const ttl = proxied ? 1 : readTtl(input.ttl);
    return {
      id: kept.id,
      name,
      type,
      ...content,
      proxiable: isProxiable(type, content),
      proxied,
      ttl,
      settings: type === 'CNAME' ? { flatten_cname: false, ...(input.settings as object) } : {},
      meta: kept.meta,
      comment: this.#comment(input.comment),
      tags: this.#tags(input.tags),
      created_on: kept.created_on,
      modified_on: this.#now,
    };
  }

  /** A name outside the zone is taken as relative to it, without a word. */
  #name(given: unknown): string {
    const zone = this.#zone.name;
    if (given === '@') return zone;
    const name = typeof given === 'string' ? asciiName(given) : undefined;
    if (name === undefined) throw invalidRecord(9000, 'DNS name is invalid.');
    return name === zone || name.endsWith(`.${zone}`) ? name : `${name}.${zone}`;
  }

  #proxied(type: string, given: unknown, content: Content, isNew: boolean): boolean {
    if (given !== true) return false;
    if (!proxiableTypes.has(type)) throw invalidRecord(9041, 'This DNS record cannot be proxied.');
    if (isProxiable(type, content)) return true;
    // An edit of the same is answered with success, and stays unproxied.
    if (isNew) throw invalidRecord(9003, `Target ${content.content} is not allowed for a proxied record.`);
    return false;
  }

  #comment(given: unknown): string | null {
    if (given === undefined || given === null || given === '') return null;
    const most = this.#zone.plan === 'free' ? 100 : 500;
    if (typeof given !== 'string' || given.length > most || /[\r\n]/.test(given)) {
      throw invalidRecord(9301, `DNS record comment must be one line of up to ${most} characters.`);
    }
    return given;
  }

  #tags(given: unknown): readonly string[] {
    if (given === undefined || given === null) return [];
    if (!Array.isArray(given) || given.some((tag) => !/^[A-Za-z0-9_-]+(:.*)?$/.test(String(tag)))) {
      throw invalidRecord(9302, 'DNS record tags are invalid.');
    }
    const quota = this.#zone.plan === 'free' ? 0 : 20;
    if (given.length > quota) {
      throw invalidRecord(9300, `DNS record has ${given.length} tags, exceeding the quota of ${quota}.`);
    }
    return given as string[];
  }

  #replace(record: StoredRecord): StoredRecord {
    const before = this.delete(record.id);
    try {
      return this.#keep(record);
    } catch (error) {
      this.#keep(before);
      throw error;
    }
  }

  #keep(record: StoredRecord): StoredRecord {
    for (const id of this.#byName.get(record.name) ?? []) {
      const other = this.#byId.get(id);
      if (other !== undefined) refuseRivals(record, other);
    }
    if (record.type === 'DS' && !this.#has(record.name, 'NS')) {
      // NOT VERIFIED: which code this has.
      throw invalidRecord(9060, 'DS record requires NS records with the same name.');
    }
    this.#byId.set(record.id, record);
    this.#index(record);
    return record;
  }

  #has(name: string, type: string): boolean {
    return [...(this.#byName.get(name) ?? [])].some((id) => this.#byId.get(id)?.type === type);
  }

  #index(record: StoredRecord): void {
    const ids = this.#byName.get(record.name) ?? new Set();
    this.#byName.set(record.name, ids.add(record.id));
  }
}

const addressTypes = new Set(['A', 'AAAA', 'CNAME']);

/** At one name: a CNAME excludes addresses, NS excludes all but DS; nothing is there twice. */
function refuseRivals(record: StoredRecord, other: StoredRecord): void {
  const types = [record.type, other.type];
  const bothAddresses = types.every((type) => addressTypes.has(type));
  if (bothAddresses && types.includes('CNAME')) {
    throw new Refused(400, 81_053, 'An A, AAAA, or CNAME record with that host already exists.');
  }
  if (types.includes('NS') && types.some((type) => type !== 'NS' && type !== 'DS')) {
    throw new Refused(400, 81_056, 'NS records with that host already exist.');
  }
  if (record.type === other.type && record.content === other.content && record.priority === other.priority) {
    throw new Refused(400, 81_058, 'An identical record already exists.');
  }
}

function isProxiable(type: string, { content }: Content): boolean {
  return proxiableTypes.has(type) && !(type === 'A' && content.startsWith('127.'));
}

function readTtl(given: unknown): number {
  if (given === undefined) return 1;
  const valid =
    typeof given === 'number' && Number.isInteger(given) && (given === 1 || (given >= 60 && given <= 86_400));
  if (valid) return given;
  throw invalidRecord(9021, 'TTL must be between 60 and 86400 seconds, or 1 for Automatic.');
}

function recordQuota(plan: string): number {
  return plan === 'free' ? 200 : 3500;
}
