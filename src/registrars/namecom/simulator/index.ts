/**
 * Name.com's Core API v1, and the v4 API that it follows, as their documents and recorded answers show them: greeting,
 * domains and their settings, DS records, records. Not simulated: buying, contacts, transfers, mail and web forwarding.
 * dns-lexicon's provider (3.25, run against this) speaks v4. Where it and the documents differ, the documents are right:
 * it looks for the next page under `next_page` and so reads one page only, and it fails on a list that is left out
 * because it is empty. Its recordings are right that a PUT of v4 may leave fields out; the Core API documents that they
 * are then lost.
 */
import type { SimulatorFactory, SimulatorRequest } from '../../simulator/simulator.ts';
import { contentType, json, noDomain, Refused, refusal, type Success, success, type Version } from './answers.ts';
import { newDomain, openDocuments, timestamp } from './documents.ts';
import { domainRoute, listDomains, refuseExpired } from './domains.ts';
import { recordRoute } from './records.ts';

export const createSimulator: SimulatorFactory = ({ credentials, store, now }) => {
  const documents = openDocuments(store);
  const { username = '', token = '' } = credentials;
  const expected = `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`;

  function route(request: SimulatorRequest, path: string, version: Version): Success {
    if (request.headers.authorization !== expected) {
      throw version === 'core' ? new Refused(401, 'Unauthorized') : new Refused(403, 'Permission Denied');
    }
    const found = path === '/hello' ? hello(request) : routeDomains(request, path, version);
    if (found === undefined) throw new Refused(405, 'Method Not Allowed');
    return found;
  }

  function hello({ method }: SimulatorRequest): Success | undefined {
    if (method !== 'GET') return undefined;
    return { body: { serverName: 'sandbox', motd: 'Welcome', username, serverTime: timestamp(now().getTime()) } };
  }

  function routeDomains(request: SimulatorRequest, path: string, version: Version): Success | undefined {
    const world = { version, documents, now: now() };
    if (path === '/domains') return request.method === 'GET' ? listDomains(request, world) : undefined;
    // A colon that is encoded is part of the name, which then is no domain.
    const [, name = '', rest = ''] = /^\/domains\/([^/:]+)(.*)$/.exec(path) ?? [];
    const domain = documents.get(decodeURIComponent(name).toLowerCase());
    if (domain === undefined) throw noDomain;
    if (!rest.startsWith('/records')) return domainRoute(request, rest, domain, world);
    if (request.method !== 'GET') refuseExpired(domain, world.now);
    return recordRoute(request, rest.slice('/records'.length), domain, world);
  }

  return {
    /** Every domain of the account has records here: one that is hosted is one that is registered. */
    seed: (seed) => {
      const isHere = seed.registered || seed.zone !== 'none';
      if (isHere && documents.get(seed.domain) === undefined) documents.save(newDomain(seed, now()));
    },
    handle: (request) => {
      const [, prefix, path = ''] = /^\/(core\/v1|v4)(\/.*)$/.exec(request.path) ?? [];
      if (prefix === undefined) return webPage;
      const version = prefix === 'v4' ? 'v4' : 'core';
      try {
        return success(version, route(request, path, version));
      } catch (error) {
        if (error instanceof Refused) return refusal(version, error);
        throw error;
      }
    },
    isWrite: ({ method }) => method !== 'GET',
    tooManyRequests: (seconds) => {
      const reset = Math.ceil(now().getTime() / 1000) + seconds;
      return json(
        429,
        { message: 'Rate Limit Exceeded' },
        { ...contentType('core'), 'x-ratelimit-reset': String(reset) },
      );
    },
    internalError: () =>
      json(500, { message: 'Internal Server Error', details: 'Something went wrong.' }, contentType('core')),
  };
};

/** What another path is answered with (dnscontrol's documentation: "invalid character '<'"). */
const webPage = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: '<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body>404</body></html>',
};
