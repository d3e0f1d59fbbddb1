/**
 * Domains registered at Cloudflare: the Registrar API that replaced /registrar/domains in 2026 (beta). Settings change
 * by workflows that may end later than the answer.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import { inDoubt, orRegistrarError, type RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { listRegistrations, onlyFields, type RegistrationSource, readRegistrations } from '../registrations.ts';
import { listedDomain } from '../rows.ts';
import type { Answer, Api } from './api.ts';
import {
  readList,
  readName,
  readRegistration,
  readWorkflow,
  type WireRegistration,
  type WireWorkflow,
} from './wire.ts';
import { nameserversOf, type Zones } from './zones.ts';

/** NOT VERIFIED: the largest page that the API takes is not documented; other lists of the API take 50. */
const registrationsPerPage = 50;

export interface Registrations {
  list(): Promise<readonly LiveRegistration[]>;
  read(queries: readonly RegistrationQuery[]): Promise<ReadonlyMap<string, LiveRegistration | RegistrarError>>;
  setAutoRenew(domain: string, autoRenew: boolean): Promise<void>;
}

export function createRegistrations(api: Api, zones: Zones, accountId: (purpose: string) => string): Registrations {
  const base = () => `/accounts/${encodeURIComponent(accountId('registrations'))}/registrar/registrations`;

  const source: RegistrationSource<LiveRegistration, string> = {
    pages: () => ({
      what: 'registrations',
      first: '',
      readPage: async (cursor) => {
        const { envelope, fail } = await api.call({
          method: 'GET',
          path: base(),
          query: { per_page: registrationsPerPage, ...(cursor === '' ? {} : { cursor }) },
          kind: 'read',
          operation: 'list registrations',
          object: api.account.name,
        });
        const items = readList(envelope.result, 'registrations', readListed, fail);
        const next = envelope.info?.cursor ?? '';
        if (typeof next !== 'string') throw fail(`the cursor ${JSON.stringify(next)}`);
        return { items, next: next === '' ? undefined : next, fail };
      },
      keyOf: ({ domain }) => domain,
      perPage: registrationsPerPage,
      atMost: maxAccountDomains,
    }),
    tell: (registration) => registration,
    complete: ({ fields }, registration) => withFields(registration, fields, zones),
    absent: (domain) => notHere(api, domain),
  };

  return {
    list: () => listRegistrations(source),
    read: (queries) => readRegistrations(source, queries),
    setAutoRenew: async (domain, autoRenew) => {
      const path = `${base()}/${encodeURIComponent(domain)}`;
      const about = { operation: 'PATCH registrar/registrations', object: domain } as const;
      const answer = await api.call({
        method: 'PATCH',
        path,
        body: { json: { auto_renew: autoRenew } },
        kind: 'write',
        repeatable: true,
        ...about,
      });
      let seen = answer;
      let workflow = readWorkflow(answer.envelope.result, answer.fail);
      for (const waitMs of pollWaits) {
        if (isSettled(workflow)) break;
        await sleep(waitMs);
        seen = await api
          .call({ method: 'GET', path: `${path}/update-status`, kind: 'read', ...about })
          .catch((error) => {
            throw inDoubt(error);
          });
        workflow = readWorkflow(seen.envelope.result, answer.fail);
      }
      checkWorkflow(workflow, { ...seen, context: answer.context });
    },
  };
}

/** An item that cannot be read is the error of its domain alone. */
function readListed(item: unknown, fail: Fail) {
  const domain = listedDomain(readName(item, 'domain_name', fail));
  return { domain, read: orRegistrarError(() => liveRegistration(domain, readRegistration(item, fail))) };
}

function liveRegistration(domain: string, registration: WireRegistration): LiveRegistration {
  const { status, expiresAt, autoRenew, locked } = registration;
  const privacy = privacyOf(registration);
  return {
    domain,
    status,
    expiresAt,
    settings: { auto_renew: autoRenew, transfer_lock: locked, ...(privacy === undefined ? {} : { privacy }) },
    native: null,
  };
}

/** `off` or `redaction` (SDK 7.3.0, 2026-11-30). A word that is not known tells nothing. */
function privacyOf({ privacyMode }: WireRegistration): boolean | undefined {
  if (privacyMode === 'redaction') return true;
  return privacyMode === 'off' ? false : undefined;
}

/** Exactly the fields that were asked for. The nameservers are those of the zone, in the list that records need too. */
async function withFields(
  registration: LiveRegistration,
  fields: readonly SettingField[],
  zones: Zones,
): Promise<LiveRegistration> {
  const told = onlyFields(registration, fields);
  if (!fields.includes('nameservers')) return told;
  const zone = await zones.find(registration.domain);
  const nameservers = zone === undefined ? [] : nameserversOf(zone);
  return nameservers.length === 0 ? told : { ...told, settings: { ...told.settings, nameservers } };
}

function notHere(api: Api, domain: string): RegistrarError {
  return answerError(
    {
      code: 'not-found',
      seen: 'it is not among the registrations of this account',
      advice: 'It is registered elsewhere, or in another account: correct registrar in the config, or account_id.',
    },
    {
      registrar: 'cloudflare',
      account: api.account.name,
      transport: api.transport,
      request: { operation: 'list registrations', object: domain, kind: 'read' },
    },
  );
}

/** Two minutes in all. */
const pollWaits: readonly number[] = [250, 750, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000];

/** `action_required` never ends by itself; `blocked` may. */
function isSettled({ completed, state }: WireWorkflow): boolean {
  return completed || state === 'action_required';
}

function checkWorkflow(workflow: WireWorkflow, { context }: Answer): void {
  if (workflow.completed && workflow.state === 'succeeded') return;
  const reason = workflow.error === null ? '' : `: ${workflow.error.code} ${workflow.error.message}`;
  const seen = `the workflow is ${workflow.state}${reason}`;
  if (workflow.completed) {
    throw answerError(
      { code: 'rejected', seen, advice: 'Look at the domain in the dashboard of Cloudflare.' },
      context,
    );
  }
  const action = workflow.action === null ? '' : ` (${workflow.action})`;
  const advice =
    workflow.state === 'action_required'
      ? `Do what Cloudflare asks for in its dashboard${action}, and run again.`
      : 'Cloudflare has not finished after two minutes: plan again later to see.';
  const code = workflow.state === 'action_required' ? 'rejected' : 'unavailable';
  throw answerError({ code, seen, advice, effectKnown: false }, context);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
