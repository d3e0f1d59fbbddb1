/**
 * One half of an account's registrar. Config and refresh let only accounts with a half come as far as being asked for it:
 * where none is there all the same, that is a defect.
 */
import {
  type DnsDescriptor,
  holdsRegistrations,
  hostsZones,
  lacksHalf,
  type RegistrationDescriptor,
} from '../schema/capabilities.ts';
import type { Compiler, PlanInput, SettingsCompiler, ZoneCompiler } from './inputs.ts';

export interface DnsHalf extends ZoneCompiler {
  readonly descriptor: DnsDescriptor;
}

export interface RegistrationHalf extends SettingsCompiler {
  readonly descriptor: RegistrationDescriptor;
}

/** Throws where the account is not known, or hosts no zones. */
export function dnsHalf(compiler: Compiler | undefined, account: string): DnsHalf {
  const { descriptor, dns } = known(compiler, account);
  if (dns === undefined || !hostsZones(descriptor)) throw new Error(lacksHalf('dns', account, descriptor));
  return { descriptor, ...dns };
}

/** Throws where the account is not known, or holds no registrations. */
export function registrationHalf(compiler: Compiler | undefined, account: string): RegistrationHalf {
  const { descriptor, registration } = known(compiler, account);
  if (registration === undefined || !holdsRegistrations(descriptor)) {
    throw new Error(lacksHalf('registration', account, descriptor));
  }
  return { descriptor, ...registration };
}

/** Null where there is no such account, or it hosts no zones. */
export function hostOf({ compilers }: PlanInput, account: string | null | undefined): DnsDescriptor | null {
  const descriptor = account == null ? undefined : compilers.get(account)?.descriptor;
  return descriptor !== undefined && hostsZones(descriptor) ? descriptor : null;
}

/** Null where there is no such account, or it holds no registrations. */
export function registrarOf(
  { compilers }: PlanInput,
  account: string | null | undefined,
): RegistrationDescriptor | null {
  const descriptor = account == null ? undefined : compilers.get(account)?.descriptor;
  return descriptor !== undefined && holdsRegistrations(descriptor) ? descriptor : null;
}

function known(compiler: Compiler | undefined, account: string): Compiler {
  if (compiler === undefined) throw new Error(`no compiler for account ${account}`);
  return compiler;
}
