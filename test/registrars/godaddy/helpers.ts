/** GoDaddy's zones and changes from short texts, the API as a mock, and a client that speaks to it. */
import { expect } from 'vitest';
import type { LiveZone } from '../../../src/planner/inputs.ts';
import { orderChanges } from '../../../src/planner/order.ts';
import type { CallDraft, PlannedRecordSet, RecordSetChange } from '../../../src/planner/plan.ts';
import type { RegistrarError } from '../../../src/registrars/errors.ts';
import type { GoDaddyCall } from '../../../src/registrars/godaddy/calls.ts';
import { connect as connectTo } from '../../../src/registrars/godaddy/client.ts';
import { compileZone } from '../../../src/registrars/godaddy/compile.ts';
import { descriptor } from '../../../src/registrars/godaddy/descriptor.ts';
import { judge } from '../../../src/registrars/godaddy/judge.ts';
import { liveZone } from '../../../src/registrars/godaddy/live-zone.ts';
import { readRow } from '../../../src/registrars/godaddy/wire.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { recordSet } from '../../conformance/samples.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';

export const domain = 'example.com';
export const credentials = { key: 'test-key-0123456789', secret: 'test-secret-0123456789' };
export const recordsPath = `/v1/domains/${domain}/records`;
export const domainPath = `/v1/domains/${domain}`;

export type WireRow = Readonly<Record<string, string | number>>;

/** `www A 3600 192.0.2.1 | 192.0.2.2` as the API answers it; MX is `10 host`, SRV at `_sip._tcp.name` is `10 5 5060 host`. */
export function rows(text: string): readonly WireRow[] {
  const { name, type, ttl, values } = parse(text);
  return values.map((value) => {
    if (type === 'MX') {
      const [priority, data = ''] = value.split(' ');
      return { data, name, priority: Number(priority), ttl, type };
    }
    if (type !== 'SRV') return { data: value, name, ttl, type };
    const [service = '', protocol = '', ...rest] = name.split('.');
    const [priority, weight, port, data = ''] = value.split(' ');
    const numbers = { port: Number(port), priority: Number(priority), weight: Number(weight) };
    return { data, name: rest.join('.') || '@', ttl, type, ...numbers, service, protocol };
  });
}

export function allRows(...texts: readonly string[]): readonly WireRow[] {
  return texts.flatMap(rows);
}

/** The zone of these rows, or of these texts. */
export function zoneOf(...given: readonly (string | WireRow)[]): LiveZone {
  const wire = given.flatMap((item) => (typeof item === 'string' ? rows(item) : [item]));
  return liveZone(
    domain,
    wire.map((row) => readRow(row, unexpected)),
  );
}

export function unexpected(seen: string): never {
  throw new Error(seen);
}

/** `+ www A 3600 192.0.2.1` makes or changes a set, `- www A` takes it away; in the order of application. */
export function changesOf(live: LiveZone, ...texts: readonly string[]): readonly RecordSetChange[] {
  const changes = texts.map((text): RecordSetChange => {
    const [name = '', type = ''] = text.slice(2).split(' ');
    const fqdn = name === '@' ? `${domain}.` : `${name.toLowerCase()}.${domain}.`;
    const before = live.recordSets.find((set) => set.name === fqdn && set.type === type) ?? null;
    const address = recordSetAddress(domain, fqdn, type as RecordType);
    if (text.startsWith('-')) return { address, action: 'delete', before, after: null };
    const wanted = parse(text.slice(2));
    const source = { file: 'test.yaml', line: 1, column: 1 };
    const set = recordSet(domain, name, type as RecordType, wanted.values, wanted.ttl);
    const after: PlannedRecordSet = { ...set, protect: false, source };
    return { address, action: before === null ? 'create' : 'update', before, after };
  });
  return orderChanges(changes);
}

export function compile(live: LiveZone, ...texts: readonly string[]): readonly CallDraft[] {
  return compileZone({ domain, live, changes: changesOf(live, ...texts) });
}

/** A client of the real address, for mocks of it. `waits` collects what it waited. */
export function connect(waits: number[] = []): WholeClient {
  const transport = createTransport({
    registrar: 'godaddy',
    account: 'main',
    endpoint: descriptor.endpoint,
    limits: [],
    maxConcurrent: 4,
    secrets: Object.values(credentials),
    retry: { attempts: 2, baseMs: 1 },
    judge,
  });
  const source = { file: 'test.yaml', line: 1, column: 1 };
  return connectTo({ name: 'main', registrar: 'godaddy', credentials, source }, transport, async (ms) => {
    waits.push(ms);
  });
}

/** Every request has to carry the key. */
export function godaddyApi(mock: HttpMock) {
  const authorization = `sso-key ${credentials.key}:${credentials.secret}`;
  return () => mock.origin('https://api.godaddy.com', { reqheaders: { authorization, accept: 'application/json' } });
}

export async function run(calls: readonly CallDraft[] | GoDaddyCall, waits?: number[]): Promise<void> {
  const client = connect(waits);
  const all = 'kind' in calls ? [{ operation: 'test', domain, covers: [], requests: 1, body: calls }] : calls;
  // As from a plan file.
  for (const call of all) await client.execute(JSON.parse(JSON.stringify(call)) as CallDraft);
}

export async function failure(promise: Promise<unknown>): Promise<RegistrarError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'RegistrarError', registrar: 'godaddy', account: 'main' });
  return error as RegistrarError;
}

function parse(text: string) {
  const [, name = '', type = '', ttl = '', values = ''] = /^(\S+) (\S+) (\d+) (.+)$/.exec(text) ?? [];
  return { name, type, ttl: Number(ttl), values: values.split(' | ') };
}
