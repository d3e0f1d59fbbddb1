import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '../../../src/schema/dns/character-strings.ts';
import { octetsOf, textOfOctets } from '../../../src/schema/dns/octets.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { joinedText, valuesHold } from '../../../src/schema/dns/record-sets.ts';
import {
  isRecordType,
  parseRdata,
  printRdata,
  rdataFromObject,
  rdataFromPrinted,
  recordTypeNames,
  recordTypes,
} from '../../../src/schema/dns/record-types.ts';
import { absoluteTarget, configTarget, zoneFileTarget } from '../../../src/schema/dns/targets.ts';
import { samples, serviceBindings, textOf } from './arbitraries.ts';
import { accepted } from './helpers.ts';
import { vectors } from './texts/rfc9460.ts';
import { genericText, wireOf } from './wire.ts';

const targets = [configTarget('example.com'), zoneFileTarget('example.com'), absoluteTarget];
const sampledTypes = Object.keys(samples) as (keyof typeof samples)[];
const runs = { numRuns: 150 };

describe('schema/dns/record-types', () => {
  it('holds each type under its own name, sorted', () => {
    expect(Object.entries(recordTypes).every(([name, spec]) => spec.type === name)).toBe(true);
    expect(recordTypeNames).toEqual(Object.keys(recordTypes).sort());
    expect(recordTypeNames).toHaveLength(18);
  });

  it('knows its names and nothing else', () => {
    expect(recordTypeNames.every(isRecordType)).toBe(true);
    expect(['a', 'SOA', '', 'toString', '__proto__'].some(isRecordType)).toBe(false);
  });

  it.each(sampledTypes)('%s: printed and parsed back is the same, whoever reads it', (type) => {
    fc.assert(
      fc.property(samples[type], fc.constantFrom(...targets), ({ rdata }, readTarget) => {
        expect(parseRdata(type, printRdata(rdata), readTarget)).toEqual({ ok: true, value: rdata });
      }),
      runs,
    );
  });

  it.each(sampledTypes)('%s: the object form gives the same value as the text', (type) => {
    fc.assert(
      fc.property(samples[type], ({ rdata, object }) => {
        expect(rdataFromObject(type, object, absoluteTarget)).toEqual({ ok: true, value: rdata });
      }),
      runs,
    );
  });

  it.each(sampledTypes.filter((type) => type !== 'ALIAS' && type !== 'URL'))(
    '%s: the generic form of RFC 3597 gives the same value as the text',
    (type) => {
      fc.assert(
        fc.property(samples[type], fc.constantFrom(...targets), ({ rdata }, readTarget) => {
          expect(parseRdata(type, genericText(rdata), readTarget)).toEqual({ ok: true, value: rdata });
        }),
        runs,
      );
    },
  );

  it.each(['HTTPS', 'SVCB'] as const)('%s: equal by wire form, and the generic form is the same', (type) => {
    fc.assert(
      fc.property(serviceBindings, (object) => {
        const value = accepted(rdataFromObject(type, object, absoluteTarget));
        expect(parseRdata(type, genericText(value), absoluteTarget)).toEqual({ ok: true, value });
      }),
      runs,
    );
  });

  it.each(vectors)('HTTPS %j of RFC 9460 has the wire form %s', (text, wire) => {
    expect(wireOf(accepted(parseRdata('HTTPS', text, absoluteTarget))).toString('hex')).toBe(wire);
  });

  it('TXT: strings, printed and read back, are the same, also from the generic form', () => {
    const string = fc.uint8Array({ maxLength: 255 }).map(textOfOctets);
    fc.assert(
      fc.property(fc.array(string, { minLength: 1, maxLength: 4 }), (strings) => {
        const value = accepted(rdataFromPrinted('TXT', strings.map(quote).join(' ')));
        expect(rdataFromPrinted('TXT', printRdata(value))).toEqual({ ok: true, value });
        const wire = Buffer.concat(strings.map(octetsOf).flatMap((octets) => [Buffer.of(octets.length), octets]));
        expect(parseRdata('TXT', `\\# ${wire.length} ${wire.toString('hex')}`, absoluteTarget)).toEqual({
          ok: true,
          value,
        });
        // To somebody who writes it, quoted strings are one text.
        const written = accepted(parseRdata('TXT', strings.map(quote).join(' '), absoluteTarget));
        expect(printRdata(written)).toBe(joinedText(printRdata(value)));
        expect(valuesHold([printRdata(written)], [printRdata(value)])).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['ALIAS', 'URL'] as const)('%s has no generic form', (type) => {
    const result = parseRdata(type, '\\# 5 0377777700', absoluteTarget);
    expect(result.ok ? '' : result.problem.message).toBe(`${type} is no record of DNS, so it has no generic form`);
  });

  it.each(['HTTPS', 'SVCB'] as const)(
    '%s: an object, printed and parsed back, is the same and keeps each parameter',
    (type) => {
      fc.assert(
        fc.property(serviceBindings, (object) => {
          const value = accepted(rdataFromObject(type, object, absoluteTarget));
          expect(parseRdata(type, printRdata(value), absoluteTarget)).toEqual({ ok: true, value });
          for (const [key, written] of Object.entries(object.params))
            expect(printRdata(value)).toContain(` ${key}${written === '' ? '' : '='}`);
        }),
        runs,
      );
    },
  );

  it.each(sampledTypes.filter((type) => type !== 'TXT' && type !== 'NAPTR' && type !== 'CAA' && type !== 'URL'))(
    '%s: upper and lower case are the same value',
    (type) => {
      fc.assert(
        fc.property(samples[type], ({ rdata }) => {
          expect(parseRdata(type, printRdata(rdata).toUpperCase(), absoluteTarget)).toEqual({ ok: true, value: rdata });
        }),
        runs,
      );
    },
  );

  it.each(['ALIAS', 'CNAME', 'MX', 'NS', 'PTR'] as const)(
    '%s: a full name without its dot is the same value',
    (type) => {
      fc.assert(
        fc.property(samples[type], ({ rdata }) => {
          expect(parseRdata(type, printRdata(rdata).slice(0, -1), absoluteTarget)).toEqual({ ok: true, value: rdata });
        }),
        runs,
      );
    },
  );

  it('answers with a result for any text and any object, and never throws', () => {
    const anyType = fc.constantFrom<RecordType>(...recordTypeNames);
    const fieldNames = [
      'address',
      'target',
      'preference',
      'exchange',
      'params',
      'text',
      'digest',
      'value',
      'tag',
      'latitude',
    ];
    const anyObject = fc.dictionary(fc.constantFrom(...fieldNames), fc.anything());
    const anyText = fc.oneof(fc.string(), textOf('0123456789. "\\=,;acehmnx:', 0, 30));
    fc.assert(
      fc.property(anyType, anyText, anyObject, fc.constantFrom(...targets), (type, text, object, readTarget) => {
        for (const result of [parseRdata(type, text, readTarget), rdataFromObject(type, object, readTarget)]) {
          if (result.ok) expect(parseRdata(type, printRdata(result.value), readTarget)).toEqual(result);
          else expect(result.problem.message).not.toMatch(/undefined|\.$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
