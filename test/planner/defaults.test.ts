/** Defaults that point into their own zone: parking while the zone is as its host made it, somebody's site after. */
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/planner/defaults.ts';
import type { LiveZone } from '../../src/planner/inputs.ts';
import { descriptor as godaddy } from '../../src/registrars/godaddy/descriptor.ts';
import { descriptor as namecheap } from '../../src/registrars/namecheap/descriptor.ts';
import type { DnsCapabilities } from '../../src/schema/capabilities.ts';
import { rebase } from '../../src/workflow/apply/rebase.ts';
import { domain, fakeCompiler, liveSet, planScene, type Scene, set } from '../helpers/planning.ts';

const parked = '@ A 15.197.142.173, 3.33.152.147 ttl 600';
const noOne: LiveZone = { domain, status: 'present', recordSets: [], unsupported: [], nameservers: [], native: null };
const zoneOf = (live: readonly string[], more: Partial<LiveZone> = {}): LiveZone => ({
  ...noOne,
  recordSets: live.map(liveSet),
  ...more,
});
const parkedText = { name: 'example.com.', type: 'A', text: 'Parked' };

describe('which sets of a zone are defaults', () => {
  it.each<[what: string, dns: DnsCapabilities, live: readonly string[], defaults: readonly string[], text?: true]>([
    ['www and the parked apex', godaddy.dns, ['www CNAME @', parked], ['www CNAME', '@ A']],
    ['not www of a site', godaddy.dns, ['www CNAME @', '@ A 192.0.2.1'], []],
    ['not www of an apex with IPv6', godaddy.dns, ['www CNAME @', parked, '@ AAAA 2001:db8::1'], ['@ A']],
    ['not www of an apex without address', godaddy.dns, ['www CNAME @', '@ MX 1 mx.example.net.'], []],
    ['not www with a TTL of its own', godaddy.dns, ['www CNAME @ ttl 600', parked], ['@ A']],
    ['www of a zone parked for long', godaddy.dns, ['www CNAME @'], ['www CNAME'], true],
    [
      'the redirect to www, which is parked',
      namecheap.dns,
      ['@ URL 302 http://www.example.com/', 'www CNAME parkingpage.namecheap.com.'],
      ['@ URL', 'www CNAME'],
    ],
    ['not the redirect to a site', namecheap.dns, ['@ URL 302 http://www.example.com/', 'www A 192.0.2.1'], []],
    ['not the redirect to nothing', namecheap.dns, ['@ URL 302 http://www.example.com/'], []],
  ])('%s', (_, dns, live, expected, text) => {
    const zone = zoneOf(live, text === true ? { unsupported: [parkedText] } : {});
    const found = zone.recordSets.filter(defaultsOf(zone, dns));
    const short = found.map(({ name, type }) => `${name === 'example.com.' ? '@' : 'www'} ${type}`);
    expect(short).toEqual(expected);
  });

  it('not two that point to each other', () => {
    const zone = zoneOf(['a CNAME b', 'b CNAME a']);
    expect(zone.recordSets.filter(defaultsOf(zone, { isDefaultRecordSet: () => true }))).toEqual([]);
  });
});

describe('what leads to a site in use needs consent', () => {
  const site = ['www CNAME @', '@ A 192.0.2.1'];
  const codes = (scene: Scene) => planScene({ dns: godaddy.dns, ...scene }).plan.refusals.map(({ code }) => code);

  it.each<[what: string, scene: Scene, expected: readonly string[]]>([
    ['another target', { live: site, desired: ['www CNAME new.example.net.'] }, ['take-over']],
    ['an address in its place', { live: site, desired: ['www A 192.0.2.9'] }, ['foreign-delete']],
    ['parked: another target', { live: ['www CNAME @', parked], desired: ['www CNAME new.example.net.'] }, []],
    ['parked: an address in its place', { live: ['www CNAME @', parked], desired: ['www A 192.0.2.9'] }, []],
  ])('%s', (_, scene, expected) => {
    expect(codes(scene)).toEqual(expected);
  });

  it.each([
    ['a site', site, ['example.com/www/CNAME']],
    ['parking', ['www CNAME @', parked], []],
  ])('and stops an apply that finds it unseen: %s', (_, live, unexpected) => {
    const after = { ...set('www CNAME new.example.net.'), protect: false, source: { file: 'x', line: 1, column: 1 } };
    const change = { address: 'example.com/www/CNAME', action: 'create', before: null, after } as const;
    const dns = { ...fakeCompiler().descriptor.dns, isDefaultRecordSet: godaddy.dns.isDefaultRecordSet };
    expect(rebase([change], zoneOf(live), dns).unexpected).toEqual(unexpected);
  });
});
