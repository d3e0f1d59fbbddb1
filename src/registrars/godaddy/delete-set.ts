/** The deletion of one record set. */
import type { HttpResponse } from '../http/transport.ts';
import { type Api, recordsPath } from './api.ts';

interface StoredSetName {
  readonly domain: string;
  readonly type: string;
  /** As it is stored. */
  readonly name: string;
}

/** Throws `RegistrarError`. What is gone already is as it should be. */
export async function deleteSet(api: Api, { domain, type, name }: StoredSetName): Promise<void> {
  await api.write({
    method: 'DELETE',
    path: recordsPath(domain, type, name),
    operation: 'delete records',
    object: `${domain}/${name}/${type}`,
    repeatable: false,
    once: true,
    busy: 'wait',
    expect: isGoneAlready,
  });
}

/**
 * Whether a set that is not there is answered with 204 or 404 is NOT VERIFIED. A domain that is not there is another
 * matter: `Domain example.com not found for shopper` (recorded by dns-lexicon), `UNKNOWN_DOMAIN`.
 */
function isGoneAlready({ status, text }: HttpResponse): boolean {
  return status === 404 && !/UNKNOWN_DOMAIN|Domain \S+ not found/i.test(text);
}
