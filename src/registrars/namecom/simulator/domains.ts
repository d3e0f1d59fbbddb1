/** `/domains`: registrations, their settings, nameservers and DS records. Buying, contacts and transfers are not simulated. */
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { badValue, invalid, notFound, paged, Refused, type Success, type Version } from './answers.ts';
import { bodyOf, type Input } from './body.ts';
import { type Documents, type DomainDocument, letteredNameserver, type StoredDs } from './documents.ts';

interface World {
  readonly version: Version;
  readonly documents: Documents;
  readonly now: Date;
}

export function listDomains({ query, path }: SimulatorRequest, { version, documents }: World): Success {
  const name = query.get('domainName');
  const matches = ({ domainName }: DomainDocument) =>
    name === null || (name.startsWith('*') ? domainName.endsWith(name.slice(1)) : domainName === name);
  const flags = [
    ['locked', 'locked'],
    ['autorenewEnabled', 'autorenewEnabled'],
    ['privacyEnabled', 'privacyEnabled'],
  ] as const;
  const found = documents
    .all()
    .filter(matches)
    .filter((domain) => flags.every(([key, field]) => !query.has(key) || String(domain[field]) === query.get(key)))
    .map((domain) => (version === 'core' ? show(domain) : showBriefly(domain)));
  return paged('domains', found, query, { version, perPage: version === 'core' ? 250 : 1000, path });
}

/** `rest`: what follows the name: empty, `:lock`, `/dnssec/...`. Undefined: no such route. */
export function domainRoute(
  request: SimulatorRequest,
  rest: string,
  domain: DomainDocument,
  world: World,
): Success | undefined {
  const { version } = world;
  if (rest.startsWith('/dnssec')) return dsRoute(request, rest.slice('/dnssec'.length), domain, world);
  const save = (changes: Partial<DomainDocument>): Success => {
    refuseExpired(domain, world.now);
    const changed = { ...domain, ...changes };
    world.documents.save(changed);
    return { body: show(changed) };
  };
  switch (`${request.method} ${rest}`) {
    case 'GET ':
      return { body: show(domain) };
    case 'PATCH ':
      return version === 'core' ? save(readFlags(bodyOf(request, version), version)) : undefined;
    case 'POST :setNameservers':
      return save({ nameservers: readNameservers(bodyOf(request, version), domain, version) });
    default: {
      const changes = request.method === 'POST' ? singleChanges[rest] : undefined;
      if (changes === undefined) return undefined;
      bodyOf(request, version);
      return save(changes);
    }
  }
}

export function refuseExpired({ expireDate }: DomainDocument, now: Date): void {
  if (Date.parse(expireDate) >= now.getTime()) return;
  throw new Refused(403, 'Permission Denied. The domain is expired.');
}

/** Deprecated, and the only way in the older version. */
const singleChanges: Readonly<Record<string, Partial<DomainDocument>>> = {
  ':enableAutorenew': { autorenewEnabled: true },
  ':disableAutorenew': { autorenewEnabled: false },
  ':enableWhoisPrivacy': { privacyEnabled: true },
  ':disableWhoisPrivacy': { privacyEnabled: false },
  ':lock': { locked: true },
  ':unlock': { locked: false },
};

function show(domain: DomainDocument) {
  const { dnssec: _dnssec, records: _records, nextId: _nextId, ...shown } = domain;
  const locks = domain.locked ? ['clientTransferProhibited'] : [];
  return { ...shown, locks, contacts: { registrant: {}, admin: {}, tech: {}, billing: {} }, renewalPrice: 12.99 };
}

/** What the older version's list has (recorded by dns-lexicon). */
function showBriefly({ domainName, locked, autorenewEnabled, expireDate, createDate }: DomainDocument) {
  return { domainName, locked, autorenewEnabled, expireDate, createDate };
}

/** All of it or nothing. */
function readFlags(input: Input, version: Version): Partial<DomainDocument> {
  const known = ['autorenewEnabled', 'privacyEnabled', 'locked'];
  const given = known.filter((key) => input[key] !== undefined);
  if (given.length === 0) throw invalid(version, `At least one of ${known.join(', ')} is required`);
  for (const key of given) {
    if (typeof input[key] !== 'boolean') throw invalid(version, `'${key}' must be a boolean`);
  }
  return Object.fromEntries(given.map((key) => [key, input[key]]));
}

/** Name.com's own get the letters of the domain. */
function readNameservers({ nameservers }: Input, { domainName }: DomainDocument, version: Version): readonly string[] {
  if (!Array.isArray(nameservers) || nameservers.length === 0) throw invalid(version, "'nameservers' can't be null");
  return nameservers.map((given: unknown) => {
    const name = String(given).toLowerCase().replace(/\.$/, '');
    const digit = /^ns([1-4])\.name\.com$/.exec(name)?.[1];
    if (digit !== undefined) return letteredNameserver(Number(digit), domainName);
    if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/.test(name)) throw badValue(version, 'Invalid Nameserver');
    return name;
  });
}

function dsRoute(request: SimulatorRequest, rest: string, domain: DomainDocument, world: World): Success | undefined {
  const { version } = world;
  const digest = rest === '' ? undefined : decodeURIComponent(rest.slice(1)).toUpperCase();
  const found = domain.dnssec.find((ds) => ds.digest === digest);
  const save = (dnssec: readonly StoredDs[]) => world.documents.save({ ...domain, dnssec });
  switch (`${request.method} ${digest === undefined ? 'all' : 'one'}`) {
    case 'GET all':
      return { body: { dnssec: domain.dnssec } };
    case 'GET one':
      if (found === undefined) throw notFound;
      return { body: found };
    case 'POST all': {
      const ds = readDs(bodyOf(request, version), domain.domainName, version);
      if (domain.dnssec.some((other) => other.digest === ds.digest))
        throw new Refused(400, 'This resource already exists.');
      save([...domain.dnssec, ds]);
      return { body: ds };
    }
    case 'DELETE one':
      if (found === undefined) throw notFound;
      save(domain.dnssec.filter((ds) => ds !== found));
      return { status: 204 };
    default:
      return undefined;
  }
}

function readDs(input: Input, domainName: string, version: Version): StoredDs {
  const number = (key: 'keyTag' | 'algorithm' | 'digestType'): number => {
    const value = input[key];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      throw invalid(version, `'${key}' can't be null`);
    return value;
  };
  const { digest } = input;
  if (typeof digest !== 'string' || !/^([0-9a-f]{2})+$/i.test(digest)) throw invalid(version, "'digest' can't be null");
  return {
    domainName,
    keyTag: number('keyTag'),
    algorithm: number('algorithm'),
    digestType: number('digestType'),
    digest: digest.toUpperCase(),
  };
}
