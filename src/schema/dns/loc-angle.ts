/** Latitude and longitude of a LOC record: thousandths of a second of arc (RFC 1876), written in degrees, minutes, seconds. */
import { bad, ok, type Result } from '../result.ts';
import type { LocAngle } from './rdata.ts';
import { seen } from './seen.ts';

type Limit = 90 | 180;

/** Reads `D [M [S]] DIRECTION`, already split; the direction is the last field. */
export function readAngle(fields: readonly string[], name: string, limit: Limit): Result<LocAngle> {
  const direction = fields.at(-1)?.toUpperCase();
  const [degrees = '', minutes = '0', seconds = '0', extra] = fields.slice(0, -1);
  const whole = /^\d{1,3}$/;
  const right =
    extra === undefined &&
    whole.test(degrees) &&
    whole.test(minutes) &&
    Number(minutes) < 60 &&
    /^(\d{1,2}(\.(\d{1,3}0*)?)?|\.\d{1,3}0*)$/.test(seconds) &&
    Number(seconds) < 60;
  if (!right) {
    return bad(
      `${name} ${seen(fields.join(' '))} is not degrees, minutes and seconds`,
      `write it like "52 22 23.5 ${direction}", with at most three decimals`,
    );
  }
  const thousandths = (Number(degrees) * 60 + Number(minutes)) * 60_000 + Math.round(Number(seconds) * 1000);
  return fromThousandths(direction === 'S' || direction === 'W' ? -thousandths : thousandths, name, limit);
}

/** Reads decimal degrees, north and east positive. */
export function angleFromDegrees(value: unknown, name: string, limit: Limit): Result<LocAngle> {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return bad(`${name} is ${seen(value)}`, 'write decimal degrees, for example 52.373');
  }
  return fromThousandths(Math.round(value * 3_600_000), name, limit);
}

function fromThousandths(thousandths: number, name: string, limit: Limit): Result<LocAngle> {
  const size = Math.abs(thousandths);
  if (size > limit * 3_600_000) return bad(`${name} is beyond ${limit} degrees`);
  const [positive, negative] = limit === 90 ? (['N', 'S'] as const) : (['E', 'W'] as const);
  return ok({
    degrees: Math.floor(size / 3_600_000),
    minutes: Math.floor(size / 60_000) % 60,
    seconds: (size % 60_000) / 1000,
    direction: thousandths < 0 ? negative : positive,
  });
}
