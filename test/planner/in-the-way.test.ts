/** What is live and cannot stand beside a declared set: it makes room where that is consented to, or the name stays as it is. */
import { describe, expect, it } from 'vitest';
import { descriptor } from '../../src/registrars/cloudflare/descriptor.ts';
import { liveSet, planScene, printed, type Scene, set } from '../helpers/planning.ts';

const lines = (scene: Scene) => {
  const { plan } = planScene(scene);
  return [...printed(plan)].filter((line) => !line.startsWith('To consent'));
};
const { dns: proxies } = descriptor;
const proxied = (text: string) => ({ ...liveSet(text), options: { proxied: true } });
const desiredProxied = (text: string) => {
  const { protect: _, ...rest } = set(text);
  return { ...rest, options: { proxied: true }, source: { file: 'a.yaml', line: 1, column: 1 } };
};
const consent = (what: string) =>
  `Refused: example.com (foreign-delete): would remove 1 record set that was never managed here: example.com/${what}`;
const ns = 'lab NS ns1.example.net., ns2.example.net.';
const service = 'a service of Acme maintains it';
const beside = (set: string, other: string, why: string) =>
  `Error: example.com at acme: example.com/${set} cannot be managed: it cannot stand beside ${other} of the same name: ${why}. Remove that one at Acme first, or take the set out of the config; until then the name stays as it is.`;
const mail = ['app MX 10 mx.example.net.', 'app TXT "v=spf1 -all"'];

describe('live neighbours of a declared set', () => {
  it.each<[what: string, scene: Scene, expected: readonly string[]]>([
    [
      'of a CNAME that the host answers for itself stay',
      {
        dns: proxies,
        desiredDomain: { recordSets: [desiredProxied('app CNAME x.example.net.')] },
        zone: { recordSets: mail.map(liveSet) },
      },
      [
        '+ app CNAME x.example.net. ttl 3600 proxied on',
        '? app MX 10 mx.example.net. ttl 3600 foreign',
        '? app TXT "v=spf1 -all" ttl 3600 foreign',
      ],
    ],
    [
      'come beside such a CNAME that nobody declares',
      { dns: proxies, desired: ['app TXT x'], zone: { recordSets: [proxied('app CNAME x.example.net.')] } },
      ['+ app TXT "x" ttl 3600', '? app CNAME x.example.net. ttl 3600 proxied on foreign'],
    ],
    [
      'stay where they stand beside a plain CNAME already',
      { dns: proxies, desired: ['app CNAME x.example.net.'], live: ['app CNAME y.example.net.', ...mail] },
      [
        '~ app CNAME y.example.net. -> x.example.net. takes over',
        '? app MX 10 mx.example.net. ttl 3600 foreign',
        '? app TXT "v=spf1 -all" ttl 3600 foreign',
        'Refused: example.com (take-over): would lose what is live at 1 record set and was never managed here',
        'example.com/app/CNAME: y.example.net. -> x.example.net.',
        'to keep it:',
        '- { name: app, type: CNAME, value: y.example.net., ttl: 3600 }',
      ],
    ],
    [
      'of a new sub-zone go where that is consented to, but for DS and addresses of its nameservers',
      {
        desired: ['lab NS lab, ns1.example.net.'],
        live: ['lab TXT x', 'lab A 192.0.2.1', `lab DS 1 13 2 ${'0'.repeat(64)}`],
      },
      [
        '- lab TXT "x" takes over (NS cannot stand beside TXT at one name)',
        '+ lab NS lab.example.com., ns1.example.net. ttl 3600',
        '? lab A 192.0.2.1 ttl 3600 foreign',
        `? lab DS 1 13 2 ${'0'.repeat(64)} ttl 3600 foreign`,
        consent('lab/TXT'),
      ],
    ],
    [
      'of a new sub-zone go with its addresses where the host takes none beside it',
      { dns: proxies, desired: ['lab NS lab'], live: ['lab A 192.0.2.1'] },
      [
        '- lab A 192.0.2.1 takes over (NS cannot stand beside A at one name)',
        '+ lab NS lab.example.com. ttl 3600',
        consent('lab/A'),
        'Refused: example.com (vital-record): lab.example.com, where the NS of lab.example.com points, would no longer have an address',
      ],
    ],
    [
      'hand the name to other nameservers: the NS goes where that is consented to',
      { desired: ['lab TXT x'], live: [ns] },
      [
        '- lab NS ns1.example.net., ns2.example.net. takes over (TXT cannot stand beside NS at one name)',
        '+ lab TXT "x" ttl 3600',
        consent('lab/NS'),
        'Refused: example.com (vital-record): lab.example.com would no longer be delegated; its NS is now ns1.example.net., ns2.example.net.',
      ],
    ],
    [
      'hand all names below to other nameservers: nothing is made there, but addresses of nameservers',
      { desired: ['a.lab A 192.0.2.1', 'ns.lab A 192.0.2.2'], live: ['lab NS ns.lab'] },
      [
        '+ ns.lab A 192.0.2.2 ttl 3600',
        '? lab NS ns.lab.example.com. ttl 3600 foreign',
        'Error: example.com at acme: example.com/a.lab/A cannot be managed: it lies in the sub-zone lab, which NS that nobody declares hand to other nameservers, so nobody would be answered it. Write it in the zone at those nameservers, or remove the NS of lab first; until then the name stays as it is.',
      ],
    ],
    [
      'that a service maintains keep out what answers for the name, and nothing else',
      {
        desired: ['app CNAME x.example.net.', 'api A 192.0.2.1', 'api TXT x'],
        zone: {
          recordSets: ['app AAAA 100::', 'api AAAA 100::'].map((text) => ({ ...liveSet(text), system: service })),
        },
      },
      [beside('app/CNAME', 'AAAA', service), beside('api/A', 'AAAA', service)],
    ],
    [
      'that a service maintains leave a text beside them alone',
      { desired: ['api TXT x'], zone: { recordSets: [{ ...liveSet('api AAAA 100::'), system: service }] } },
      ['+ api TXT "x" ttl 3600'],
    ],
    [
      'that the config ignores are in the way, and what is to be replaced stays until then',
      {
        desired: ['app CNAME x.example.net.'],
        recorded: ['app A 192.0.2.1'],
        live: ['app A 192.0.2.1', 'app TXT x'],
        desiredDomain: { ignore: [{ name: 'app', type: 'TXT' }] },
      },
      [beside('app/CNAME', 'TXT', 'the config ignores it')],
    ],
    [
      'of types that are not managed are in the way of a CNAME',
      {
        desired: ['app CNAME x.example.net.', 'api A 192.0.2.1'],
        zone: {
          recordSets: [],
          unsupported: ['app', 'api'].map((name) => ({ name: `${name}.example.com.`, type: 'HINFO', text: '"PC"' })),
        },
      },
      [
        '+ api A 192.0.2.1 ttl 3600',
        '? api HINFO "PC" foreign, of a type unknown to this tool',
        '? app HINFO "PC" foreign, of a type unknown to this tool',
        beside('app/CNAME', 'HINFO "PC"', 'it is not managed here'),
      ],
    ],
    [
      'that make a sub-zone count where the host lets nobody write them, too',
      {
        desired: ['a.lab A 192.0.2.1', 'ns.lab A 192.0.2.2', 'lab A 192.0.2.3', 'lab TXT x'],
        dns: { types: { ...proxies.types, NS: { access: 'read', reason: 'the API shows them only' } } },
        zone: {
          recordSets: [],
          unsupported: ['lab', 'ns.lab'].map((target) => ({
            name: 'lab.example.com.',
            type: 'NS',
            text: `${target}.example.com.`,
          })),
        },
      },
      [
        '+ ns.lab A 192.0.2.2 ttl 3600',
        '? lab NS lab.example.com. foreign, not managed at Acme',
        '? lab NS ns.lab.example.com. foreign, not managed at Acme',
        'Error: example.com at acme: example.com/a.lab/A cannot be managed: it lies in the sub-zone lab, which NS that nobody declares hand to other nameservers, so nobody would be answered it. Write it in the zone at those nameservers, or remove the NS of lab first; until then the name stays as it is.',
        beside('lab/TXT', 'NS lab.example.com.', 'it is not managed here'),
      ],
    ],
    [
      'that leave come along with a target that they are in the way of',
      {
        desired: ['app CNAME x.example.net.'],
        recorded: ['app A 192.0.2.1', 'old A 192.0.2.1'],
        live: ['app A 192.0.2.1', 'app TXT x', 'old A 192.0.2.1'],
        targets: ['example.com/app/CNAME'],
      },
      [
        '- app A 192.0.2.1',
        '- app TXT "x" takes over (CNAME cannot stand beside TXT at one name)',
        '+ app CNAME x.example.net. ttl 3600',
        consent('app/TXT'),
      ],
    ],
  ])('%s', (_, scene, expected) => {
    expect(lines(scene)).toEqual(expected);
  });
});
