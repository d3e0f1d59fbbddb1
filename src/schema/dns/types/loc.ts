/**
 * LOC (RFC 1876): a place on Earth. Object form `{ latitude, longitude, altitude, size?, horizontal_precision?,
 * vertical_precision? }`: decimal degrees (north and east positive), and metres; defaults 1, 10000 and 10 metres.
 */
import { bad, ok, type Result } from '../../result.ts';
import { type Fields, wrongForm } from '../fields.ts';
import { angleFromDegrees, readAngle } from '../loc-angle.ts';
import type { LocAngle, LocRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readPlainFields } from '../zone-text.ts';

const form =
  'D [M [S]] N|S D [M [S]] E|W ALTITUDEm [SIZEm [HORIZONTALm [VERTICALm]]], for example "52 22 23 N 4 53 32 E -2m"';
/** RFC 1876 section 2: altitude in centimetres from 100 km below, in 32 bits. */
const minAltitude = -100_000;
const maxAltitude = 42_849_672.95;
/** RFC 1876 section 2: one digit and a power of ten, in centimetres. */
const maxPrecision = 90_000_000;

export const locType: RecordTypeSpec<'LOC'> = {
  type: 'LOC',
  source: 'RFC 1876',
  form,
  parse(text) {
    const fields = readPlainFields(text, 'LOC');
    if (!fields.ok) return fields;
    const latitudeEnd = fields.value.findIndex((field) => /^[NS]$/i.test(field)) + 1;
    const longitudeEnd = fields.value.findIndex((field) => /^[EW]$/i.test(field)) + 1;
    const metres = fields.value.slice(longitudeEnd).map((field) => field.replace(/m$/i, ''));
    if (latitudeEnd === 0 || longitudeEnd <= latitudeEnd || metres.length < 1 || metres.length > 4) {
      return wrongForm('LOC', text, form);
    }
    const latitude = readAngle(fields.value.slice(0, latitudeEnd), 'LOC latitude', 90);
    if (!latitude.ok) return latitude;
    const longitude = readAngle(fields.value.slice(latitudeEnd, longitudeEnd), 'LOC longitude', 180);
    if (!longitude.ok) return longitude;
    const [altitude, size, horizontal, vertical] = metres;
    return build(latitude.value, longitude.value, {
      altitude,
      size,
      horizontal_precision: horizontal,
      vertical_precision: vertical,
    });
  },
  fromObject(fields) {
    const latitude = angleFromDegrees(fields.latitude, 'LOC latitude', 90);
    if (!latitude.ok) return latitude;
    const longitude = angleFromDegrees(fields.longitude, 'LOC longitude', 180);
    if (!longitude.ok) return longitude;
    return build(latitude.value, longitude.value, fields);
  },
  print: (rdata) =>
    `${printAngle(rdata.latitude)} ${printAngle(rdata.longitude)} ${rdata.altitudeMetres}m ${rdata.sizeMetres}m ${rdata.horizontalPrecisionMetres}m ${rdata.verticalPrecisionMetres}m`,
};

function build(latitude: LocAngle, longitude: LocAngle, fields: Fields): Result<LocRdata> {
  const altitude = readMetres(fields.altitude, 'LOC altitude', minAltitude, maxAltitude);
  if (!altitude.ok) return altitude;
  const size = readPrecision(fields.size ?? 1, 'LOC size');
  if (!size.ok) return size;
  const horizontal = readPrecision(fields.horizontal_precision ?? 10_000, 'LOC horizontal_precision');
  if (!horizontal.ok) return horizontal;
  const vertical = readPrecision(fields.vertical_precision ?? 10, 'LOC vertical_precision');
  if (!vertical.ok) return vertical;
  return ok({
    type: 'LOC',
    latitude,
    longitude,
    altitudeMetres: altitude.value,
    sizeMetres: size.value,
    horizontalPrecisionMetres: horizontal.value,
    verticalPrecisionMetres: vertical.value,
  });
}

/** Metres with at most two decimals. */
function readMetres(value: unknown, name: string, min: number, max: number): Result<number> {
  const metres =
    typeof value === 'string' && /^-?(\d{1,8}(\.(\d{1,2}0*)?)?|\.\d{1,2}0*)$/.test(value) ? Number(value) : value;
  if (typeof metres !== 'number' || !Number.isFinite(metres) || metres < min || metres > max) {
    return bad(`${name} is ${seen(value)}`, `write metres from ${min} to ${max} with at most two decimals`);
  }
  return ok(Math.round(metres * 100) / 100);
}

/** Metres that the record can hold: one significant digit, down to a centimetre. Others are refused with their neighbours. */
function readPrecision(value: unknown, name: string): Result<number> {
  const metres = readMetres(value, name, 0, maxPrecision);
  if (!metres.ok || metres.value === 0) return metres;
  const centimetres = Math.round(metres.value * 100);
  const unit = 10 ** (String(centimetres).length - 1);
  if (centimetres % unit === 0) return metres;
  const below = Math.floor(centimetres / unit) * unit;
  return bad(
    `${name} of ${metres.value} metres has more than the one digit that LOC can hold`,
    `write ${below / 100} or ${(below + unit) / 100}`,
  );
}

function printAngle(angle: LocAngle): string {
  return `${angle.degrees} ${angle.minutes} ${angle.seconds} ${angle.direction}`;
}
