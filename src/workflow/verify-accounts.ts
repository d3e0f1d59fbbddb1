/** Whether the credentials of accounts serve, as far as lists tell: nothing is written, so what may be written stays open. */
import type { OpenAccounts } from './open-accounts.ts';
import { messageOf } from './read-holdings.ts';

export interface VerifiedAccount {
  readonly account: string;
  /** The company's own spelling. */
  readonly title: string;
  readonly registrations: VerifiedHalf;
  readonly zones: VerifiedHalf;
  /** Something can be listed, and all that the config uses. */
  readonly works: boolean;
}

/** `none`: the company has no such thing. */
export type VerifiedHalf =
  | { readonly status: 'read'; readonly domains: number }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'none' };

/** What domains of the config need of an account. */
export interface UsedHalves {
  readonly registrations: ReadonlySet<string>;
  readonly zones: ReadonlySet<string>;
}

/** Side by side; one that fails stops no other. */
export async function verifyAccounts(
  accounts: OpenAccounts,
  names: readonly string[],
  used: UsedHalves,
): Promise<readonly VerifiedAccount[]> {
  return Promise.all(
    names.map(async (account): Promise<VerifiedAccount> => {
      const open = accounts.get(account);
      if (open === undefined) throw new Error(`${account} is not open`);
      const { registration, dns } = open.client;
      const [registrations, zones] = await Promise.all([
        half(registration === undefined ? undefined : () => registration.listRegistrations()),
        half(dns === undefined ? undefined : () => dns.listZones()),
      ]);
      const lacks = (one: VerifiedHalf, users: ReadonlySet<string>) => one.status !== 'read' && users.has(account);
      const works =
        [registrations, zones].some(({ status }) => status === 'read') &&
        !lacks(registrations, used.registrations) &&
        !lacks(zones, used.zones);
      return { account, title: open.registrar.descriptor.title, registrations, zones, works };
    }),
  );
}

async function half(list: (() => Promise<readonly unknown[]>) | undefined): Promise<VerifiedHalf> {
  if (list === undefined) return { status: 'none' };
  try {
    return { status: 'read', domains: (await list()).length };
  } catch (error) {
    return { status: 'failed', message: messageOf(error) };
  }
}
