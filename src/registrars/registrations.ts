/**
 * Registrations in the fewest requests, once for all registrars. A registrar gives the pages of its list, what an item of
 * it tells, and what else can be asked of one domain. What is decided here: which page is still worth reading, whose
 * detail is asked for, and that one odd item is that domain's problem and nobody else's.
 */
import type { LiveRegistration } from '../planner/inputs.ts';
import type { SettingField, SettingValues } from '../schema/domain/settings.ts';
import { RegistrarError, type RegistrarErrorCode, registrarError } from './errors.ts';
import { type Paging, readAllPages, readPages } from './paging.ts';
import type { RegistrationQuery } from './registrar.ts';
import { byDomain, registrationsOf } from './rows.ts';

/** An item of a list. */
export interface ListedDomain<T> {
  /** Canonical. */
  readonly domain: string;
  /** What the list tells, or why it cannot be read; null: the domain is no longer the account's. */
  readonly read: T | RegistrarError | null;
}

export interface RegistrationSource<T, C> {
  /** The list of the account's domains. */
  pages(): Paging<ListedDomain<T>, C>;
  /** The registration as far as the list tells it. Throws `RegistrarError` for an item that it cannot be read from. */
  tell(item: T): LiveRegistration;
  /** Whether the list is of use for what is asked; absent: it always is. */
  listed?(query: RegistrationQuery): boolean;
  /** All that is asked for of a domain that the list has told of; absent: the list tells all. Throws `RegistrarError`. */
  complete?(query: RegistrationQuery, item: T): Promise<LiveRegistration>;
  /** The same of a domain that was not looked for in the list, or not as far. Throws `RegistrarError`. */
  detail?(query: RegistrationQuery): Promise<LiveRegistration>;
  /** The detail tells what the list does: the list is not read for one domain, nor to its end for the last few. */
  readonly detailReplacesList?: boolean;
  /** The error for a domain that the whole list does not have; absent: its detail is asked for. */
  absent?(domain: string): RegistrarError;
  /** Codes of a refusal that the other domains would meet, too; `unauthorized` where nothing else is given. */
  readonly refusesAll?: readonly RegistrarErrorCode[];
}

type Found<T> = ReadonlyMap<string, T | RegistrarError>;

/** The whole list, by domain. Throws `RegistrarError`. */
export async function listDomains<T, C>(source: Pick<RegistrationSource<T, C>, 'pages'>): Promise<Found<T>> {
  const { items, fail } = await readAllPages(source.pages());
  return byDomain(items.flatMap(held), fail);
}

/** See `RegistrationClient.listRegistrations`. */
export async function listRegistrations<T, C>(
  source: Pick<RegistrationSource<T, C>, 'pages' | 'tell'>,
): Promise<readonly LiveRegistration[]> {
  return registrationsOf(await listDomains(source), (item) => source.tell(item));
}

/** See `RegistrationClient.readRegistrations`. */
export async function readRegistrations<T, C>(
  source: RegistrationSource<T, C>,
  queries: readonly RegistrationQuery[],
): Promise<ReadonlyMap<string, LiveRegistration | RegistrarError>> {
  const wanted = new Set(queries.filter((query) => source.listed?.(query) ?? true).map(({ domain }) => domain));
  const fewest = source.detailReplacesList === true ? 2 : 1;
  const list = wanted.size < fewest ? null : await readWorthwhile(source, wanted);

  const read = async (query: RegistrationQuery): Promise<LiveRegistration> => {
    const { domain } = query;
    const item = list?.found.get(domain);
    if (item instanceof RegistrarError) throw item;
    if (item !== undefined) return source.complete?.(query, item) ?? source.tell(item);
    if (source.absent !== undefined && list?.isWhole === true && wanted.has(domain)) throw source.absent(domain);
    if (source.detail === undefined) throw new Error(`nothing can be read of ${domain}`);
    return await source.detail(query);
  };
  const settled = async (query: RegistrationQuery) => [query.domain, await read(query).catch(registrarError)] as const;

  // The first alone, where no list has shown that the credentials serve: many refusals are held against an account.
  const [first, ...others] = queries;
  if (first === undefined) return new Map();
  if (list !== null) return new Map(await Promise.all(queries.map(settled)));
  const [domain, answer] = await settled(first);
  if (answer instanceof RegistrarError && (source.refusesAll ?? ['unauthorized']).includes(answer.code)) throw answer;
  return new Map([[domain, answer], ...(await Promise.all(others.map(settled)))]);
}

interface ReadList<T> {
  readonly found: Found<T>;
  /** All pages were read. */
  readonly isWhole: boolean;
}

/** The list, until all are found; where details can take its place, also until they are fewer than the pages to come. */
async function readWorthwhile<T, C>(
  source: RegistrationSource<T, C>,
  wanted: ReadonlySet<string>,
): Promise<ReadList<T>> {
  const paging = source.pages();
  const found = new Map<string, T | RegistrarError>();
  const missing = new Set(wanted);
  let pages = 0;
  let seen = 0;
  for await (const { items, total, next, fail } of readPages(paging)) {
    pages += 1;
    seen += items.length;
    for (const [domain, item] of byDomain(items.flatMap(held), fail)) {
      if (missing.delete(domain)) found.set(domain, item);
    }
    if (next === undefined) return { found, isWhole: true };
    if (missing.size === 0) break;
    // Where the list does not tell how long it is: there may be as many pages again.
    const toCome = total === undefined ? pages : Math.ceil((total - seen) / paging.perPage);
    const tooLong = total === undefined ? missing.size <= toCome : missing.size < toCome;
    if (source.detailReplacesList === true && tooLong) break;
  }
  return { found, isWhole: false };
}

function held<T>({ domain, read }: ListedDomain<T>): readonly (readonly [string, T | RegistrarError])[] {
  return read === null ? [] : [[domain, read]];
}

/** With the fields that were asked for alone. */
export function onlyFields(registration: LiveRegistration, fields: readonly SettingField[]): LiveRegistration {
  const told = Object.entries(registration.settings).filter(([field]) => fields.includes(field as SettingField));
  return { ...registration, settings: Object.fromEntries(told) as Partial<SettingValues> };
}
