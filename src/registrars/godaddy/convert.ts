/**
 * Between GoDaddy's rows, one per record, and our data; `rowsOfSet` and the reading of rows in `live-zone.ts` are inverse
 * on canonical sets.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { parseRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import type { AnsweredRow, Row } from './wire.ts';

/** The types whose data we can read. CAA can be answered too, in a form that nobody has recorded. */
const readable = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const satisfies readonly RecordType[];

const serviceName = /^(_[^.]+)\.(_[^.]+)(?:\.(.+))?$/;

/** The rows of a set as they are sent, under this spelling of its name. */
export function rowsOfSet(set: RecordSet, domain: string, name = storedName(set, domain)): readonly Row[] {
  return set.values.map((value): Row => {
    const common = { type: set.type, name, ttl: set.ttlSeconds };
    switch (value.type) {
      case 'A':
      case 'AAAA':
        return { ...common, data: value.address };
      case 'CNAME':
      case 'NS':
        return { ...common, data: hostOf(value.target) };
      case 'MX':
        return { ...common, data: hostOf(value.exchange), priority: value.preference };
      case 'TXT':
        return { ...common, data: value.text };
      case 'SRV': {
        const [, service = '', protocol = ''] = serviceName.exec(relative(set.name, domain)) ?? [];
        const { priority, weight, port } = value;
        return { ...common, data: hostOf(value.target), priority, weight, port, service, protocol };
      }
      default:
        throw new Error(`${set.name}: GoDaddy has no ${value.type} records, as its descriptor says`);
    }
  });
}

/** The `name` of a set's rows where it is not stored yet. */
export function storedName(set: Pick<RecordSet, 'name' | 'type'>, domain: string): string {
  const name = relative(set.name, domain);
  return set.type === 'SRV' ? (serviceName.exec(name)?.[3] ?? '@') : name;
}

/** Whether an SRV at this name can be stored: as service, protocol and the name that they are of. */
export function isServiceName(name: Fqdn, domain: string): boolean {
  return serviceName.test(relative(name, domain));
}

/** A nameserver as the API sends it, without trailing dot. */
export function nameserverFrom(text: string): Fqdn | undefined {
  const name = absoluteTarget(text);
  return name.ok ? name.value : undefined;
}

/** The inverse of `nameserverFrom`. */
export function hostOf(name: Fqdn): string {
  return name.slice(0, -1);
}

/** The record's data; a problem where it is of a type, or has fields, that we cannot read. */
export function rdataOf({ type, data, priority, weight, port }: AnsweredRow, domain: string): Result<Rdata> {
  if (!isReadable(type) || data === null) return bad(`${type} in this form is not managed at GoDaddy`);
  const readTarget = hostTarget(domain);
  switch (type) {
    case 'TXT':
      return ok({ type, text: data });
    case 'MX':
      return priority === undefined ? bad('MX has no priority') : parseRdata(type, `${priority} ${data}`, readTarget);
    case 'SRV':
      if (priority === undefined || weight === undefined || port === undefined) {
        return bad('SRV has no priority, weight or port');
      }
      return parseRdata(type, `${priority} ${weight} ${port} ${data}`, readTarget);
    default:
      return parseRdata(type, data, readTarget);
  }
}

function isReadable(type: string): type is (typeof readable)[number] {
  return (readable as readonly string[]).includes(type);
}

/** `@` is the apex (recorded); anything else is a full name without trailing dot. What a single label means is NOT VERIFIED. */
function hostTarget(domain: string): ReadTarget {
  return (text) => {
    if (text === '@') return ok(apexOf(domain));
    return text.includes('.') ? absoluteTarget(text) : bad(`"${text}" is not a full name`);
  };
}

function relative(name: Fqdn, domain: string): string {
  return name === apexOf(domain) ? '@' : name.slice(0, name.length - domain.length - 2);
}
