/** `/accounts/{id}/registrar`: registrations and their workflows (beta API of 2026). Buying is not simulated. */
import type { SimulatorRequest } from '../../simulator/simulator.ts';
import { bodyOf } from './body.ts';
import type { Documents, RegistrationDocument } from './documents.ts';
import { Refused, type Success } from './envelope.ts';

const day = 24 * 60 * 60 * 1000;

export function newRegistration(domain: string, now: Date): RegistrationDocument {
  return {
    domain_name: domain,
    status: 'active',
    created_at: new Date(now.getTime() - 65 * day).toISOString(),
    expires_at: new Date(now.getTime() + 300 * day).toISOString(),
    auto_renew: false,
    privacy_mode: 'redaction',
    locked: true,
  };
}

/** `path`: what follows `/registrar/`. Undefined: no such route. */
export function registrarRoute(
  request: SimulatorRequest,
  path: string,
  documents: Documents,
  now: string,
): Success | undefined {
  const [collection, name, action] = path.split('/');
  if (request.method === 'POST' && path === 'domain-check') return checkDomains(request, documents);
  if (collection !== 'registrations') return undefined;
  if (name === undefined) return request.method === 'GET' ? listRegistrations(request.query, documents) : undefined;
  const registration = documents.registration(decodeURIComponent(name).toLowerCase());
  if (registration === undefined) throw new Refused(404, 10_404, 'Registration not found.');
  switch (`${request.method} ${action ?? ''}`) {
    case 'GET ':
      return { result: shown(registration) };
    case 'PATCH ':
      return change(request, registration, documents, now);
    case 'GET update-status':
    case 'GET registration-status':
      return poll(registration, documents, now);
    default:
      return undefined;
  }
}

/** By cursor, which is empty at the end. */
function listRegistrations(query: URLSearchParams, documents: Documents): Success {
  const perPage = Number(query.get('per_page') ?? 20);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 50)
    throw new Refused(400, 1006, 'per_page must be from 1 to 50');
  const cursor = query.get('cursor') ?? '';
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(start)) throw new Refused(400, 1006, 'cursor is invalid');
  const all = documents.registrations();
  const result = all.slice(start, start + perPage).map(shown);
  const end = start + perPage;
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : '';
  return { result, info: { count: result.length, cursor: next, per_page: perPage } };
}

/** `auto_renew` is the only field that can be changed. NOT VERIFIED: whether others are ignored or refused. */
function change(
  request: SimulatorRequest,
  registration: RegistrationDocument,
  documents: Documents,
  now: string,
): Success {
  const { auto_renew: autoRenew, ...others } = bodyOf(request);
  if (typeof autoRenew !== 'boolean' || Object.keys(others).length > 0) {
    throw new Refused(400, 10_400, 'auto_renew is the only field that can be updated.');
  }
  const later = registration.workflow !== undefined || request.headers.prefer === 'respond-async';
  const changed: RegistrationDocument = later
    ? { ...registration, pending: { auto_renew: autoRenew } }
    : { ...registration, auto_renew: autoRenew };
  documents.saveRegistration(changed);
  if (!later) return { result: workflow(changed, 'succeeded', now) };
  const applied = request.headers.prefer === 'respond-async' ? { 'preference-applied': 'respond-async' } : {};
  return { status: 202, result: workflow(changed, 'in_progress', now), headers: applied };
}

function poll(registration: RegistrationDocument, documents: Documents, now: string): Success {
  const { pending, ...settled } = registration;
  if (pending === undefined) return { result: workflow(registration, 'succeeded', now) };
  switch (registration.workflow) {
    case 'action_required':
    case 'blocked':
      return { result: workflow(registration, registration.workflow, now) };
    case 'failed':
      documents.saveRegistration(settled);
      return { result: workflow(settled, 'failed', now) };
    default: {
      const done = { ...settled, ...pending };
      documents.saveRegistration(done);
      return { result: workflow(done, 'succeeded', now) };
    }
  }
}

function workflow(registration: RegistrationDocument, state: string, now: string): unknown {
  const self = `/accounts/sandbox/registrar/registrations/${registration.domain_name}`;
  return {
    state,
    completed: state === 'succeeded' || state === 'failed',
    created_at: now,
    updated_at: now,
    context: {
      domain_name: registration.domain_name,
      registration: shown(registration),
      ...(state === 'action_required' ? { action: 'Verify the e-mail address of the registrant.' } : {}),
    },
    error: state === 'failed' ? { code: 'registry_error', message: 'The registry refused the change.' } : null,
    links: { self: `${self}/update-status`, resource: self },
  };
}

function checkDomains(request: SimulatorRequest, documents: Documents): Success {
  const { domains } = bodyOf(request);
  if (!Array.isArray(domains) || domains.length < 1 || domains.length > 20) {
    throw new Refused(400, 10_400, 'domains must have 1 to 20 names.');
  }
  const result = domains.map((name: unknown) => {
    if (documents.registration(String(name)) !== undefined)
      return { name, registrable: false, reason: 'domain_unavailable' };
    const pricing = { currency: 'USD', registration_cost: '10.11', renewal_cost: '10.11' };
    return { name, registrable: true, tier: 'standard', pricing };
  });
  return { result };
}

function shown({ workflow: _workflow, pending: _pending, ...registration }: RegistrationDocument): unknown {
  return registration;
}
