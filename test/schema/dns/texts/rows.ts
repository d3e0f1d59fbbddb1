import type { Fields } from '../../../../src/schema/dns/fields.ts';

/** One case per row: a written value, as zone-file text or object, and its canonical text. */
export type Accepted = readonly (readonly [written: string | Fields, canonical: string])[];

/** One case per row: a written value, and the whole problem or a part of it. */
export type Refused = readonly (readonly [written: string | Fields, problem: string])[];
