/** What is wrong with the config, one mistake at a time. An issue never holds a secret. */
import type { SourcePosition } from '../source.ts';

export interface Issue extends SourcePosition {
  readonly code: IssueCode;
  /** A sentence without full stop. */
  readonly message: string;
  /** What to write instead; no full stop. */
  readonly suggestion?: string;
}

/** Stable: for machines and for tests. */
export type IssueCode =
  | 'bad-domain'
  | 'bad-endpoint'
  | 'bad-name'
  | 'bad-nameserver'
  | 'bad-value'
  | 'duplicate-account'
  | 'duplicate-default'
  | 'duplicate-domain'
  | 'duplicate-key'
  | 'duplicate-record-set'
  | 'duplicate-template'
  | 'duplicate-value'
  | 'missing-credential'
  | 'missing-key'
  | 'missing-variable'
  | 'moved-file'
  | 'no-config'
  | 'no-dns-host'
  | 'no-registrar'
  | 'not-registrable'
  | 'nothing-managed'
  | 'too-many-records'
  | 'unknown-account'
  | 'unknown-credential'
  | 'unknown-key'
  | 'unknown-option'
  | 'unknown-registrar'
  | 'unknown-template'
  | 'unreadable-file'
  | 'unsupported-record-set'
  | 'unsupported-setting'
  | 'unsupported-type'
  | 'variable-outside-accounts'
  | 'wrong-type'
  | 'wrong-value'
  | 'yaml'
  | 'zone-file'
  | 'zone-rule';
