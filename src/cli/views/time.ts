/** Times for people: in UTC, as colleagues and CI jobs are in several places. */

/** `2026-11-20 09:30 UTC` of an ISO 8601 date and time. */
export function utc(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `3 days ago`; `just now` within a minute, and where two clocks differ. Both ISO 8601. */
export function ago(then: string, now: string): string {
  const seconds = (Date.parse(now) - Date.parse(then)) / 1000;
  const found = units.find(([, size]) => seconds >= size);
  if (found === undefined) return 'just now';
  const [unit, size] = found;
  const n = Math.floor(seconds / size);
  return `${n} ${unit}${n === 1 ? '' : 's'} ago`;
}

/** `42 s`, `2 min 30 s`, `12 min`, `2 h 5 min`: rounded up, by less than a tenth from a minute on. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 600) {
    const tens = Math.ceil(seconds / 10) * 10;
    return tens % 60 === 0 ? `${tens / 60} min` : `${Math.floor(tens / 60)} min ${tens % 60} s`;
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
