/**
 * The generic form of a record's data (RFC 3597 section 5): `\# 4 C0000201` is the wire form of 192.0.2.1. It is turned
 * into the text of its type, which the type then reads and checks like every other text.
 */
import { bad, ok, type Result } from '../result.ts';
import { quote } from './character-strings.ts';
import { readHex, readInteger } from './fields.ts';
import { textOfOctets } from './octets.ts';
import type { RecordType } from './rdata.ts';
import { seen } from './seen.ts';
import { readPlainFields } from './zone-text.ts';

/** A text of a TXT may begin with these characters, too, but hardly with a number after them. */
const genericForm = /^\s*\\#\s+\d/;

export function isGeneric(text: string): boolean {
  return text.includes('\\#') && genericForm.test(text);
}

/** The text of the type whose wire form is given. */
export function textOfGeneric(type: RecordType, text: string): Result<string> {
  const fields = readPlainFields(text, type);
  if (!fields.ok) return fields;
  const [, length, ...digits] = fields.value;
  const said = readInteger(length, `${type} length`, 65535);
  if (!said.ok) return said;
  const hex = digits.length === 0 ? ok('') : readHex(digits.join(''), `${type} data`);
  if (!hex.ok) return hex;
  const octets = Buffer.from(hex.value, 'hex');
  if (octets.length !== said.value) {
    return bad(
      `${type} ${seen(text)} says that it has ${said.value} octets, and has ${octets.length}`,
      'copy all of it',
    );
  }
  const layout = layouts[type];
  if (layout === undefined) return bad(`${type} is no record of DNS, so it has no generic form`, 'write it in its own');
  const wire = reader(octets);
  try {
    const written = layout(wire);
    return wire.left() === 0 ? ok(written) : bad(`${seen(text)} is not ${type} data: it goes on after its end`);
  } catch (error) {
    if (error instanceof Malformed) return bad(`${seen(text)} is not ${type} data: ${error.message}`);
    throw error;
  }
}

/** Thrown inside only. */
class Malformed extends Error {}

type Wire = ReturnType<typeof reader>;

const target = (wire: Wire) => wire.name();
const serviceBinding = (wire: Wire) => `${wire.number(2)} ${wire.name()}${wire.params()}`;

/** The order of the fields in the document of each type. */
const layouts: Partial<Record<RecordType, (wire: Wire) => string>> = {
  A: (wire) => wire.take(4).join('.'),
  AAAA: (wire) => (wire.take(16).toString('hex').match(/.{4}/g) ?? []).join(':'),
  CAA: (wire) => `${wire.number(1)} ${wire.word()} ${quote(textOfOctets(wire.take(wire.left())))}`,
  CNAME: target,
  DS: (wire) => `${wire.number(2)} ${wire.number(1)} ${wire.number(1)} ${wire.hex()}`,
  HTTPS: serviceBinding,
  LOC: readLoc,
  MX: (wire) => `${wire.number(2)} ${wire.name()}`,
  NAPTR: (wire) =>
    `${wire.number(2)} ${wire.number(2)} ${quote(wire.string())} ${quote(wire.string())} ${quote(wire.string())} ${wire.name()}`,
  NS: target,
  PTR: target,
  SRV: (wire) => `${wire.number(2)} ${wire.number(2)} ${wire.number(2)} ${wire.name()}`,
  SSHFP: (wire) => `${wire.number(1)} ${wire.number(1)} ${wire.hex()}`,
  SVCB: serviceBinding,
  TLSA: (wire) => `${wire.number(1)} ${wire.number(1)} ${wire.number(1)} ${wire.hex()}`,
  TXT: (wire) => {
    const strings = [quote(wire.string())];
    while (wire.left() > 0) strings.push(quote(wire.string()));
    return strings.join(' ');
  },
};

function reader(octets: Buffer) {
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > octets.length) throw new Malformed('it is cut short');
    at += length;
    return octets.subarray(at - length, at);
  };
  const left = () => octets.length - at;
  const number = (length: number) => take(length).readUIntBE(0, length);
  const string = () => textOfOctets(take(number(1)));
  return {
    take,
    left,
    number,
    string,
    hex: () => take(left()).toString('hex'),
    /** A string that stands without quotes. */
    word(): string {
      const text = string();
      if (!/^[a-z0-9]+$/i.test(text)) throw new Malformed(`${seen(text)} is not a word`);
      return text;
    },
    /** Absolute; what cannot stand in a label as it is, is escaped. */
    name(): string {
      const labels: string[] = [];
      for (let length = number(1); length > 0; length = number(1)) {
        if (length > 63) throw new Malformed('it has a compressed name');
        labels.push([...take(length)].map(labelCharacter).join(''));
      }
      return `${labels.join('.')}.`;
    },
    params(): string {
      let text = '';
      for (let last = -1; left() > 0; ) {
        const key = number(2);
        if (key <= last) throw new Malformed('its parameters are not in order');
        last = key;
        text += ` key${key}=${quote(textOfOctets(take(number(2))))}`;
      }
      return text;
    },
  };
}

function labelCharacter(octet: number): string {
  const character = String.fromCharCode(octet);
  return /[\w*-]/.test(character) ? character : `\\${String(octet).padStart(3, '0')}`;
}

/** RFC 1876 section 2: thousandths of a second from 2^31, centimetres from 100 km below, precisions as digit and power. */
function readLoc(wire: Wire): string {
  if (wire.number(1) !== 0) throw new Malformed('its version is not 0');
  const [size, horizontal, vertical] = [
    precision(wire.number(1)),
    precision(wire.number(1)),
    precision(wire.number(1)),
  ];
  const latitude = angle(wire.number(4), 'N', 'S');
  const longitude = angle(wire.number(4), 'E', 'W');
  return `${latitude} ${longitude} ${metres(wire.number(4) - 10_000_000)} ${size} ${horizontal} ${vertical}`;
}

function precision(octet: number): string {
  const [digit, power] = [octet >> 4, octet & 15];
  if (digit > 9 || power > 9) throw new Malformed('a precision is not a digit and a power of ten');
  return metres(digit * 10 ** power);
}

function metres(centimetres: number): string {
  return `${(centimetres / 100).toFixed(2)}m`;
}

function angle(wire: number, positive: string, negative: string): string {
  const thousandths = Math.abs(wire - 2 ** 31);
  const [degrees, minutes] = [Math.floor(thousandths / 3_600_000), Math.floor(thousandths / 60_000) % 60];
  const seconds = ((thousandths % 60_000) / 1000).toFixed(3);
  return `${degrees} ${minutes} ${seconds} ${wire < 2 ** 31 ? negative : positive}`;
}
