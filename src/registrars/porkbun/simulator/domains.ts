/** `domain/*`: the list, settings, delegation, URL forwards. What costs money is not here. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { parkingHost } from '../record-rules.ts';
import { phpMap, refusal, refused, success } from './answers.ts';
import { type Exchange, type Route, read, readByGet, usable, write } from './routing.ts';
import { type DomainDocument, type Forward, isDelegatedElsewhere, type SimulatedRecord } from './world.ts';

const pageSize = 1000;
/** Where URL forwards are served; the host that records of forwards show is NOT VERIFIED. */
const forwardHost = 'uixie.porkbun.com';

export const domainRoutes: readonly Route[] = [
  read('domain/listAll', list),
  readByGet('domain/get/:domain', (exchange) => success({ domain: wireDomain(registered(exchange)) })),
  write('domain/updateAutoRenew/:domain', setAutoRenew),
  read('domain/getNs/:domain', (exchange) => success({ ns: registered(exchange).nameservers })),
  write('domain/updateNs/:domain', setNameservers),
  read('domain/getUrlForwarding/:domain', (exchange) => success({ forwards: exchange.domain().forwards })),
  write('domain/addUrlForward/:domain', addForward),
  write('domain/deleteUrlForward/:domain/:id', removeForward),
];

function list({ input, world }: Exchange): SimulatorResponse {
  const start = Number(input.start ?? 0);
  const flag = (wanted: unknown, value: boolean) => wanted === undefined || (wanted === 'yes') === value;
  const chosen = world
    .registered()
    .filter(
      (document) =>
        (typeof input.nameContains !== 'string' || document.domain.includes(input.nameContains)) &&
        (typeof input.domain !== 'string' || document.domain === input.domain) &&
        flag(input.autoRenew, document.autoRenew) &&
        flag(input.apiAccess, document.apiAccess),
    )
    .slice(start, start + pageSize);
  return success({ count: chosen.length, domains: chosen.map(wireDomain) });
}

/** Texts beside numbers, as tuzzmaniandevil/porkbun-go recorded them. */
function wireDomain(document: DomainDocument): object {
  const { domain, createDate, expireDate, securityLock, whoisPrivacy, autoRenew, apiAccess } = document;
  return {
    domain,
    status: 'ACTIVE',
    tld: domain.slice(domain.indexOf('.') + 1),
    createDate,
    expireDate,
    securityLock: securityLock ? '1' : '0',
    whoisPrivacy: whoisPrivacy ? '1' : '0',
    autoRenew: Number(autoRenew),
    notLocal: Number(isDelegatedElsewhere(document)),
    apiAccess: Number(apiAccess),
  };
}

function registered(exchange: Exchange): DomainDocument {
  const document = exchange.domain();
  if (!document.registered) throw refused('Domain is not in this account.', 'DOMAIN_NOT_FOUND');
  return document;
}

/** The domain of the path and those of the body; each has a result of its own. */
function setAutoRenew(exchange: Exchange): SimulatorResponse {
  const { input, world, put, param } = exchange;
  if (input.status !== 'on' && input.status !== 'off') throw refused('Invalid status.', 'INVALID_STATUS');
  const others = Array.isArray(input.domains) ? input.domains.map(String) : [];
  const results = [...new Set([param('domain'), ...others])].map((name) => {
    try {
      put({ ...usable(world.find(name.toLowerCase())), autoRenew: input.status === 'on' });
      return [name, { status: 'SUCCESS', message: `Auto renew has been turned ${input.status}.` }];
    } catch (error) {
      if (error instanceof Refused) return [name, JSON.parse(error.response.body)];
      throw error;
    }
  });
  return success({ results: phpMap(Object.fromEntries(results)) });
}

/** An empty list is refused with 400 (tuzzmaniandevil/porkbun-go), a wrong one with 200 (icco/terraform-provider-porkbun). */
function setNameservers(exchange: Exchange): SimulatorResponse {
  const document = registered(exchange);
  const { ns } = exchange.input;
  if (!Array.isArray(ns) || ns.length === 0) throw refused('invalid name server list');
  const names = ns.map((name) => String(name).toLowerCase().replace(/\.$/, ''));
  const valid = names.length >= 2 && names.length <= 13 && names.every((name) => /^[\w-]+(\.[\w-]+)+$/.test(name));
  if (!valid) return refusal('Could not update the name servers.', 'UPDATE_NS_ERROR', { status: 200 });
  exchange.put({ ...document, nameservers: names });
  return success();
}

/** A forward shows among the records as a pointer to its server. That it takes the place of the parking page is made up. */
function addForward(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const { subdomain = '', location = '', type = 'temporary', includePath = 'no', wildcard = 'yes' } = exchange.input;
  const id = document.nextId;
  const forward = { id: String(id), subdomain, location, type, includePath, wildcard } as Forward;
  const row = (offset: number, name: string, kind: string): SimulatedRecord => {
    return { id: id + offset, name, type: kind, content: forwardHost, ttl: 600, prio: 0, notes: null };
  };
  const below = forward.subdomain === '' ? '*' : `*.${forward.subdomain}`;
  const rows = [row(1, forward.subdomain, 'ALIAS'), ...(wildcard === 'yes' ? [row(2, below, 'CNAME')] : [])];
  exchange.put({
    ...document,
    forwards: [...document.forwards, forward],
    records: [...document.records.filter((record) => !isParking(record, rows)), ...rows],
    nextId: id + 3,
  });
  return success();
}

function isParking(record: SimulatedRecord, rows: readonly SimulatedRecord[]): boolean {
  return `${record.content}.` === parkingHost && rows.some(({ name }) => name === record.name);
}

function removeForward(exchange: Exchange): SimulatorResponse {
  const document = exchange.domain();
  const id = Number(exchange.param('id'));
  const isPart = (record: SimulatedRecord) => record.content === forwardHost && record.id > id && record.id <= id + 2;
  exchange.put({
    ...document,
    forwards: document.forwards.filter((forward) => forward.id !== String(id)),
    records: document.records.filter((record) => !isPart(record)),
  });
  return success();
}
