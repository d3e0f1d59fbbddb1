/** What a call brings about at each registrar that no change says: known to be live, or worth a note. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LiveRegistration } from '../../src/planner/inputs.ts';
import type { SettingChange } from '../../src/planner/plan.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { makeRecordSet } from '../../src/schema/dns/record-sets.ts';
import type { SettingValues } from '../../src/schema/domain/settings.ts';
import { registrars } from '../helpers/halves.ts';
import { simulate } from '../helpers/simulated.ts';

const domain = 'example.com';
const after = ['ns1.example.org.', 'ns2.example.org.'];

function notesOfNameservers(registrar: WholeRegistrar, settings: Partial<SettingValues> = {}): readonly string[] {
  const live: LiveRegistration = { domain, status: 'active', expiresAt: null, settings, native: {} };
  const address = `${domain}:nameservers`;
  const change: SettingChange = { address, domain, field: 'nameservers', before: [], after, live };
  return registrar.registration.compileSettings([change]).flatMap(({ notes = [] }) => notes);
}

const unseen = expect.stringMatching(/^whether the domain is signed was not looked at: /);
const cleared = expect.stringMatching(/^Namecheap takes the domain's DNSSEC \(its DS\) away/);

describe('new nameservers', () => {
  it.each([
    ['gandi', []], // Looks at the keys of the domain before it sends them, and refuses.
    ['godaddy', [unseen]],
    ['hover', [unseen]],
    ['namecheap', [cleared]],
    ['namecom', [unseen]],
    ['namesilo', [unseen]],
    ['porkbun', [unseen]],
  ])('at %s tell what they may do to a signed domain', (name, expected) => {
    expect(notesOfNameservers(registrars.get(name) as WholeRegistrar)).toEqual(expected);
  });

  it.each(['namecom', 'namesilo', 'porkbun'])('at %s tell nothing where its DS were read', (name) => {
    expect(notesOfNameservers(registrars.get(name) as WholeRegistrar, { dnssec: [] })).toEqual([]);
  });

  it.each([
    ['cloudflare', /^Cloudflare deletes the zone of a Free plan, with all its records and settings, 7 days after/],
    ['gandi', /^mailboxes and web redirections at Gandi .* \(not verified\); the zone there is kept$/],
    ['godaddy', /^forwarding of GoDaddy .* \(not verified\); the zone there is kept$/],
    ['hover', /^mailboxes and web forwards at Hover .* \(not verified\); the records are kept$/],
    ['namecheap', /^URL forwards, e-mail forwarding and dynamic DNS at Namecheap stop/],
    ['namecom', /^Name.com's URL and e-mail forwarding stop .* its records cannot be changed until they are back$/],
    ['namesilo', /^web and e-mail forwarding at NameSilo stop with its nameservers \(not verified\)/],
    ['porkbun', /^Porkbun switches off its DNS, URL forwards and free certificates/],
  ])('tell what ends at %s, which they leave', (name, expected) => {
    expect(registrars.get(name)?.descriptor.dns.leaving).toMatch(expected);
  });
});

describe('a note tells', () => {
  /** The notes of the calls that give the apex of a new domain an address. */
  const ofFirstAddress = async (name: string) => {
    const registrar = registrars.get(name) as WholeRegistrar;
    const simulated = await simulate(registrar, { domains: [domain] });
    onTestFinished(() => simulated.close());
    const live = await simulated.client.dns.readZone({ domain, ds: false, nameservers: false });
    const values = [{ type: 'A', address: '192.0.2.1' }] as const;
    const set = makeRecordSet({ name: `${domain}.`, type: 'A', ttlSeconds: 3600, values });
    const before = live.recordSets.find(({ name: owner, type }) => owner === set.name && type === 'A') ?? null;
    const after = { ...set, protect: false, source: { file: 'test.yaml', line: 1, column: 1 } };
    const change = { address: `${domain}/@/A`, action: before === null ? 'create' : 'update', before, after } as const;
    return registrar.dns.compileZone({ domain, live, changes: [change] }).flatMap(({ notes = [] }) => notes);
  };

  it('that NameSilo may put parking records back', async () => {
    expect(await ofFirstAddress('namesilo')).toEqual([
      expect.stringMatching(/^NameSilo may put its parking records back .* \(not verified\)/),
    ]);
  });

  it('that a write of a zone at Namecheap may lose SRV records that nobody sees', async () => {
    expect(await ofFirstAddress('namecheap')).toEqual([
      expect.stringMatching(/^SRV records made in Namecheap's panel are not shown by its API; .* not verified$/),
    ]);
  });

  it('that a new zone at Gandi may have default records', () => {
    expect(registrars.get('gandi')?.dns.compileCreateZone?.(domain).notes).toEqual([
      expect.stringMatching(/^a zone made at Gandi may come with Gandi's default records/),
    ]);
  });
});
