/** One record whose loss takes down mail, the web at the apex or a sub-zone. */
import { describe, expect, it } from 'vitest';
import { planScene, type Scene } from '../helpers/planning.ts';

const all = ['@ A 192.0.2.1', '@ MX 10 mail', 'mail A 192.0.2.5', 'lab NS ns1.lab', 'ns1.lab A 192.0.2.7', 'x TXT "x"'];

/** All but one, and perhaps another in its place. */
function without(gone: string, ...more: readonly string[]): Scene {
  return { desired: [...all.filter((text) => !text.startsWith(`${gone} `)), ...more], recorded: all, live: all };
}

function zoneWith(desired: readonly string[], recorded: readonly string[], others: readonly string[]): Scene {
  return { desired, recorded, live: [...recorded, ...others] };
}

const noAddress = 'it would no longer have an address at the apex; now A 192.0.2.1';
const noMail = 'it would no longer receive mail; its MX is now 10 mail.example.com.';
const www = 'www A 192.0.2.1';

describe('vital records', () => {
  it.each<[what: string, scene: Scene, message: string | null]>([
    ['what nobody needs may go', without('x'), null],
    ['the address of the apex', without('@ A'), noAddress],
    ['an ALIAS in its place', without('@ A', '@ ALIAS lb.example.net.'), null],
    ['a redirect in its place', without('@ A', '@ URL 301 https://example.net/'), null],
    ['IPv6 alone in its place', without('@ A', '@ AAAA 2001:db8::1'), noAddress.replace('address', 'IPv4 address')],
    ['the MX of the apex', without('@ MX'), noMail],
    ['an MX that says there is no mail in its place', without('@ MX', '@ MX 0 .'), noMail],
    ['another mail server in its place', without('@ MX', '@ MX 10 mx.example.net.'), null],
    [
      'the address of the mail server',
      without('mail A'),
      'mail.example.com, where the MX of example.com points, would no longer have an address',
    ],
    [
      'a typo in the only mail server',
      without('@ MX', '@ MX 10 mial'),
      'example.com would no longer be reached by its MX: nothing in 10 mial.example.com. has an address',
    ],
    ['a typo in one of two', without('@ MX', '@ MX 10 mial', '@ MX 20 mail'), null],
    ['a typo that a wildcard answers', without('@ MX', '@ MX 10 mial', '* A 192.0.2.8'), null],
    ['a mail server that is an alias', without('@ MX', '@ MX 10 mx', 'mx CNAME mail'), null],
    ['a mail server in a sub-zone', without('@ MX', '@ MX 10 mail.lab'), null],
    [
      'a mail server that is an alias to nowhere',
      without('@ MX', '@ MX 10 mx', 'mx CNAME mial'),
      'example.com would no longer be reached by its MX: nothing in 10 mx.example.com. has an address',
    ],
    [
      'an alias that runs in a circle',
      without('@ MX', '@ MX 10 mx', 'mx CNAME my', 'my CNAME mx'),
      'example.com would no longer be reached by its MX: nothing in 10 mx.example.com. has an address',
    ],
    [
      'a mail server that never had an address',
      { desired: ['@ MX 20 mial'], recorded: ['@ MX 10 mial'], live: ['@ MX 10 mial'] },
      null,
    ],
    [
      'a typo in the only nameserver of a sub-zone',
      without('lab NS', 'lab NS ns1.lba'),
      'lab.example.com would no longer be reached by its NS: nothing in ns1.lba.example.com. has an address',
    ],
    ['a typo in the ALIAS of the apex', without('@ A', '@ ALIAS mial'), noAddress],
    ['an ALIAS within the zone', without('@ A', '@ ALIAS mail'), null],
    [
      'the NS of a sub-zone',
      without('lab NS'),
      'lab.example.com would no longer be delegated; its NS is now ns1.lab.example.com.',
    ],
    [
      'the glue of a sub-zone',
      without('ns1.lab A'),
      'ns1.lab.example.com, where the NS of lab.example.com points, would no longer have an address',
    ],
    [
      'the last MX, where the apex has none',
      zoneWith([www], ['sub MX 10 a.example.net.'], [www]),
      'sub.example.com would no longer receive mail; its MX is now 10 a.example.net.',
    ],
    [
      'one MX of two, where the apex has none',
      zoneWith([www], ['sub MX 10 a.example.net.'], [www, 'other MX 10 a.example.net.']),
      null,
    ],
    ['an MX that says there is no mail', zoneWith([www], ['@ MX 0 .'], [www]), null],
    [
      'where an address that somebody else has made stays',
      zoneWith([], ['@ A 192.0.2.1'], ['@ AAAA 2001:db8::1', '* A 192.0.2.8', '@ ALIAS lb.example.net.']),
      null,
    ],
    [
      'what is foreign is as vital',
      {
        ...zoneWith([www], [], [www, '@ A 192.0.2.1', '@ MX 10 a.example.net.']),
        desiredDomain: { foreign: 'delete' },
      },
      `it would no longer receive mail; its MX is now 10 a.example.net.; ${noAddress}`,
    ],
    [
      'parking is not',
      { ...zoneWith([www], [], [www, '@ ALIAS parking.example.net.']), desiredDomain: { foreign: 'delete' } },
      null,
    ],
  ])('%s', (_, scene, message) => {
    const refusal = planScene(scene).plan.refusals.find(({ code }) => code === 'vital-record');
    expect(refusal?.message ?? null).toBe(message);
  });
});
