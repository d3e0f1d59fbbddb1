/**
 * Sends one call of a plan. A request may go out twice where the first answer was lost; the second is then refused,
 * since its work is done. So each refusal that may mean this is compared with what is there before it counts as one.
 */
import { assertNever } from '../../schema/result.ts';
import { type Api, ApiRefusal, codeOnly, type Operation } from './api.ts';
import { type NameSiloCall, type SwitchOperation, switchOperations } from './calls.ts';
import { writeDs } from './write-ds.ts';
import { writeRecord } from './write-record.ts';

/** Throws `RegistrarError`. */
export async function execute(api: Api, call: NameSiloCall): Promise<void> {
  switch (call.kind) {
    case 'add':
    case 'update':
    case 'delete':
      return await writeRecord(api, call);
    case 'switch':
      return await flipSwitch(api, call.domain, call.operation);
    case 'nameservers':
      return await writeNameservers(api, call.domain, call.nameservers);
    case 'ds':
      return await writeDs(api, call);
    default:
      return assertNever(call);
  }
}

const switchWords: { readonly [O in SwitchOperation]: string } = {
  addAutoRenewal: 'turn auto-renew on',
  removeAutoRenewal: 'turn auto-renew off',
  domainLock: 'set the transfer lock',
  domainUnlock: 'remove the transfer lock',
  addPrivacy: 'turn privacy on',
  removePrivacy: 'turn privacy off',
};

async function flipSwitch(api: Api, domain: string, name: SwitchOperation): Promise<void> {
  const place = { operation: switchWords[name], object: domain, kind: 'write' } as const;
  const request: Operation = { ...place, name, parameters: { domain } };
  const answer = await api.ask(request, codeOnly);
  if (!(answer instanceof ApiRefusal) || answer.reply.code === switchOperations[name]) return;
  throw api.refused(answer, request);
}

async function writeNameservers(api: Api, domain: string, nameservers: readonly string[]): Promise<void> {
  const place = { operation: 'set nameservers', object: domain, kind: 'write' } as const;
  const names = nameservers.map((name, index) => [`ns${index + 1}`, name] as const);
  const parameters = { domain, ...Object.fromEntries(names) };
  await api.call({ ...place, name: 'changeNameServers', parameters }, codeOnly);
}
