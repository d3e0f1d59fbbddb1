/** The texts of the tests of values that are zone-file text: what we take, and what we refuse. */
import fc from 'fast-check';
import { quoteSplit } from '../../src/schema/dns/character-strings.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { parseRdata, printRdata } from '../../src/schema/dns/record-types.ts';
import { zoneFileTarget } from '../../src/schema/dns/targets.ts';
import { anyRdata } from '../schema/dns/arbitraries.ts';
import * as a from '../schema/dns/texts/a.ts';
import * as aaaa from '../schema/dns/texts/aaaa.ts';
import * as caa from '../schema/dns/texts/caa.ts';
import * as ds from '../schema/dns/texts/ds.ts';
import * as loc from '../schema/dns/texts/loc.ts';
import * as mx from '../schema/dns/texts/mx.ts';
import * as naptr from '../schema/dns/texts/naptr.ts';
import * as pointer from '../schema/dns/texts/pointer.ts';
import { failures, vectors } from '../schema/dns/texts/rfc9460.ts';
import type { Accepted, Refused } from '../schema/dns/texts/rows.ts';
import * as serviceBinding from '../schema/dns/texts/service-binding.ts';
import * as srv from '../schema/dns/texts/srv.ts';
import * as sshfp from '../schema/dns/texts/sshfp.ts';
import * as tlsa from '../schema/dns/texts/tlsa.ts';
import * as txt from '../schema/dns/texts/txt.ts';
import { wireOf } from '../schema/dns/wire.ts';

export const origin = 'example.com';

export interface Text {
  readonly type: RecordType;
  readonly text: string;
}

interface Rows {
  readonly accepted: Accepted;
  readonly refused: Refused;
}

const pointers = (type: 'CNAME' | 'NS' | 'PTR'): Rows => ({
  accepted: pointer.accepted,
  refused: pointer.refused(type),
});
const bindings = (type: 'HTTPS' | 'SVCB'): Rows => ({
  accepted: [...serviceBinding.accepted, ...vectors.map(([text, , canonical]) => [text, canonical] as const)],
  refused: [...serviceBinding.refused(type), ...failures],
});

const rows: Partial<Record<RecordType, Rows>> = {
  A: a,
  AAAA: aaaa,
  CAA: caa,
  CNAME: pointers('CNAME'),
  DS: ds,
  HTTPS: bindings('HTTPS'),
  LOC: loc,
  MX: mx,
  NAPTR: naptr,
  NS: pointers('NS'),
  PTR: pointers('PTR'),
  SRV: srv,
  SSHFP: sshfp,
  SVCB: bindings('SVCB'),
  TLSA: tlsa,
  TXT: txt,
};

/** A TXT without quotes is a form of the config's own, and half a character is no text. */
const isZoneText = ({ type, text }: Text) =>
  (type !== 'TXT' || /^("|\(\s*["(;]|\\#\s+\d)/.test(text)) && !/\p{Surrogate}/u.test(text);

/** Of values that the properties of the tests are tried with; the same in every run. */
const generated = fc
  .sample(anyRdata, { seed: 20261130, numRuns: 300 })
  .filter(({ type }) => type !== 'ALIAS' && type !== 'URL')
  .map((rdata) => ({
    type: rdata.type,
    text: rdata.type === 'TXT' ? quoteSplit(rdata.text) : printRdata(rdata),
  }));

const written = Object.entries(rows).flatMap(([type, { accepted, refused }]) =>
  // Objects are a form of the config's own.
  [...accepted, ...refused].flatMap(([value]) =>
    typeof value === 'string' ? [{ type: type as RecordType, text: value }] : [],
  ),
);

/** Each once. */
export const texts: readonly Text[] = [
  ...new Map([...written, ...generated].map((text) => [JSON.stringify(text), text])).values(),
].filter(isZoneText);

/** Our answer by the rule of zone files: the wire form in hexadecimal, or `refused: WHY`. */
export function ours({ type, text }: Text): string {
  const rdata = parseRdata(type, text, zoneFileTarget(origin));
  return rdata.ok ? wireOf(rdata.value).toString('hex') : `refused: ${rdata.problem.message}`;
}
