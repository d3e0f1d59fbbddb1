/**
 * Registrars' limits in a tenth of the time: a timer fires early, and this process's clocks then jump to when it was
 * due. At any other time they keep their pace, so that one-time codes are right however slow the machine is.
 * Timers of `pg` and `undici`, which wait for a server and not for a limit, are left alone.
 */
const factor = 10;
const shortestMs = 20;
const keptMs = new Set([499, 10_000, 30_000, 120_000]);

const realNow = Date.now;
const realPerformanceNow = performance.now.bind(performance);
const realTimeout = globalThis.setTimeout;
let aheadMs = 0;

Date.now = () => realNow() + aheadMs;
performance.now = () => realPerformanceNow() + aheadMs;
globalThis.setTimeout = Object.defineProperties((callback, ms = 0, ...rest) => {
  if (ms < shortestMs || keptMs.has(ms)) return realTimeout(callback, ms, ...rest);
  const due = Date.now() + ms;
  const fire = (...values) => {
    aheadMs = Math.max(aheadMs, due - realNow());
    callback(...values);
  };
  return realTimeout(fire, ms / factor, ...rest);
}, Object.getOwnPropertyDescriptors(realTimeout));
