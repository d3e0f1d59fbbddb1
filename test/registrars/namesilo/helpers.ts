/** Zones as NameSilo holds them, changes to them, and a client whose requests are mocked. */
import type { LiveRegistration } from '../../../src/planner/inputs.ts';
import { orderChanges } from '../../../src/planner/order.ts';
import type { CallDraft, RecordSetChange, SettingChange } from '../../../src/planner/plan.ts';
import { createTransport, type TransportEvent } from '../../../src/registrars/http/create-transport.ts';
import type { NameSiloCall } from '../../../src/registrars/namesilo/calls.ts';
import type { StoredRow } from '../../../src/registrars/namesilo/convert.ts';
import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import { liveZone } from '../../../src/registrars/namesilo/live-zone.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import { recordSetAddress, settingAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSetKey } from '../../../src/schema/dns/record-sets.ts';
import type { SettingField, SettingValues } from '../../../src/schema/domain/settings.ts';
import { recordSet } from '../../conformance/samples.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';

export const domain = 'example.com';
export const endpoint = 'https://www.namesilo.com';
export const key = 'f00dfeedf00dfeedf00dfeed';
export const zoneQuery = { domain, ds: false, nameservers: false };

/** `row('www A 192.0.2.1')`, `row('@ MX 10 mx.example.net')`; the id is made of the text. */
export function row(text: string, rest: Partial<StoredRow> = {}): StoredRow {
  const [name = '', type = '', ...words] = text.split(' ');
  const distance = type === 'MX' ? Number(words.shift()) : 0;
  const host = name === '@' ? '' : name;
  return { id: `id of ${text}`, type, host, value: words.join(' '), ttlSeconds: 3600, distance, ...rest };
}

export function set(text: string, ttlSeconds = 3600): RecordSet {
  const [name = '', type = '', ...words] = text.split(' ');
  const values = words.join(' ').split(' | ');
  return recordSet(domain, name, type as RecordType, values, ttlSeconds);
}

/** The requests that bring these rows to have the `desired` sets and to lose the `leaving` ones, in order. */
export function compiled(
  rows: readonly StoredRow[],
  desired: readonly RecordSet[],
  leaving: readonly RecordSet[] = [],
): readonly CallDraft[] {
  const live = liveZone(domain, rows);
  const there = new Map(live.recordSets.map((each) => [recordSetKey(each), each]));
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const change = (wanted: RecordSet, goes: boolean): RecordSetChange => {
    const before = there.get(recordSetKey(wanted)) ?? null;
    return {
      address: recordSetAddress(domain, wanted.name, wanted.type),
      action: goes ? 'delete' : before === null ? 'create' : 'update',
      before,
      after: goes ? null : { ...wanted, protect: false, source },
    };
  };
  const changes = [...desired.map((each) => change(each, false)), ...leaving.map((each) => change(each, true))];
  return namesilo.dns.compileZone({ domain, live, changes: orderChanges(changes) });
}

/** `+ www A 192.0.2.1`, `~ id -> 192.0.2.2 ttl 7200`, `- id`. */
export function shown({ body }: CallDraft): string {
  const call = body as NameSiloCall;
  switch (call.kind) {
    case 'add': {
      const { host, type, value, distance } = call.row;
      return `+ ${host === '' ? '@' : host} ${type} ${type === 'MX' ? `${distance} ` : ''}${value}`;
    }
    case 'update': {
      const { type, value, distance, ttlSeconds } = call.row;
      return `~ ${call.before.id} -> ${type === 'MX' ? `${distance} ` : ''}${value} ttl ${ttlSeconds}`;
    }
    case 'delete':
      return `- ${call.before.id}`;
    default:
      return JSON.stringify(call);
  }
}

export function settingChange<F extends SettingField>(
  field: F,
  before: SettingValues[F] | null,
  after: SettingValues[F],
  of = domain,
): SettingChange {
  const live: LiveRegistration = { domain: of, status: 'active', expiresAt: null, settings: {}, native: null };
  return { address: settingAddress(of, field), domain: of, field, before, after, live } as SettingChange;
}

export interface MockedClient extends WholeClient {
  readonly events: readonly TransportEvent[];
}

export function client(settings: { readonly endpoint?: string } = {}): MockedClient {
  const events: TransportEvent[] = [];
  const transport = createTransport({
    registrar: 'namesilo',
    account: 'ns',
    endpoint: settings.endpoint ?? endpoint,
    limits: [],
    maxConcurrent: 1,
    secrets: [key],
    retry: { baseMs: 1, attempts: 2 },
    log: (event) => events.push(event),
    ...(namesilo.judge && { judge: namesilo.judge }),
  });
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const account = { name: 'ns', registrar: 'namesilo', credentials: { api_key: key }, source, ...settings };
  return { ...namesilo.connect(account, transport), events };
}

export type Answers = (
  operation: string,
  parameters: Readonly<Record<string, string | number>>,
  body: string,
  options?: { readonly status?: number; readonly times?: number; readonly headers?: Record<string, string> },
) => void;

/** The next request must be exactly this operation with these parameters; it is answered with the body. */
export function answersOf(mock: HttpMock): Answers {
  return (operation, parameters, body, { status = 200, times = 1, headers = {} } = {}) => {
    const query = { version: '1', type: 'xml', key, ...parameters };
    mock
      .origin(endpoint)
      .get(`/apibatch/${operation}`)
      .query(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])))
      .times(times)
      .reply(status, body, { 'content-type': 'text/xml; charset=utf-8', ...headers });
  };
}

export function reply(code: string, detail: string, content = ''): string {
  return `<?xml version="1.0"?>\n<namesilo><request><operation>x</operation><ip>203.0.113.9</ip></request><reply><code>${code}</code><detail>${detail}</detail>${content}</reply></namesilo>\n`;
}

export function ok(content = ''): string {
  return reply('300', 'success', content);
}

/** A row as the API answers it. */
export function xml({ id, type, host, value, ttlSeconds, distance }: StoredRow): string {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `<resource_record><record_id>${id}</record_id><type>${type}</type><host>${host}</host><value>${escaped}</value><ttl>${ttlSeconds}</ttl><distance>${distance}</distance></resource_record>`;
}

export function call(body: NameSiloCall): CallDraft {
  return { operation: 'test', domain, covers: [], requests: 1, body };
}
