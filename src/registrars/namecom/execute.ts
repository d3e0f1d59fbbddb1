/** Sends one call of a plan, with all its requests. */
import { assertNever } from '../../schema/result.ts';
import type { Api } from './api.ts';
import type { NamecomCall } from './calls.ts';
import { createRecord, deleteRecord, updateRecord } from './record-writes.ts';
import { changeDs, patchDomain, setNameservers } from './setting-writes.ts';

/** Throws `RegistrarError`. */
export async function execute(api: Api, call: NamecomCall): Promise<void> {
  switch (call.kind) {
    case 'create':
      return await createRecord(api, call.domain, call.row);
    case 'update':
      return await updateRecord(api, call);
    case 'delete':
      return await deleteRecord(api, call.domain, call.id);
    case 'patch-domain':
      return await patchDomain(api, call);
    case 'nameservers':
      return await setNameservers(api, call);
    case 'dnssec':
      return await changeDs(api, call);
    default:
      return assertNever(call);
  }
}
