/** Why the state could not be opened, read or written. Messages never hold a password: see `location.ts`. */

export type StateErrorCode =
  /** The location is not one that we can open. */
  | 'bad-location'
  /** The folder holds something that is not a state. */
  | 'not-a-state'
  /** An embedded database that does not start. */
  | 'damaged'
  /** The server cannot be reached, or the connection was lost. */
  | 'unreachable'
  /** The server refuses the user, or the user may not do this. */
  | 'forbidden'
  /** The schema was written by a newer program. */
  | 'newer-schema'
  /** The schema is older than this program, and a read does not change it. */
  | 'older-schema'
  /** A migration that was applied is not the one that this program has. */
  | 'changed-schema'
  /** A write through a state that was opened to read. */
  | 'read-only'
  /** Somebody else holds it. */
  | 'locked'
  /** We held it, and do not any more. */
  | 'lease-lost'
  /** The state moved on since the caller read it. */
  | 'stale'
  /** A state of simulators, and one of registrars. */
  | 'mixed'
  /** Anything else that the database said. */
  | 'failed';

interface StateErrorDetails {
  /** The SQLSTATE, where the database gave one. */
  readonly sqlState?: string | undefined;
}

/** Thrown by the state store and nothing else. The message has three parts: what failed, what was seen, what to do. */
export class StateError extends Error {
  override readonly name: string = 'StateError';
  readonly code: StateErrorCode;
  readonly sqlState: string | undefined;

  constructor(code: StateErrorCode, message: string, details: StateErrorDetails = {}) {
    super(message);
    this.code = code;
    this.sqlState = details.sqlState;
  }
}

/** Who holds a state or a domain. */
export interface LockHolder {
  /** Absent: the whole state. */
  readonly domain?: string;
  readonly run?: number;
  readonly actor?: string | null;
  readonly host: string;
  readonly pid: number;
  readonly operation: string;
  /** ISO 8601. */
  readonly since: string;
  /** ISO 8601: when it last said that it is still there. */
  readonly heartbeat?: string;
  readonly ciUrl?: string | null;
}

/** Somebody else holds the state, or domains of it (`locked`), or took them over from us (`lease-lost`). */
export class StateLockedError extends StateError {
  override readonly name = 'StateLockedError';
  readonly holders: readonly LockHolder[];

  constructor(code: 'locked' | 'lease-lost', message: string, holders: readonly LockHolder[]) {
    super(code, message);
    this.holders = holders;
  }
}

/** `pid 4711 on build-7 since 2026-11-23T10:00:00.000Z, running apply (anna, run 41, https://ci.example.com/5)`. */
export function describeHolder(holder: LockHolder): string {
  const more = [holder.actor, holder.run === undefined ? null : `run ${holder.run}`, holder.ciUrl].filter(Boolean);
  const who = `pid ${holder.pid} on ${holder.host} since ${holder.since}, running ${holder.operation}`;
  return more.length === 0 ? who : `${who} (${more.join(', ')})`;
}
