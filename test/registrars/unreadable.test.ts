import { describe, expect, it } from 'vitest';
import { unreadableBeside, whyUnmanaged } from '../../src/planner/diff/unmanaged.ts';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { liveZone as namecheapZone } from '../../src/registrars/namecheap/live-zone.ts';
import { liveZone as namecomZone } from '../../src/registrars/namecom/live-zone.ts';
import { readRecord } from '../../src/registrars/namecom/wire.ts';
import { liveZone as namesiloZone } from '../../src/registrars/namesilo/live-zone.ts';
import type { DnsDescriptor } from '../../src/schema/capabilities.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { registrars } from '../helpers/halves.ts';
import * as gandi from './gandi/helpers.ts';
import * as godaddy from './godaddy/helpers.ts';
import * as hover from './hover/helpers.ts';
import * as namecheap from './namecheap/rows.ts';
import { record } from './namecom/mocked.ts';
import { unexpected } from './namecom/zones.ts';
import * as namesilo from './namesilo/helpers.ts';
import * as porkbun from './porkbun/helpers.ts';

const domain = 'example.com';

/** Zones with an address that cannot be read at `www`, beside one that can. Cloudflare sends no such content. */
const zones: Readonly<Record<string, () => LiveZone>> = {
  gandi: () => gandi.zoneOf('www A 300 192.0.2.300 | 192.0.2.1'),
  godaddy: () => godaddy.zoneOf('www A 600 192.0.2.300 | 192.0.2.1'),
  hover: () => hover.zoneOf('dns1 www A 900 192.0.2.300', 'dns2 www A 900 192.0.2.1'),
  namecheap: () => namecheapZone(domain, namecheap.zoneOf('NONE', 'www A 192.0.2.300', 'www A 192.0.2.1')),
  namecom: () => {
    const rows = [record(1, 'www', 'A', '192.0.2.300'), record(2, 'www', 'A', '192.0.2.1')];
    return namecomZone(
      domain,
      rows.map((row) => readRecord(row, domain, unexpected)),
      unexpected,
    );
  },
  namesilo: () => namesiloZone(domain, [namesilo.row('www A 192.0.2.300'), namesilo.row('www A 192.0.2.1')]),
  porkbun: () => porkbun.zoneOf('1 www A 600 192.0.2.300', '2 www A 600 192.0.2.1'),
};

describe.each(Object.entries(zones))('a record that cannot be read at %s', (registrar, zoneOf) => {
  const { descriptor } = registrars.get(registrar) as { readonly descriptor: DnsDescriptor };
  const beside = (name: string, type: RecordType) =>
    unreadableBeside({ name: `${name}.${domain}.`, type }, zoneOf().unsupported, domain, descriptor.dns);

  it('stands in the way of a set of its name and type, and of what excludes it', () => {
    expect(beside('www', 'A')?.name).toBe('www.example.com.');
    expect(beside('www', 'CNAME')?.name).toBe('www.example.com.');
  });

  it('and of no other', () => {
    expect(beside('www', 'TXT')).toBeUndefined();
    expect(beside('web', 'A')).toBeUndefined();
  });

  it('is said to be one', () => {
    const odd = zoneOf().unsupported.find(({ text }) => text.startsWith('192.0.2.300'));
    expect(odd && whyUnmanaged(odd, descriptor)).toMatch(
      /^cannot be read: "192\.0\.2\.300.*is not (an|one) IPv4 address/,
    );
  });
});

it("the parking page of GoDaddy is no record, so nothing stands in a new domain's way", () => {
  const { descriptor } = registrars.get('godaddy') as { readonly descriptor: DnsDescriptor };
  const { unsupported } = godaddy.zoneOf('@ A 600 Parked');
  expect(unreadableBeside({ name: `${domain}.`, type: 'A' }, unsupported, domain, descriptor.dns)).toBeUndefined();
});
