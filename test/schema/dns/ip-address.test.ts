import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpAddress, readIpv4, readIpv6 } from '../../../src/schema/dns/ip-address.ts';
import { hextets, platformIpv6, textOf } from './arbitraries.ts';

/** Text that is an address, or nearly. */
const nearly = textOf('0123456789abfAF::::....', 0, 20);

describe('schema/dns/ip-address', () => {
  it('prints IPv6 as the platform does, IPv4-mapped apart', () => {
    fc.assert(
      fc.property(hextets, (groups) => {
        fc.pre(!(groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)));
        expect(readIpv6(groups.map((group) => group.toString(16)).join(':'))).toBe(platformIpv6(groups));
      }),
      { numRuns: 500 },
    );
  });

  it('reads every spelling of one IPv6 address as the same', () => {
    fc.assert(
      fc.property(hextets, fc.boolean(), fc.boolean(), (groups, padded, upper) => {
        const canonical = readIpv6(groups.map((group) => group.toString(16)).join(':'));
        const spelled = groups.map((group) => group.toString(16).padStart(padded ? 4 : 1, '0')).join(':');
        const [g = 0, h = 0] = groups.slice(6);
        const mixed = `${groups
          .slice(0, 6)
          .map((group) => group.toString(16))
          .join(':')}:${g >> 8}.${g & 255}.${h >> 8}.${h & 255}`;
        expect(readIpv6(upper ? spelled.toUpperCase() : spelled)).toBe(canonical);
        expect(readIpv6(mixed)).toBe(canonical);
        expect(readIpv6(platformIpv6(groups))).toBe(canonical);
        expect(canonical !== undefined && readIpv6(canonical)).toBe(canonical);
      }),
    );
  });

  it('accepts exactly what the platform accepts', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.ipV4(), fc.ipV6()), (text) => {
        expect(readIpv4(text) !== undefined).toBe(isIPv4(text));
        expect(readIpv6(text) !== undefined).toBe(isIPv6(text));
        expect(isIpAddress(text)).toBe(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 3000 },
    );
  });
});
