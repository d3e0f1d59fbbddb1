/**
 * The wire form of canonical rdata (RFC 1035 and the documents of each type), for comparisons with other programs and for
 * the generic form. Written from the RFCs, apart from the readers under test.
 */

import { quoteSplit } from '../../../src/schema/dns/character-strings.ts';
import { octetsOf } from '../../../src/schema/dns/octets.ts';
import type { LocAngle, Rdata } from '../../../src/schema/dns/rdata.ts';

/** `\# LENGTH HEX` (RFC 3597). */
export function genericText(rdata: Rdata): string {
  const wire = wireOf(rdata);
  return `\\# ${wire.length} ${wire.toString('hex')}`.trim();
}

/** Throws for ALIAS and URL, which DNS does not have. */
export function wireOf(rdata: Rdata): Buffer {
  switch (rdata.type) {
    case 'A':
      return Buffer.from(rdata.address.split('.').map(Number));
    case 'AAAA':
      return ipv6(rdata.address);
    case 'CAA':
      return Buffer.concat([number(1, rdata.flags), string(rdata.tag), octetsOf(rdata.value)]);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return name(rdata.target);
    case 'DS':
      return Buffer.concat([
        number(2, rdata.keyTag),
        number(1, rdata.algorithm),
        number(1, rdata.digestType),
        Buffer.from(rdata.digest, 'hex'),
      ]);
    case 'HTTPS':
    case 'SVCB':
      return Buffer.concat([number(2, rdata.priority), name(rdata.target), params(rdata.params)]);
    case 'LOC':
      return Buffer.concat([
        number(1, 0),
        ...[rdata.sizeMetres, rdata.horizontalPrecisionMetres, rdata.verticalPrecisionMetres].map(precision),
        number(4, 2 ** 31 + thousandths(rdata.latitude)),
        number(4, 2 ** 31 + thousandths(rdata.longitude)),
        number(4, Math.round(rdata.altitudeMetres * 100) + 10_000_000),
      ]);
    case 'MX':
      return Buffer.concat([number(2, rdata.preference), name(rdata.exchange)]);
    case 'NAPTR':
      return Buffer.concat([
        number(2, rdata.order),
        number(2, rdata.preference),
        string(rdata.flags),
        string(rdata.service),
        string(rdata.regexp),
        name(rdata.replacement),
      ]);
    case 'SRV':
      return Buffer.concat([
        number(2, rdata.priority),
        number(2, rdata.weight),
        number(2, rdata.port),
        name(rdata.target),
      ]);
    case 'SSHFP':
      return Buffer.concat([
        number(1, rdata.algorithm),
        number(1, rdata.fingerprintType),
        Buffer.from(rdata.fingerprint, 'hex'),
      ]);
    case 'TLSA':
      return Buffer.concat([
        number(1, rdata.usage),
        number(1, rdata.selector),
        number(1, rdata.matchingType),
        Buffer.from(rdata.certificate, 'hex'),
      ]);
    case 'TXT':
      return Buffer.concat(
        strings(quoteSplit(rdata.text)).map((octets) => Buffer.concat([number(1, octets.length), octets])),
      );
    default:
      throw new Error(`${rdata.type} has no wire form`);
  }
}

function number(length: number, value: number): Buffer {
  const octets = Buffer.alloc(length);
  octets.writeUIntBE(value, 0, length);
  return octets;
}

function string(text: string): Buffer {
  const octets = octetsOf(text);
  return Buffer.concat([number(1, octets.length), octets]);
}

function name(fqdn: string): Buffer {
  const labels = fqdn.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map(string), Buffer.of(0)]);
}

function ipv6(address: string): Buffer {
  const dotted = /[\d.]+$/.exec(address)?.[0] ?? '';
  const tail = dotted.includes('.') ? dotted.split('.').map(Number) : [];
  const groups =
    tail.length === 0
      ? address
      : `${address.slice(0, -dotted.length)}${Buffer.from(tail)
          .toString('hex')
          .replace(/(?<=^.{4})/, ':')}`;
  const [left = '', right = ''] = groups.split('::');
  const octets = (side: string) =>
    Buffer.concat(side.split(':').flatMap((group) => (group === '' ? [] : [number(2, Number.parseInt(group, 16))])));
  const [head, foot] = [octets(left), octets(right)];
  return Buffer.concat([head, Buffer.alloc(16 - head.length - foot.length), foot]);
}

function thousandths({ degrees, minutes, seconds, direction }: LocAngle): number {
  const size = (degrees * 60 + minutes) * 60_000 + Math.round(seconds * 1000);
  return direction === 'S' || direction === 'W' ? -size : size;
}

function precision(metres: number): Buffer {
  const centimetres = Math.round(metres * 100);
  const power = centimetres === 0 ? 0 : String(centimetres).length - 1;
  return number(1, ((centimetres / 10 ** power) << 4) | power);
}

/** The octets of each quoted string of canonical text. */
function strings(printed: string): readonly Buffer[] {
  return [...printed.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, raw = '']) => unescaped(raw));
}

function unescaped(raw: string): Buffer {
  const parts = raw.match(/\\\d{3}|\\.|[^\\]+/gs) ?? [];
  return Buffer.concat(
    parts.map((part) => {
      if (/^\\\d/.test(part)) return Buffer.of(Number(part.slice(1)));
      return Buffer.from(part.startsWith('\\') ? part.slice(1) : part, 'utf8');
    }),
  );
}

const keyNames = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint', 'dohpath', 'ohttp'];

function params(canonical: string): Buffer {
  const all = [...canonical.matchAll(/([a-z0-9-]+)(?:="((?:[^"\\]|\\.)*)")?(?: |$)/gs)];
  return Buffer.concat(
    all.flatMap(([, key = '', raw = '']) => {
      const value = paramValue(key, unescaped(raw));
      return [number(2, keyNumber(key)), number(2, value.length), value];
    }),
  );
}

function keyNumber(key: string): number {
  const known = keyNames.indexOf(key);
  return known >= 0 ? known : Number(key.slice(3));
}

function paramValue(key: string, octets: Buffer): Buffer {
  const text = octets.toString('latin1');
  switch (key) {
    case 'mandatory':
      return Buffer.concat(text.split(',').map((one) => number(2, keyNumber(one))));
    case 'alpn':
      return Buffer.concat(
        (text.match(/(?:[^,\\]|\\.)+/gs) ?? []).map((id) => {
          const octetsOfId = Buffer.from(id.replace(/\\(.)/gs, '$1'), 'latin1');
          return Buffer.concat([number(1, octetsOfId.length), octetsOfId]);
        }),
      );
    case 'port':
      return number(2, Number(text));
    case 'ipv4hint':
      return Buffer.from(text.split(/[.,]/).map(Number));
    case 'ipv6hint':
      return Buffer.concat(text.split(',').map(ipv6));
    case 'ech':
      return Buffer.from(text, 'base64');
    default:
      return octets;
  }
}
