/**
 * The leases of this process: takes them, renews them while it lives, and knows their tokens for the fence.
 * Uses one statement at a time and no session, so it works through a transaction-mode pooler.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queryable } from './database.ts';
import { describeHolder, type LockHolder, StateLockedError } from './errors.ts';
import type { LeaseOptions, LeaseStore } from './leases.ts';
import { acquireLeases } from './queries/acquire-leases.ts';
import { releaseLeases, unlockDomains } from './queries/end-leases.ts';
import { type Fence, refusedDomains } from './queries/lease-guard.ts';
import { readLeases } from './queries/read-leases.ts';
import { renewLeases } from './queries/renew-leases.ts';
import { repeatable } from './repeat.ts';

const defaultTtlMs = 60_000;
/** A lease survives three renewals that failed. */
const renewalsPerTtl = 4;
const pollMs = 500;
/** How many holders a message names. */
const namedHolders = 3;

export interface LeaseKeeper extends LeaseStore {
  fence(run: number, domains: readonly string[]): Fence;
  /** Throws `StateLockedError` `lease-lost` where the fence does not let a write through. Locks the leases. */
  check(transaction: Queryable, fence: Fence): Promise<void>;
  /** The error for a write that the fence refused. */
  lost(fence: Fence): Promise<StateLockedError>;
  /** Stops renewing. */
  stop(): void;
}

interface HeldLeases {
  readonly tokens: Map<string, number>;
  readonly renewal: NodeJS.Timeout;
}

export function createLeaseKeeper(database: Database, workspace: string): LeaseKeeper {
  const held = new Map<number, HeldLeases>();

  const take = async (run: number, domains: readonly string[], ttlMs: number): Promise<boolean> => {
    const partial = new Error('some are held by others');
    try {
      const attempt = async (transaction: Queryable): Promise<ReadonlyMap<string, number>> => {
        const taken = await acquireLeases(transaction, workspace, run, domains, ttlMs);
        if (taken.size < new Set(domains).size) throw partial;
        return taken;
      };
      const tokens = await repeatable(() => database.transaction(attempt));
      remember(run, tokens, ttlMs);
      return true;
    } catch (error) {
      if (error === partial) return false;
      throw error;
    }
  };

  const remember = (run: number, tokens: ReadonlyMap<string, number>, ttlMs: number): void => {
    const known = held.get(run);
    clearInterval(known?.renewal);
    const renewal = setInterval(renewer(run, ttlMs), ttlMs / renewalsPerTtl).unref();
    held.set(run, { renewal, tokens: new Map([...(known?.tokens ?? []), ...tokens]) });
  };

  /** A renewal that fails is tried again in time; a lease that is lost is found at the next write. */
  const renewer = (run: number, ttlMs: number): (() => void) => {
    let renewing = false;
    return () => {
      if (renewing) return;
      renewing = true;
      renewLeases(database, workspace, run, ttlMs)
        .catch(() => {})
        .finally(() => {
          renewing = false;
        });
    };
  };

  const lostError = async (on: Queryable, fence: Fence, domains: readonly string[]): Promise<StateLockedError> =>
    leaseLost(domains, await readLeases(on, workspace, { domains, notRun: fence.run }));

  return {
    async acquireLeases(run, domains, { timeoutMs = 0, ttlMs = defaultTtlMs, signal, onWait }: LeaseOptions = {}) {
      if (domains.length === 0) return;
      const deadline = performance.now() + timeoutMs;
      let waiting = false;
      for (;;) {
        signal?.throwIfAborted();
        if (await take(run, domains, ttlMs)) return;
        const holders = await readLeases(database, workspace, { domains, notRun: run });
        const leftMs = deadline - performance.now();
        if (leftMs <= 0 && holders.length > 0) throw leasesHeld(holders);
        if (!waiting && holders.length > 0) onWait?.(holders);
        waiting = true;
        await sleep(Math.max(10, Math.min(pollMs, leftMs)), undefined, signal === undefined ? {} : { signal });
      }
    },
    async releaseLeases(run) {
      clearInterval(held.get(run)?.renewal);
      held.delete(run);
      await repeatable(() => releaseLeases(database, workspace, run));
    },
    readLeases: () => readLeases(database, workspace, 'all'),
    unlock: (domains) => unlockDomains(database, workspace, domains === 'all' ? null : domains),
    fence(run, domains) {
      const tokens = held.get(run)?.tokens;
      return { run, domains, tokens: domains.map((domain) => tokens?.get(domain) ?? null) };
    },
    async check(transaction, fence) {
      if (fence.domains.length === 0) return;
      const domains = await refusedDomains(transaction, workspace, fence);
      if (domains.length > 0) throw await lostError(transaction, fence, domains);
    },
    async lost(fence) {
      const domains = await refusedDomains(database, workspace, fence);
      return await lostError(database, fence, domains.length > 0 ? domains : fence.domains);
    },
    stop() {
      for (const { renewal } of held.values()) clearInterval(renewal);
    },
  };
}

export function leasesHeld(holders: readonly LockHolder[]): StateLockedError {
  return new StateLockedError(
    'locked',
    `${holders.length === 1 ? 'A domain is' : `${holders.length} domains are`} being worked on: ${listHolders(holders)}. ` +
      'Wait with --lock-timeout; if that run is gone, its lock expires within a minute, or run domctl unlock.',
    holders,
  );
}

function leaseLost(domains: readonly string[], holders: readonly LockHolder[]): StateLockedError {
  const now = holders.length === 0 ? 'it was unlocked, or it expired' : `now held: ${listHolders(holders)}`;
  return new StateLockedError(
    'lease-lost',
    `This run no longer holds ${shortList(domains)}: ${now}. Nothing was written. Run plan again to see what is live.`,
    holders,
  );
}

function listHolders(holders: readonly LockHolder[]): string {
  return shortList(holders.map((holder) => `${holder.domain} by ${describeHolder(holder)}`));
}

function shortList(texts: readonly string[]): string {
  const more = texts.length - namedHolders;
  return `${texts.slice(0, namedHolders).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
