/** What a compiled call carries for `execute`: JSON, as it stands in a plan file; no secrets. */

/** A record as it is created: the TTL is text (recorded by dns-lexicon). */
export interface RecordFields {
  /** Relative; `@` for the apex. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: string;
}

/** A record that is there, with what it takes to make it again. */
export interface StoredRecord {
  readonly id: string;
  readonly record: RecordFields;
}

/** Names of the fields as they are written; `autorenew` is read as `auto_renew`. */
export type PanelField = 'autorenew' | 'locked' | 'whois_privacy' | 'nameservers';

export type CallBody =
  | { readonly kind: 'create'; readonly domain: string; readonly record: RecordFields }
  | { readonly kind: 'delete'; readonly domain: string; readonly ids: readonly string[] }
  /** Deletes these and creates those at once: where both cannot stand together. What left is put back if that fails. */
  | {
      readonly kind: 'rewrite';
      readonly domain: string;
      readonly leaving: readonly StoredRecord[];
      readonly coming: readonly RecordFields[];
    }
  | {
      readonly kind: 'setting';
      readonly domain: string;
      readonly field: PanelField;
      readonly value: boolean | readonly string[];
    };
