/** Addresses: how plans, messages and `--target` name what can change. Names are A-labels, as in the plan file. */
import type { SettingField } from '../domain/settings.ts';
import { settingFields } from '../domain/settings.ts';
import { bad, ok, type Result } from '../result.ts';
import { parseDomain, parseOwnerName, relativeName } from './name.ts';
import type { Fqdn, RecordType } from './rdata.ts';
import { isRecordType, recordTypeNames } from './record-types.ts';
import { seen } from './seen.ts';

/** What an address names. `domain` is all of a domain; `name` is all record sets of one owner name. */
export type Address =
  | { readonly kind: 'record_set'; readonly domain: string; readonly name: Fqdn; readonly type: RecordType }
  | { readonly kind: 'setting'; readonly domain: string; readonly field: SettingField }
  | { readonly kind: 'zone'; readonly domain: string }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'name'; readonly domain: string; readonly name: Fqdn };

/** `example.com/www/A`, `example.com/@/MX`. */
export function recordSetAddress(domain: string, name: Fqdn, type: RecordType): string {
  return `${domain}/${relativeName(name, domain)}/${type}`;
}

/** `example.com:auto_renew`. */
export function settingAddress(domain: string, field: SettingField): string {
  return `${domain}:${field}`;
}

/** `example.com:zone`: the zone itself at its DNS host. */
export function zoneAddress(domain: string): string {
  return `${domain}:zone`;
}

/** `example.com` of `example.com/www/A`, `example.com:auto_renew` and `example.com`. Of printed addresses. */
export function domainOfAddress(address: string): string {
  return address.split(/[/:]/, 1)[0] as string;
}

/** Reads an address as a person types it: also Unicode names, and types in lower case. The inverse of the printers above. */
export function parseAddress(text: string): Result<Address> {
  const colon = text.indexOf(':');
  if (colon >= 0) return parseColonAddress(text.slice(0, colon), text.slice(colon + 1), text);
  const [domainText = '', ...parts] = text.split('/');
  const domain = parseDomain(domainText);
  if (!domain.ok) return domain;
  if (parts.length === 0) return ok({ kind: 'domain', domain: domain.value });
  // A name may have slashes itself, `0/25`: no type begins with a digit.
  const typeText = parts.length === 1 || /^\d/.test(parts.at(-1) ?? '') ? undefined : parts.at(-1);
  const nameText = (typeText === undefined ? parts : parts.slice(0, -1)).join('/');
  if (parts.length > 2 && parts.slice(0, -1).some(isRecordType)) {
    return bad(`${seen(text)} has more than domain, name and type`, `write it like "${domain.value}/www/A"`);
  }
  const name = parseOwnerName(nameText, domain.value);
  if (!name.ok) return name;
  if (typeText === undefined) return ok({ kind: 'name', domain: domain.value, name: name.value });
  const type = typeText.toUpperCase();
  if (!isRecordType(type)) {
    return bad(
      `${seen(typeText)} in ${seen(text)} is not a record type that can be managed`,
      `write one of ${recordTypeNames.join(', ')}, or ${domain.value}/${relativeName(name.value, domain.value)} for all of that name`,
    );
  }
  return ok({ kind: 'record_set', domain: domain.value, name: name.value, type });
}

function parseColonAddress(domainText: string, field: string, text: string): Result<Address> {
  // `https://…`: the domain reader knows what was meant.
  const domain = parseDomain(field.startsWith('//') ? text : domainText);
  if (!domain.ok) return domain;
  if (field === 'zone') return ok({ kind: 'zone', domain: domain.value });
  const known = settingFields.find((name) => name === field);
  if (known !== undefined) return ok({ kind: 'setting', domain: domain.value, field: known });
  return bad(`${seen(field)} in ${seen(text)} is not a setting`, `write one of ${settingFields.join(', ')}, or zone`);
}
