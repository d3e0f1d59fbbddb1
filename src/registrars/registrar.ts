/**
 * The contract that each registrar's folder keeps. A registrar has two halves, or one of them: `registration` (it holds
 * registrations) and `dns` (it hosts zones). What it has not is absent everywhere, and never asked for. It is:
 * - a descriptor: facts of each half, no code that talks to anybody (see `schema/capabilities.ts`);
 * - a pure compiler from changes to calls for each half (see `Compiler`);
 * - a client that reads live state of each half and executes calls;
 * - a simulator that behaves as the company's API does (see `simulator/simulator.ts`).
 * Values are converted at the client's and the compilers' doors: inside there is only the canonical form.
 */
import type { Compiler, LiveRegistration, LiveZone, SettingsCompiler, ZoneCompiler } from '../planner/inputs.ts';
import type { CallDraft } from '../planner/plan.ts';
import type { DnsDescriptor, RegistrationDescriptor, WholeDescriptor } from '../schema/capabilities.ts';
import type { AccountConfig } from '../schema/desired.ts';
import type { SettingField } from '../schema/domain/settings.ts';
import type { RegistrarError } from './errors.ts';
import type { Judge, Transport } from './http/transport.ts';
import type { SimulatorFactory } from './simulator/simulator.ts';

export interface Registrar extends Compiler {
  /** What an answer means for the retry decision, where the API has signals of its own; absent: by HTTP status. */
  readonly judge?: Judge;
  connect(account: AccountConfig, transport: Transport): RegistrarClient;
  /** Loaded on demand: only the sandbox and tests need it. */
  loadSimulator(): Promise<SimulatorFactory>;
}

/** One account at one registrar. Lives for one run; may remember lists it has read (zone ids), never answers for records. */
export interface RegistrarClient {
  /** Throws `RegistrarError` with code `unauthorized` or `forbidden` where the credentials do not serve. */
  verify(): Promise<void>;

  /** Lists that the client remembers are read anew when they are next needed. Absent: it remembers none. */
  forgetLists?(): void;

  readonly registration?: RegistrationClient;
  readonly dns?: ZoneClient;

  /**
   * Sends one compiled call, with all its requests, and returns when the API has confirmed it. Waits for asynchronous
   * completion. Throws `RegistrarError`, with `effect: 'unknown'` where the call may have taken effect, in whole or in part.
   */
  execute(call: CallDraft): Promise<void>;
}

/** One that hosts zones, and may hold registrations or not. */
export interface DnsHost extends Registrar {
  readonly descriptor: DnsDescriptor;
  readonly dns: ZoneCompiler;
  connect(account: AccountConfig, transport: Transport): DnsClient;
}

/** One that holds registrations, and may host zones or not. */
export interface RegistrationHolder extends Registrar {
  readonly descriptor: RegistrationDescriptor;
  readonly registration: SettingsCompiler;
  connect(account: AccountConfig, transport: Transport): RegistrationHolderClient;
}

/** One with both halves, as most are. */
export interface WholeRegistrar extends Registrar {
  readonly descriptor: WholeDescriptor;
  readonly registration: SettingsCompiler;
  readonly dns: ZoneCompiler;
  connect(account: AccountConfig, transport: Transport): WholeClient;
}

export interface DnsClient extends RegistrarClient {
  readonly dns: ZoneClient;
}

export interface RegistrationHolderClient extends RegistrarClient {
  readonly registration: RegistrationClient;
}

export interface WholeClient extends RegistrarClient {
  readonly dns: ZoneClient;
  readonly registration: RegistrationClient;
}

export interface RegistrationClient {
  /**
   * All registrations of the account, with the settings that the list itself tells; of an item that cannot be read the
   * name alone, and `readRegistrations` says why. Throws `RegistrarError`.
   */
  listRegistrations(): Promise<readonly LiveRegistration[]>;

  /**
   * Live registrations of these domains with at least these fields (those that can be read at all), in the fewest
   * requests: one list where the list tells them, a detail request only for fields that it does not.
   * A domain that is not in the account, or whose own read failed, maps to its error. Throws `RegistrarError` only
   * where no domain could be read.
   */
  readRegistrations(
    queries: readonly RegistrationQuery[],
  ): Promise<ReadonlyMap<string, LiveRegistration | RegistrarError>>;
}

export interface ZoneClient {
  /** Domains whose zones the account hosts; for import. Throws `RegistrarError`. */
  listZones(): Promise<readonly string[]>;

  /**
   * The whole live zone; every page of it. Must throw rather than return less than the zone holds: a record that is
   * dropped here becomes a planned create. Throws `RegistrarError`; `not-found` where the host has no such zone and
   * cannot make one, `unexpected-response` for a shape we do not know.
   */
  readZone(query: ZoneQuery): Promise<LiveZone>;
}

export interface RegistrationQuery {
  readonly domain: string;
  readonly fields: readonly SettingField[];
}

export interface ZoneQuery {
  readonly domain: string;
  /** Whether the DS set of the signed zone is needed (`dnssec: auto`). */
  readonly ds: boolean;
  /** Whether the nameservers to delegate to are needed (`nameservers: auto`). */
  readonly nameservers: boolean;
  /**
   * What the config may end, so that the host must tell where it can (`LiveZone.services`): forwarding of mail where MX
   * records are declared, of the web where the apex is, both where the nameservers may leave. Absent: nothing.
   */
  readonly services?: readonly HostService[];
}

export type HostService = 'mail' | 'web';
