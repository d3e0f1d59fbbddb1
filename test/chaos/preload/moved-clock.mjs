/**
 * A clock that jumps: this process's clock is off by CHAOS_CLOCK_OFF hours, from the start or from SIGUSR2 on.
 * CHAOS_CLOCK_JUMPS is `at-start` or `later`.
 */
const offMs = Number(process.env.CHAOS_CLOCK_OFF) * 3_600_000;
let off = process.env.CHAOS_CLOCK_JUMPS === 'at-start' ? offMs : 0;

process.on('SIGUSR2', () => {
  off = offMs;
});

const RealDate = Date;
const realNow = Date.now;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now());
    else super(...parts);
  }
};
RealDate.now = () => realNow() + off;
