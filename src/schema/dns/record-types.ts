/** The table of record types: each type's reader and printer, and the functions that pick one by name. */
import type { Result } from '../result.ts';
import type { Fields } from './fields.ts';
import { isGeneric, textOfGeneric } from './generic-rdata.ts';
import type { Rdata, RecordType } from './rdata.ts';
import type { ReadTarget, RecordTypeSpec } from './record-type.ts';
import { absoluteTarget } from './targets.ts';
import { aType } from './types/a.ts';
import { aaaaType } from './types/aaaa.ts';
import { aliasType } from './types/alias.ts';
import { caaType } from './types/caa.ts';
import { cnameType } from './types/cname.ts';
import { dsType } from './types/ds.ts';
import { httpsType } from './types/https.ts';
import { locType } from './types/loc.ts';
import { mxType } from './types/mx.ts';
import { naptrType } from './types/naptr.ts';
import { nsType } from './types/ns.ts';
import { ptrType } from './types/ptr.ts';
import { srvType } from './types/srv.ts';
import { sshfpType } from './types/sshfp.ts';
import { svcbType } from './types/svcb.ts';
import { tlsaType } from './types/tlsa.ts';
import { txtType } from './types/txt.ts';
import { urlType } from './types/url.ts';

export const recordTypes: { readonly [T in RecordType]: RecordTypeSpec<T> } = {
  A: aType,
  AAAA: aaaaType,
  ALIAS: aliasType,
  CAA: caaType,
  CNAME: cnameType,
  DS: dsType,
  HTTPS: httpsType,
  LOC: locType,
  MX: mxType,
  NAPTR: naptrType,
  NS: nsType,
  PTR: ptrType,
  SRV: srvType,
  SSHFP: sshfpType,
  SVCB: svcbType,
  TLSA: tlsaType,
  TXT: txtType,
  URL: urlType,
};

/** All record types, sorted. */
export const recordTypeNames: readonly RecordType[] = Object.values(recordTypes)
  .map((spec) => spec.type)
  .sort();

/** Whether the text names a record type that this tool holds; upper case only. */
export function isRecordType(text: string): text is RecordType {
  return Object.hasOwn(recordTypes, text);
}

/** Reads zone-file text, or the generic form of RFC 3597, as the data of a record of this type. */
export function parseRdata(type: RecordType, text: string, readTarget: ReadTarget): Result<Rdata> {
  if (!isGeneric(text)) return specOf(type).parse(text, readTarget);
  const written = textOfGeneric(type, text);
  return written.ok ? rdataFromPrinted(type, written.value) : written;
}

/**
 * The inverse of `printRdata`; also for zone-file text of an API, with the names as `readTarget` says. Unlike in
 * `parseRdata`, the strings of a TXT stay apart.
 */
export function rdataFromPrinted(
  type: RecordType,
  text: string,
  readTarget: ReadTarget = absoluteTarget,
): Result<Rdata> {
  return specOf(type).parsePrinted?.(text) ?? parseRdata(type, text, readTarget);
}

/** Reads the typed object of a config as the data of a record of this type. Unknown keys are ignored: the JSON Schema finds them. */
export function rdataFromObject(type: RecordType, fields: Fields, readTarget: ReadTarget): Result<Rdata> {
  return specOf(type).fromObject(fields, readTarget);
}

/** Canonical zone-file text; two rdata of one type are equal exactly when this is. */
export function printRdata(rdata: Rdata): string {
  return specOf(rdata.type).print(rdata);
}

/** The caller pairs a type with its own rdata, which the compiler cannot follow through a union. */
function specOf(type: RecordType): RecordTypeSpec<RecordType> {
  return recordTypes[type] as RecordTypeSpec<RecordType>;
}
