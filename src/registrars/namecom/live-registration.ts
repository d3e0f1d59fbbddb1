/** A domain as Name.com answers it becomes a live registration. What it does not tell is not among the settings. Pure. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { parseRdata, printRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { parseNameserver } from '../../schema/domain/nameservers.ts';
import type { Fail } from '../http/fields.ts';
import { listedDomain } from '../rows.ts';
import { canonicalNameservers } from './nameservers.ts';
import type { WireDomain, WireDs } from './wire.ts';

/** `LiveRegistration.native` */
export interface RegistrationNative {
  /** The DS records at the registry, printed, with the digest as it was answered; null where they were not read. */
  readonly ds: readonly { readonly value: string; readonly digest: string }[] | null;
}

/** `nowMs`: a domain that expires before is expired. */
export function registrationOf(domain: WireDomain, nowMs: number, fail: Fail): LiveRegistration {
  const { autorenewEnabled, locked, privacyEnabled, nameservers, expireDate } = domain;
  const expiresMs = expireDate === null ? Number.NaN : Date.parse(expireDate);
  return {
    domain: listedDomain(domain.name),
    status: expiresMs < nowMs ? 'expired' : 'active',
    expiresAt: Number.isNaN(expiresMs) ? null : new Date(expiresMs).toISOString(),
    settings: {
      ...(autorenewEnabled === null ? {} : { auto_renew: autorenewEnabled }),
      ...(locked === null ? {} : { transfer_lock: locked }),
      ...(privacyEnabled === null ? {} : { privacy: privacyEnabled }),
      ...(nameservers === null ? {} : { nameservers: nameserversFrom(nameservers, fail) }),
    },
    native: { ds: null } satisfies RegistrationNative,
  };
}

/** The same with its DS set; without where that holds one that is not known here (a new kind of digest). */
export function withDs(registration: LiveRegistration, found: readonly WireDs[]): LiveRegistration {
  const known = found.flatMap(({ keyTag, algorithm, digestType, digest }) => {
    const rdata = parseRdata('DS', `${keyTag} ${algorithm} ${digestType} ${digest}`, absoluteTarget);
    return rdata.ok && rdata.value.type === 'DS'
      ? [{ digest, rdata: rdata.value, value: printRdata(rdata.value) }]
      : [];
  });
  if (known.length < found.length) return registration;
  const sorted = known.toSorted((a, b) => (a.value < b.value ? -1 : 1));
  return {
    ...registration,
    settings: { ...registration.settings, dnssec: sorted.map(({ rdata }) => rdata) },
    native: { ds: sorted.map(({ value, digest }) => ({ value, digest })) } satisfies RegistrationNative,
  };
}

function nameserversFrom(names: readonly string[], fail: Fail): readonly Fqdn[] {
  return canonicalNameservers(
    names.map((text) => {
      const name = parseNameserver(text);
      if (!name.ok) throw fail(`the nameserver ${JSON.stringify(text)}`);
      return name.value;
    }),
  );
}
