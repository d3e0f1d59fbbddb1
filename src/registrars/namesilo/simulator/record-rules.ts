/** What the API refuses with code 280. Wordings other than those of duplicates and hosts are NOT VERIFIED. */
import { readIpv4, readIpv6 } from '../../../schema/dns/ip-address.ts';
import { parseFqdn } from '../../../schema/dns/name.ts';
import { Refusal } from './answers.ts';
import type { SimulatedRecord } from './domains.ts';

/** Hosts are relative: the domain typed along makes a name twice as long. */
export function checkHost(host: string, domain: string): void {
  const full = host === '' ? domain : `${host}.${domain}`;
  if (!parseFqdn(full).ok) throw refusal(`${full} is not a valid host`);
}

export function checkValue(type: string, value: string): void {
  const check = checks[type];
  if (check === undefined) throw refusal(`could not add resource record: ${type} is not a valid type`);
  if (!check(value)) throw refusal(`could not add resource record: "${value}" is not a valid value for ${type}`);
}

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  A: (value) => readIpv4(value) !== undefined,
  AAAA: (value) => readIpv6(value) !== undefined,
  CNAME: isHostName,
  MX: isHostName,
  TXT: () => true,
  SRV: (value) => {
    const [priority = '', weight = '', port = '', target = '', ...rest] = value.split(' ');
    return [priority, weight, port].every((part) => /^\d{1,5}$/.test(part)) && isHostName(target) && rest.length === 0;
  },
  CAA: (value) => /^\d{1,3} [a-z]+ "[^"]*"$/.test(value),
};

/** Without trailing dot. */
function isHostName(value: string): boolean {
  return !value.endsWith('.') && parseFqdn(value).ok;
}

/** A record is the same by type, host and value; a CNAME stands alone. */
export function checkCompany(record: SimulatedRecord, others: readonly SimulatedRecord[]): void {
  const beside = others.filter((other) => other.host === record.host);
  const isSame = (other: SimulatedRecord) => other.type === record.type && other.value === record.value;
  if (beside.some(isSame)) {
    throw refusal('could not add resource record to domain since it already exists (duplicate)');
  }
  if (beside.some((other) => other.type === 'CNAME' || record.type === 'CNAME')) {
    throw refusal('could not add resource record: a CNAME cannot be used beside other records of the same host');
  }
}

function refusal(detail: string): Refusal {
  return new Refusal('280', detail);
}
