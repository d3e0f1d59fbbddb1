import type { Result } from '../result.ts';
import type { Fqdn, RdataOf, RecordType } from './rdata.ts';

/** How a name inside rdata is read: the config's rule, or a zone file's. See `targets.ts`. */
export type ReadTarget = (text: string) => Result<Fqdn>;

/**
 * One record type: how its data is read, checked and printed. One file per type implements this.
 * `parse` and `print` are inverses on canonical rdata: `parse(print(x))` is `x`.
 */
export interface RecordTypeSpec<T extends RecordType> {
  readonly type: T;
  /** The document that defines the type, for messages: `RFC 1035`. */
  readonly source: string;
  /** How a value is written, for messages: `PREFERENCE EXCHANGE, for example "10 mail.example.com."`. */
  readonly form: string;
  /** Reads zone-file text. Text is trusted in nothing: every field is checked against the type's document. */
  parse(text: string, readTarget: ReadTarget): Result<RdataOf<T>>;
  /** Reads the typed object of the config (snake_case keys; the JSON Schema has already checked keys and types). */
  fromObject(fields: Readonly<Record<string, unknown>>, readTarget: ReadTarget): Result<RdataOf<T>>;
  /** Canonical zone-file text, names absolute with trailing dot. */
  print(rdata: RdataOf<T>): string;
  /** Reads what `print` or an API wrote, where that says more than a person who writes the same text. Default: `parse`. */
  parsePrinted?(text: string): Result<RdataOf<T>>;
}
