/**
 * One limit of "N requests in any W": a Bottleneck reservoir of N units that is never refilled at once. Each request
 * takes a unit when it starts and gives it back W after it has finished, so that the server, which counts a request
 * somewhere between the two, never sees more than N in any window, wherever it starts; bursts of N stay possible.
 */
import type Bottleneck from 'bottleneck';
import { createLimiter } from './limiter.ts';

/** Timers may fire a millisecond early, and two clocks do not run quite alike: 0.2 % and 2 ms later than needed. */
const marginFactor = 1.002;
const marginMs = 2;

interface WindowOptions {
  readonly requests: number;
  readonly perMs: number;
  /** Requests in flight at once; absent: any number. */
  readonly maxConcurrent?: number;
  now(): number;
}

export class SlidingWindow {
  readonly limiter: Bottleneck;
  readonly #options: WindowOptions;
  /** When units go back, earliest first. */
  readonly #due: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #awaited = false;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.limiter = createLimiter({ reservoir: options.requests, maxConcurrent: options.maxConcurrent ?? null });
  }

  /** A request that took a unit has finished, in whatever way. */
  finished(): void {
    this.#due.push(this.#options.now() + this.#options.perMs * marginFactor + marginMs);
    this.#arm();
  }

  /** Whether somebody waits. While nobody does, the units that are still out do not keep the process alive. */
  setAwaited(awaited: boolean): void {
    this.#awaited = awaited;
    if (awaited) this.#timer?.ref();
    else this.#timer?.unref();
  }

  /** How long until the first of those that wait for this limit may start; null where nobody waits for it. */
  waitMs(): number | null {
    const { QUEUED = 0, RUNNING = 0, EXECUTING = 0 } = this.limiter.counts();
    const next = this.#due[0];
    if (QUEUED === 0 || next === undefined) return null;
    const isUsedUp = this.#due.length + RUNNING + EXECUTING >= this.#options.requests;
    return isUsedUp ? Math.max(0, next - this.#options.now()) : null;
  }

  letAllPass(): void {
    void this.limiter.incrementReservoir(Number.MAX_SAFE_INTEGER / 2);
  }

  #arm(): void {
    const next = this.#due[0];
    if (this.#timer !== undefined || next === undefined) return;
    this.#timer = setTimeout(() => this.#giveBack(), Math.max(1, Math.ceil(next - this.#options.now())));
    if (!this.#awaited) this.#timer.unref();
  }

  #giveBack(): void {
    this.#timer = undefined;
    const now = this.#options.now();
    const later = this.#due.findIndex((due) => due > now);
    const units = later === -1 ? this.#due.length : later;
    this.#due.splice(0, units);
    if (units > 0) void this.limiter.incrementReservoir(units);
    this.#arm();
  }
}
