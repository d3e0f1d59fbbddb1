import { bad, ok, type Result } from '../../schema/result.ts';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** RFC 2181 section 8. */
const maxTtl = 2_147_483_647;

const ttlForm = /^(\d+|(\d+[smhdw])+)$/i;

/** Whether a word of a record is its TTL: no class or type begins with a digit. */
export function isTtl(text: string): boolean {
  return /^\d/.test(text);
}

/** Seconds, or numbers with units as BIND has them: `1h30m`, `2w`. */
export function zoneTtl(text: string): Result<number> {
  if (!ttlForm.test(text)) return bad(`"${text}" is no TTL`, 'write seconds, or numbers with s, m, h, d or w: 1h30m');
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/(\d+)([smhdw]?)/gi)) {
    seconds += Number(number) * (unitSeconds[(unit || 's').toLowerCase()] ?? 1);
  }
  return seconds <= maxTtl
    ? ok(seconds)
    : bad(`a TTL of ${text} is more than ${maxTtl} seconds`, 'servers read it as 0 or otherwise');
}
