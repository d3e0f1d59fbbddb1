/**
 * The data part of a record, one shape per record type, in canonical form:
 * names are absolute, lower-case A-labels with a trailing dot; IPv6 is in RFC 5952 form; TXT is one text.
 * Two records hold the same data exactly when their printed canonical forms are the same string.
 */

/** An absolute domain name: lower-case A-labels, trailing dot (`www.example.com.`). The root is `.`. */
export type Fqdn = string;

export interface ARdata {
  readonly type: 'A';
  readonly address: string;
}
export interface AaaaRdata {
  readonly type: 'AAAA';
  /** RFC 5952 text. */
  readonly address: string;
}
/** A CNAME-like pointer that the DNS host resolves itself; also known as ANAME or a flattened CNAME. */
export interface AliasRdata {
  readonly type: 'ALIAS';
  readonly target: Fqdn;
}
export interface CaaRdata {
  readonly type: 'CAA';
  readonly flags: number;
  readonly tag: string;
  readonly value: string;
}
export interface CnameRdata {
  readonly type: 'CNAME';
  readonly target: Fqdn;
}
export interface DsRdata {
  readonly type: 'DS';
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  /** Upper-case hexadecimal. */
  readonly digest: string;
}
/** HTTPS and SVCB (RFC 9460) share their form. */
export interface ServiceBinding {
  readonly priority: number;
  readonly target: Fqdn;
  /** Canonical parameter text, sorted by key number, for example `alpn="h3,h2" ipv4hint="192.0.2.1"`; may be empty. */
  readonly params: string;
}
interface HttpsRdata extends ServiceBinding {
  readonly type: 'HTTPS';
}
interface SvcbRdata extends ServiceBinding {
  readonly type: 'SVCB';
}
/** RFC 1876, in the units people write. */
export interface LocRdata {
  readonly type: 'LOC';
  readonly latitude: LocAngle;
  readonly longitude: LocAngle;
  readonly altitudeMetres: number;
  readonly sizeMetres: number;
  readonly horizontalPrecisionMetres: number;
  readonly verticalPrecisionMetres: number;
}
export interface LocAngle {
  readonly degrees: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly direction: 'N' | 'S' | 'E' | 'W';
}
export interface MxRdata {
  readonly type: 'MX';
  readonly preference: number;
  /** `.` is the null MX of RFC 7505. */
  readonly exchange: Fqdn;
}
export interface NaptrRdata {
  readonly type: 'NAPTR';
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly regexp: string;
  readonly replacement: Fqdn;
}
export interface NsRdata {
  readonly type: 'NS';
  readonly target: Fqdn;
}
export interface PtrRdata {
  readonly type: 'PTR';
  readonly target: Fqdn;
}
export interface SrvRdata {
  readonly type: 'SRV';
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: Fqdn;
}
export interface SshfpRdata {
  readonly type: 'SSHFP';
  readonly algorithm: number;
  readonly fingerprintType: number;
  /** Lower-case hexadecimal. */
  readonly fingerprint: string;
}
export interface TlsaRdata {
  readonly type: 'TLSA';
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** Lower-case hexadecimal. */
  readonly certificate: string;
}
export interface TxtRdata {
  readonly type: 'TXT';
  /** The whole text, of any length, unquoted and unsplit. */
  readonly text: string;
  /** The strings that make it, where their boundaries are part of the value (RFC 6763 section 6); at least two. */
  readonly strings?: readonly string[];
}
/** A web redirect that some registrars offer beside DNS records. */
export interface UrlRdata {
  readonly type: 'URL';
  readonly kind: 'permanent' | 'temporary' | 'masked';
  readonly url: string;
}

export type Rdata =
  | ARdata
  | AaaaRdata
  | AliasRdata
  | CaaRdata
  | CnameRdata
  | DsRdata
  | HttpsRdata
  | LocRdata
  | MxRdata
  | NaptrRdata
  | NsRdata
  | PtrRdata
  | SrvRdata
  | SshfpRdata
  | SvcbRdata
  | TlsaRdata
  | TxtRdata
  | UrlRdata;

export type RecordType = Rdata['type'];

/** The rdata shape of one record type. */
export type RdataOf<T extends RecordType> = Extract<Rdata, { readonly type: T }>;
