/** What the types whose data is one name share: CNAME, ALIAS, NS, PTR. */
import { bad, ok, type Result } from '../result.ts';
import { type Fields, readString, wrongForm } from './fields.ts';
import { isIpAddress } from './ip-address.ts';
import type { AliasRdata, CnameRdata, Fqdn, NsRdata, PtrRdata, RdataOf } from './rdata.ts';
import type { ReadTarget, RecordTypeSpec } from './record-type.ts';
import { seen } from './seen.ts';
import { readPlainText } from './zone-text.ts';

type PointerRdata = AliasRdata | CnameRdata | NsRdata | PtrRdata;
type PointerType = PointerRdata['type'];

/** The record type whose whole data is a target; object form `{ target }`. */
export function pointerType<T extends PointerType>(
  type: T,
  source: string,
  make: (target: Fqdn) => RdataOf<T>,
): RecordTypeSpec<T> {
  const form = 'TARGET, for example "www.example.com."';
  const build = (value: unknown, readTarget: ReadTarget): Result<RdataOf<T>> => {
    const target = readTargetField(value, type, 'target', readTarget);
    if (!target.ok) return target;
    if (target.value === '.') return bad(`${type} points to the root "."`, `write ${form}`);
    return ok(make(target.value));
  };
  return {
    type,
    source,
    form,
    parse(text, readTarget) {
      const target = readPlainText(text, type);
      if (!target.ok) return target;
      return /\s/.test(target.value) ? wrongForm(type, text, form) : build(target.value, readTarget);
    },
    fromObject: (fields: Fields, readTarget) => build(fields.target, readTarget),
    print: (rdata: PointerRdata) => rdata.target,
  };
}

/** Reads a name inside rdata and says in which type's field it stood. */
export function readTargetField(value: unknown, type: string, field: string, readTarget: ReadTarget): Result<Fqdn> {
  const text = readString(value, `${type} ${field}`);
  if (!text.ok) return text;
  const target = readTarget(text.value);
  if (target.ok) return target;
  if ((type === 'CNAME' || type === 'ALIAS') && isIpAddress(text.value)) {
    return bad(
      `${type} ${field} is a name, and ${seen(text.value)} is an IP address`,
      `use type ${addressType(text.value)}`,
    );
  }
  return bad(`${type} ${field}: ${target.problem.message}`, target.problem.suggestion);
}

function addressType(address: string): 'A' | 'AAAA' {
  return address.includes(':') ? 'AAAA' : 'A';
}
