/**
 * Registrars' limits in a tenth of the time: this process's clocks, and the timers that go by them, run ten times as fast.
 * Timers of `pg`, which wait for a server and not for a limit, keep their pace.
 */
const factor = 10;
const keptMs = new Set([10_000, 30_000, 120_000]);

const realNow = Date.now;
const realTimeout = globalThis.setTimeout;
const startedAt = realNow();

const realPerformanceNow = performance.now.bind(performance);
performance.now = () => realPerformanceNow() * factor;
Date.now = () => Math.round(startedAt + (realNow() - startedAt) * factor);
globalThis.setTimeout = Object.defineProperties(
  (callback, ms = 0, ...rest) => realTimeout(callback, keptMs.has(ms) ? ms : ms / factor, ...rest),
  Object.getOwnPropertyDescriptors(realTimeout),
);
