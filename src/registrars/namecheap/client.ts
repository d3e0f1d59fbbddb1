/**
 * The client of one account. Needs API access, which Namecheap gives to accounts with 20 domains, 50 USD of balance or
 * 50 USD spent in two years, and the caller's IPv4 address on the account's whitelist.
 * A write of records replaces the whole zone and the API knows no version, so the zone is read just before each; see
 * `expected.ts`.
 */
import type { LiveZone } from '../../planner/inputs.ts';
import type { CallDraft } from '../../planner/plan.ts';
import { count } from '../../schema/count.ts';
import type { AccountConfig } from '../../schema/desired.ts';
import type { Problem } from '../../schema/result.ts';
import { RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Transport } from '../http/transport.ts';
import type { WholeClient } from '../registrar.ts';
import { type Api, ApiRefusal, type Command, createApi } from './api.ts';
import { type CallBody, noSubscription, type PrivacySubscription } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { type SplitDomain, splitDomain } from './domain-name.ts';
import { notOurDns } from './errors.ts';
import { liveZone, sameRecords, unreachableZone } from './live-zone.ts';
import { mayForward } from './mail.ts';
import { createRegistrations, readInfo } from './registrations.ts';
import { type HostZone, readDone, readForwardCount, readHosts } from './wire.ts';

export function connect(account: AccountConfig, transport: Transport): WholeClient {
  const api = createApi(account, transport);
  const registrations = createRegistrations(api);
  return {
    verify: async () => {
      const command = { command: 'users.getBalances', operation: 'check credentials', object: 'the account' } as const;
      await api.call({ ...command, kind: 'read', parameters: {} }, () => undefined);
    },
    registration: {
      listRegistrations: registrations.list,
      readRegistrations: registrations.read,
    },
    dns: {
      listZones: async () =>
        [...(await registrations.domains())]
          .filter(([, item]) => item instanceof RegistrarError || item.ourDns)
          .map(([domain]) => domain),
      readZone: async ({ domain, nameservers, services = [] }) => {
        const bare = await readZone(api, domain);
        const zone = services.includes('mail') ? await withForwarding(api, bare) : bare;
        return nameservers ? { ...zone, nameservers: await registrations.nameserversFor(domain) } : zone;
      },
    },
    execute: (call) => execute(api, call),
  };
}

async function readZone(api: Api, domain: string): Promise<LiveZone> {
  const place = { operation: 'read records', object: domain, kind: 'read' } as const;
  const command = { ...place, command: 'domains.dns.getHosts', parameters: parametersOf(api, domain, place) };
  const zone = await api.ask(command, (response) => liveZone(domain, readHosts(response, domain)));
  if (!(zone instanceof ApiRefusal)) return zone;
  if (zone.has(notOurDns)) return unreachableZone(domain);
  throw api.refusal(zone, place);
}

/** Every new domain has the mail type of forwarding: whether there is any takes one request more. */
async function withForwarding(api: Api, zone: LiveZone): Promise<LiveZone> {
  if (zone.native === null || !mayForward(zone.native as HostZone)) return zone;
  const command = {
    kind: 'read',
    operation: 'read e-mail forwarding',
    object: zone.domain,
    command: 'domains.dns.getEmailForwarding',
    parameters: { DomainName: zone.domain },
  } as const;
  const addresses = await api.call(command, readForwardCount);
  return {
    ...zone,
    services: addresses === 0 ? [] : [`e-mail forwarding of ${count(addresses, 'address', 'addresses')}`],
  };
}

async function execute(api: Api, call: CallDraft): Promise<void> {
  const body = call.body as CallBody;
  const { domain } = body;
  const write = { kind: 'write', object: domain } as const;
  switch (body.kind) {
    case 'refuse':
      throw refused(api, domain, call.operation, body.problem);
    case 'set-hosts':
      return setHosts(api, domain, body.steps);
    case 'set-nameservers': {
      const place = { ...write, operation: 'set nameservers', repeatable: true } as const;
      const names = parametersOf(api, domain, place);
      if (body.nameservers === null) {
        const command = { ...place, command: 'domains.dns.setDefault', parameters: names };
        return confirm(api, command, 'DomainDNSSetDefaultResult', 'Updated');
      }
      const parameters = { ...names, Nameservers: body.nameservers.join(',') };
      return confirm(
        api,
        { ...place, command: 'domains.dns.setCustom', parameters },
        'DomainDNSSetCustomResult',
        'Updated',
      );
    }
    case 'set-lock': {
      const parameters = { DomainName: domain, LockAction: body.locked ? 'LOCK' : 'UNLOCK' };
      const place = { ...write, operation: 'set the transfer lock', repeatable: true } as const;
      const command = { ...place, command: 'domains.setRegistrarLock', parameters };
      return confirm(api, command, 'DomainSetRegistrarLockResult', 'IsSuccess');
    }
    case 'set-privacy':
      return setPrivacy(api, domain, body.enabled, body.subscription ?? (await readSubscription(api, domain)));
  }
}

/** One setHosts after the other, each once: it would take along what somebody else has written in between. */
async function setHosts(api: Api, domain: string, steps: readonly HostZone[]): Promise<void> {
  const place = { kind: 'write', operation: 'write records', object: domain, once: true } as const;
  const names = parametersOf(api, domain, place);
  for (const [index, zone] of steps.entries()) {
    const command = { ...place, command: 'domains.dns.setHosts', parameters: { ...names, ...hostParameters(zone) } };
    const former = steps[index - 1];
    try {
      if (former !== undefined) await checkLeft(api, domain, former);
      await confirm(api, command, 'DomainDNSSetHostsResult', 'IsSuccess');
    } catch (error) {
      if (index > 0 && error instanceof RegistrarError) throw halfDone(error);
      throw error;
    }
  }
}

/** Throws where the zone is not what the step before has left. An empty one may be given parking records (dnscontrol). */
async function checkLeft(api: Api, domain: string, left: HostZone): Promise<void> {
  const { dns } = descriptor;
  const found = await readZone(api, domain);
  if (found.native !== null && sameRecords(domain, found.native as HostZone, left)) return;
  const isParked =
    found.unsupported.length === 0 && found.recordSets.every((set) => dns.isDefaultRecordSet(set, domain));
  if (left.rows.length === 0 && found.native !== null && isParked) return;
  const error = {
    code: 'conflict',
    seen: 'somebody else has changed the zone in between',
    advice: 'Plan again to see what has changed.',
  } as const;
  throw answerError(error, api.context({ kind: 'write', operation: 'write records', object: domain }));
}

/** `HostName1`, `RecordType1`, ...; the mail type always, since leaving it out may reset it (NOT VERIFIED). */
export function hostParameters(zone: HostZone): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = { EmailType: zone.emailType };
  zone.rows.forEach((row, index) => {
    const n = index + 1;
    parameters[`HostName${n}`] = row.name;
    parameters[`RecordType${n}`] = row.type;
    parameters[`Address${n}`] = row.address;
    if (row.type === 'MX') parameters[`MXPref${n}`] = String(row.mxPref);
    parameters[`TTL${n}`] = String(row.ttlSeconds);
  });
  return parameters;
}

async function readSubscription(api: Api, domain: string): Promise<PrivacySubscription> {
  const { privacy } = await readInfo(api, domain);
  if (privacy === null) throw refused(api, domain, 'set privacy', noSubscription(domain));
  return { id: privacy.id, forwardedTo: privacy.forwardedTo };
}

/** Not repeatable: what a second `enable` is answered is NOT VERIFIED. */
async function setPrivacy(
  api: Api,
  domain: string,
  enabled: boolean,
  subscription: PrivacySubscription,
): Promise<void> {
  const place = { kind: 'write', object: domain } as const;
  const id = { WhoisguardID: subscription.id };
  if (!enabled) {
    const command = { ...place, operation: 'turn privacy off', command: 'whoisguard.disable', parameters: id };
    return confirm(api, command, 'WhoisguardDisableResult', 'IsSuccess');
  }
  if (subscription.forwardedTo === '') throw refused(api, domain, 'turn privacy on', noForward(domain));
  const parameters = { ...id, ForwardedToEmail: subscription.forwardedTo };
  const command = { ...place, operation: 'turn privacy on', command: 'whoisguard.enable', parameters };
  return confirm(api, command, 'WhoisguardEnableResult', 'IsSuccess');
}

/** Sends a write and holds it to its own word that it was done. */
async function confirm(api: Api, command: Command, result: string, word: string): Promise<void> {
  const done = await api.call(command, (response) => readDone(response, result, word));
  if (done) return;
  const error = {
    code: 'rejected',
    seen: `${word}="false" without an error`,
    advice:
      'Plan again to see what is live; if it stays so, make the change in the panel or ask the support of Namecheap.',
    effectKnown: false,
  } as const;
  throw answerError(error, api.context(command));
}

function parametersOf(
  api: Api,
  domain: string,
  place: Pick<Command, 'operation' | 'object' | 'kind'>,
): Readonly<Record<string, string>> {
  const split: SplitDomain | undefined = splitDomain(domain);
  if (split !== undefined) return { SLD: split.sld, TLD: split.tld };
  const error = {
    code: 'not-found',
    seen: 'it is not a registered domain by the Public Suffix List',
    advice: 'Namecheap has zones for whole domains only: put records of a sub-domain into the zone of its domain.',
  } as const;
  throw answerError(error, api.context(place));
}

function refused(api: Api, domain: string, operation: string, problem: Required<Problem>): RegistrarError {
  const error = { code: 'rejected', seen: `not sent: ${problem.message}`, advice: problem.suggestion } as const;
  return answerError(error, api.context({ kind: 'write', operation, object: domain }));
}

function noForward(domain: string): Required<Problem> {
  return {
    message: `Namecheap does not tell the address that mail to the private address of ${domain} goes on to, which turning privacy on needs`,
    suggestion: "Turn privacy on once in Namecheap's panel.",
  };
}

/** Records are out and not back: of MX, mail is being lost. */
function halfDone(error: RegistrarError): RegistrarError {
  return error.with({
    seen: `the first of two writes was made, and the second failed: ${error.seen}`,
    advice: `Records that change in a way that Namecheap ignores (an MX preference, CAA flags) were taken out and are not back: apply again at once. ${error.advice}`,
    effect: 'unknown',
  });
}
