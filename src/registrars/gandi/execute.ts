/** Sends one call of a plan, with all its requests. */
import { assertNever } from '../../schema/result.ts';
import { inDoubt } from '../errors.ts';
import type { HttpResponse } from '../http/transport.ts';
import type { Api, Write } from './api.ts';
import type { GandiCall } from './calls.ts';
import { type RegistrationNative, readDetail } from './registrations.ts';
import { type Wait, writeNameservers, writeTransferLock } from './registry-changes.ts';
import { rewriteZone, wireData, wireSet } from './zone-rewrite.ts';
import { recordsPath, zonePath } from './zones.ts';

type CallOf<K extends GandiCall['kind']> = Extract<GandiCall, { readonly kind: K }>;

/** What is the same for writes of records: sent once, after a look at what they overwrite. */
const write = { operation: 'write records', repeatable: false, once: true } as const;

/** `wait` goes between looks at a change that is made after it was answered. Throws `RegistrarError`. */
export async function execute(api: Api, call: GandiCall, wait: Wait): Promise<void> {
  const { domain } = call;
  switch (call.kind) {
    case 'create-zone':
      return await createZone(api, domain);
    case 'put-set': {
      const { name, type } = call.set;
      const path = recordsPath(domain, name, type);
      return await send(api, {
        ...write,
        method: 'PUT',
        path,
        object: `${domain}/${name}/${type}`,
        json: wireData(call.set),
      });
    }
    case 'delete-set': {
      const { name, type } = call;
      const path = recordsPath(domain, name, type);
      return await send(api, {
        ...write,
        method: 'DELETE',
        path,
        object: `${domain}/${name}/${type}`,
        expect: isGoneAlready,
      });
    }
    case 'put-name': {
      const path = recordsPath(domain, call.name);
      const items = call.sets.map((set) => wireSet(set));
      return await send(api, { ...write, method: 'PUT', path, object: `${domain}/${call.name}`, json: { items } });
    }
    case 'delete-name': {
      const path = recordsPath(domain, call.name);
      return await send(api, {
        ...write,
        method: 'DELETE',
        path,
        object: `${domain}/${call.name}`,
        expect: isGoneAlready,
      });
    }
    case 'put-zone':
      return await rewriteZone(api, call);
    case 'auto-renew':
      return await writeAutoRenew(api, call);
    case 'transfer-lock':
      refuseWithoutLock(api, call);
      return await writeTransferLock(api, domain, call.locked, wait);
    case 'nameservers':
      return await writeNameservers(api, domain, call.nameservers, wait);
    default:
      return assertNever(call);
  }
}

async function send(api: Api, request: Write): Promise<void> {
  await api.write(request);
}

/** A set or name that is not there (recorded by dns-lexicon), as against a zone that is not there or may not be seen. */
function isGoneAlready({ status, text }: HttpResponse): boolean {
  return status === 404 && text.includes('"dns-record"');
}

/** 409: it is there already, from an answer that was lost, or at somebody else's. */
async function createZone(api: Api, domain: string): Promise<void> {
  const answer = await api.write({
    method: 'POST',
    path: '/livedns/domains',
    json: { fqdn: domain, zone: {} },
    operation: 'create zone',
    object: domain,
    repeatable: true,
    expect: ({ status }) => status === 409,
    advice:
      'Gandi hosts zones only for domains that are registered there and that this token may see: register or transfer the domain, or give it another DNS host.',
  });
  if (answer.status !== 409) return;
  await api.read({ path: zonePath(domain), operation: 'create zone', object: domain }).catch((error) => {
    throw answer.inDoubt ? inDoubt(error) : error;
  });
}

/**
 * `duration` defaults to 1 in the API's schema, so that a write without it may shorten the renewals of a domain that
 * has a longer one (not verified): both are sent again, and read first where they are not known.
 */
async function writeAutoRenew(api: Api, { domain, enabled, renewal }: CallOf<'auto-renew'>): Promise<void> {
  const native = renewal === null ? ((await readDetail(api, domain)).native as RegistrationNative) : { renewal };
  const { duration, orgId } = native.renewal ?? { duration: null, orgId: null };
  await api.write({
    method: 'PATCH',
    path: `/domain/domains/${encodeURIComponent(domain)}/autorenew`,
    json: { enabled, ...(duration === null ? {} : { duration }), ...(orgId === null ? {} : { org_id: orgId }) },
    operation: 'set auto_renew',
    object: domain,
    repeatable: true,
  });
}

/** Where the detail of the domain has told that there is no lock, nothing is sent. */
function refuseWithoutLock(api: Api, { domain, canLock }: CallOf<'transfer-lock'>): void {
  if (canLock !== false) return;
  throw api.error({
    operation: 'set transfer_lock',
    object: domain,
    code: 'rejected',
    seen: 'Gandi says that the registry of this domain has no transfer lock (can_tld_lock)',
    advice: 'Remove transfer_lock from the config of this domain.',
    effect: 'none',
  });
}
