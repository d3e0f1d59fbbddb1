/** Plans made by hand, for views: what is not given is empty, and the summary counts what is there. */
import {
  type Call,
  type Change,
  type Drift,
  type Foreign,
  type Plan,
  type PlannedDomain,
  planFormatVersion,
} from '../../../src/planner/plan.ts';

export function planOf(parts: Partial<Omit<Plan, 'summary'>> & { readonly noOp?: number }): Plan {
  const { noOp = 0, ...given } = parts;
  const changes = given.changes ?? [];
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  return {
    format_version: planFormatVersion,
    tool_version: '0.1.0',
    created_at: '2026-11-23T10:00:00.000Z',
    workspace: 'default',
    state_serial: 7,
    options: { targets: [], refresh_only: false, consents: [], undo_run: null },
    summary: {
      create: count('create'),
      update: count('update'),
      replace: count('replace'),
      delete: count('delete'),
      adopt: count('adopt'),
      forget: count('forget'),
      no_op: noOp,
      take_over: changes.filter((change) => change.takes_over).length,
      drift: given.drift?.length ?? 0,
      foreign: given.foreign?.length ?? 0,
      unanswered: given.unanswered?.length ?? 0,
      refusals: given.refusals?.filter(({ consented }) => !consented).length ?? 0,
      errors: given.errors?.length ?? 0,
      calls: (given.calls ?? []).reduce((sum, call) => sum + call.requests, 0),
    },
    domains: [],
    changes,
    calls: [],
    drift: [],
    foreign: [],
    unanswered: [],
    refusals: [],
    idle_consents: [],
    errors: [],
    notes: [],
    ...given,
  };
}

export function domainOf(domain: string, parts: Partial<PlannedDomain> = {}): PlannedDomain {
  return { domain, registrar: null, dns: null, expires_at: null, auto_renew: null, frozen: false, ...parts };
}

/** The domain is what stands before the first `/` or `:` of the address. */
export function changeOf(address: string, action: Change['action'], parts: Partial<Change> = {}): Change {
  return {
    address,
    domain: domainIn(address),
    account: 'cf-prod',
    kind: address.includes('/') ? 'record_set' : address.includes(':') ? 'setting' : 'registration',
    action,
    before: null,
    after: null,
    drift: null,
    takes_over: false,
    protect: null,
    reason: null,
    ...parts,
  };
}

export function driftOf(address: string, parts: Partial<Drift>): Drift {
  return {
    address,
    domain: domainIn(address),
    account: 'cf-prod',
    recorded: null,
    live: null,
    desired: null,
    both_changed: false,
    not_done: false,
    run: 41,
    applied_at: '2026-11-20T09:30:00.000Z',
    actor: 'anna',
    commit: '3f2c1ab9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
    ci_url: null,
    ...parts,
  };
}

export function foreignOf(address: string, parts: Partial<Foreign> = {}): Foreign {
  return {
    address,
    domain: domainIn(address),
    account: 'cf-prod',
    value: { ttl: 300, values: ['192.0.2.99'] },
    supported: true,
    ...parts,
  };
}

export function callOf(account: string, operation: string, parts: Partial<Call> = {}): Call {
  return {
    account,
    operation,
    domain: 'example.com',
    covers: [],
    requests: 1,
    body: null,
    stage: 'records',
    deferred: false,
    ...parts,
  };
}

function domainIn(address: string): string {
  return address.split(/[/:]/, 1)[0] as string;
}
