/** Sends one call of a plan, with all its requests. */
import { assertNever } from '../../schema/result.ts';
import { type Api, domainPath, recordsPath } from './api.ts';
import { type GoDaddyCall, unreadableAdvice } from './calls.ts';
import { deleteSet } from './delete-set.ts';
import { writeNameservers } from './nameservers.ts';
import { rewriteType } from './rewrite-type.ts';

/** Throws `RegistrarError`. */
export async function execute(api: Api, call: GoDaddyCall): Promise<void> {
  const { domain } = call;
  switch (call.kind) {
    case 'add':
      // A second time it would be refused as a duplicate.
      return await api.write({
        method: 'PATCH',
        path: recordsPath(domain),
        json: call.rows,
        operation: 'add records',
        object: domain,
        repeatable: false,
        several: call.rows.length > 1,
        busy: 'wait',
      });
    case 'put-set':
      return await api.write({
        method: 'PUT',
        path: recordsPath(domain, call.type, call.name),
        json: call.rows,
        operation: 'write records',
        object: `${domain}/${call.name}/${call.type}`,
        repeatable: false,
        once: true,
        busy: 'wait',
      });
    case 'delete-set':
      return await deleteSet(api, call);
    case 'rewrite-type':
      return await rewriteType(api, call);
    case 'blocked':
      throw api.error({
        operation: 'write records',
        object: domain,
        code: 'rejected',
        seen: call.seen,
        advice: unreadableAdvice,
        effect: 'none',
      });
    case 'settings':
      return await api.write({
        method: 'PATCH',
        path: domainPath(domain),
        json: call.settings,
        operation: 'change settings',
        object: domain,
        repeatable: true,
      });
    case 'nameservers':
      return await writeNameservers(api, domain, call.nameservers);
    default:
      return assertNever(call);
  }
}
