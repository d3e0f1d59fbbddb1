/** What a call brings about at each registrar that no change says: known to be live, or worth a note. */
import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../src/planner/inputs.ts';
import type { SettingChange } from '../../src/planner/plan.ts';
import { registrars } from '../../src/registrars/index.ts';
import type { Registrar } from '../../src/registrars/registrar.ts';
import type { SettingValues } from '../../src/schema/domain/settings.ts';

const domain = 'example.com';
const after = ['ns1.example.org.', 'ns2.example.org.'];

function notesOfNameservers(registrar: Registrar, settings: Partial<SettingValues> = {}): readonly string[] {
  const live: LiveRegistration = { domain, status: 'active', expiresAt: null, settings, native: {} };
  const address = `${domain}:nameservers`;
  const change: SettingChange = { address, domain, field: 'nameservers', before: [], after, live };
  return registrar.compileSettings([change]).flatMap(({ notes = [] }) => notes);
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
    expect(notesOfNameservers(registrars.get(name) as Registrar)).toEqual(expected);
  });

  it.each(['namecom', 'namesilo', 'porkbun'])('at %s tell nothing where its DS were read', (name) => {
    expect(notesOfNameservers(registrars.get(name) as Registrar, { dnssec: [] })).toEqual([]);
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
  it('that a new zone at Gandi may have default records', () => {
    expect(registrars.get('gandi')?.compileCreateZone(domain).notes).toEqual([
      expect.stringMatching(/^a zone made at Gandi may come with Gandi's default records/),
    ]);
  });

  it('that auto-renew may be charged at once at Cloudflare', () => {
    const cloudflare = registrars.get('cloudflare') as Registrar;
    const live: LiveRegistration = { domain, status: 'active', expiresAt: null, settings: {}, native: {} };
    const turn = (on: boolean) => {
      const field = { address: `${domain}:auto_renew`, domain, field: 'auto_renew' } as const;
      return cloudflare
        .compileSettings([{ ...field, before: !on, after: on, live }])
        .flatMap(({ notes = [] }) => notes);
    };
    expect([turn(true), turn(false)]).toEqual([
      [expect.stringMatching(/^Cloudflare charges a renewal from 30 days before the expiry on; /)],
      [],
    ]);
  });
});
