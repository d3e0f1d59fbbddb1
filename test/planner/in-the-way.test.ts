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
const ds = `lab DS 1 13 2 ${'0'.repeat(64)}`;
const bereft = (why: string) =>
  `Error: example.com at acme: example.com/lab/NS cannot be deleted: ${ds.replace('lab ', '')} of the same name would be left, and DS stand only beside NS: ${why}. Remove that one at Acme first, or keep the NS in the config; until then the name stays as it is.`;
const aliasNote = (set: string, target: string, to: string) =>
  `Note: example.com: ${set} points to ${target}.example.com, which is a CNAME; ${set.split(' ')[0]} needs a name with addresses of its own; that CNAME is live at Acme, and nobody declares it: point it to ${to}.example.net, or give ${target}.example.com A and AAAA instead of the CNAME`;
const undelegated =
  'Refused: example.com (vital-record): lab.example.com would no longer be delegated; its NS is now ns1.example.net., ns2.example.net.';
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
    [
      'that are a CNAME are no target of MX, NS and SRV: a note each, but for a CNAME that goes',
      {
        desired: [
          '@ MX 10 mail',
          'lab NS alias',
          '_a._tcp SRV 0 0 1 alias',
          'old SRV 0 0 1 gone',
          'b MX 5 z.example.net.',
        ],
        recorded: ['gone CNAME x.example.net.'],
        live: ['mail CNAME x.example.net.', 'alias CNAME y.example.net.', 'gone CNAME x.example.net.'],
      },
      [
        '+ @ MX 10 mail.example.com. ttl 3600',
        '+ _a._tcp SRV 0 0 1 alias.example.com. ttl 3600',
        '+ b MX 5 z.example.net. ttl 3600',
        '+ lab NS alias.example.com. ttl 3600',
        '+ old SRV 0 0 1 gone.example.com. ttl 3600',
        '- gone CNAME x.example.net.',
        '? alias CNAME y.example.net. ttl 3600 foreign',
        '? mail CNAME x.example.net. ttl 3600 foreign',
        aliasNote('MX of example.com', 'mail', 'x'),
        aliasNote('NS of lab.example.com', 'alias', 'y'),
        aliasNote('SRV of _a._tcp.example.com', 'alias', 'y'),
      ],
    ],
    [
      'that are a DS keep the NS of their name',
      { desired: ['app A 192.0.2.1'], recorded: [ns], live: [ns, ds] },
      ['+ app A 192.0.2.1 ttl 3600', `? ${ds} ttl 3600 foreign`, bereft('nobody declares it')],
    ],
    [
      'that are a DS keep NS that would make room, and what was to come instead',
      { desired: ['lab TXT x'], live: [ns, ds] },
      [`? ${ds} ttl 3600 foreign`, `? ${ns} ttl 3600 foreign`, bereft('nobody declares it')],
    ],
    [
      'that are a DS which the config ignores keep NS that nobody declares, and what stands beside them',
      {
        desired: [],
        live: [ns, ds, 'lab TXT x', 'old TXT x'],
        desiredDomain: { foreign: 'delete', ignore: [{ name: 'lab', type: 'DS' }] },
      },
      [
        '- old TXT "x" (foreign: delete)',
        `? ${ns} ttl 3600 foreign`,
        '? lab TXT "x" ttl 3600 foreign',
        consent('old/TXT'),
        bereft('the config ignores it'),
      ],
    ],
    [
      'that are a DS which the host lets nobody write keep the NS of their name',
      {
        dns: { types: { ...proxies.types, DS: { access: 'none', reason: 'no' } } },
        recorded: [ns],
        zone: {
          recordSets: [liveSet(ns)],
          unsupported: [{ name: 'lab.example.com.', type: 'DS', text: ds.slice('lab DS '.length) }],
        },
      },
      [`? ${ds} foreign, not managed at Acme`, bereft('it is not managed here')],
    ],
    [
      'that are a DS go with the NS where a CNAME comes, which excludes both',
      { desired: ['lab CNAME x.example.net.'], recorded: [ns], live: [ns, ds] },
      [
        `- ${ds} takes over (CNAME cannot stand beside DS at one name)`,
        `- ${ns}`,
        '+ lab CNAME x.example.net. ttl 3600',
        consent('lab/DS'),
        undelegated,
      ],
    ],
    [
      'that are a DS of ours go before the NS, and with them where the targets name only those',
      {
        desired: ['a A 192.0.2.1', 'b A 192.0.2.1'],
        recorded: [ns, ds, 'old A 192.0.2.1', 'a A 192.0.2.1', 'b A 192.0.2.1'],
        live: [ns, ds, 'old A 192.0.2.1', 'a A 192.0.2.1', 'b A 192.0.2.1'],
        targets: ['example.com/lab/NS'],
      },
      [`- ${ds}`, `- ${ns}`, undelegated],
    ],
    [
      'that are to be NS come before their DS, and with them where the targets name only those',
      { desired: [ns, ds, 'new A 192.0.2.1'], targets: ['example.com/lab/DS'] },
      [`+ ${ns} ttl 3600`, `+ ${ds} ttl 3600`],
    ],
  ])('%s', (_, scene, expected) => {
    expect(lines(scene)).toEqual(expected);
  });

  const texts = [
    'A 192.0.2.1',
    'AAAA 2001:db8::1',
    'ALIAS x.example.net.',
    'CAA 0 issue "ca.example.net"',
    'CNAME x.example.net.',
    `DS 1 13 2 ${'0'.repeat(64)}`,
    'MX 10 mx.example.net.',
    'NS ns1.example.net.',
    'SRV 0 0 443 x.example.net.',
    'TXT x',
  ].map((text) => `lab ${text}`);
  it.each(texts)('a declared %s stands beside nothing that it excludes, and no DS without NS', (desired) => {
    for (const before of texts) {
      for (const foreign of texts.filter((text) => text !== before && text !== desired)) {
        const { plan } = planScene({ desired: [desired], recorded: [before], live: [before, foreign] });
        const gone = plan.changes.filter(({ action }) => action === 'delete').map(({ address }) => address);
        const made = plan.changes.filter(({ action }) => action === 'create').map(({ address }) => address);
        const typeOf = (text: string) => text.split(' ')[1] ?? '';
        const there = [before, foreign].filter((text) => !gone.includes(`example.com/lab/${typeOf(text)}`));
        const after = [...there.map(typeOf), ...made.map((address) => address.split('/')[2] ?? '')];
        const was = [before, foreign].map(typeOf);
        expect({
          before,
          foreign,
          cname: after.includes('CNAME') && new Set(after).size > 1 && !was.includes('CNAME'),
        }).toEqual({ before, foreign, cname: false });
        const left = after.includes('DS') && !after.includes('NS') && was.includes('DS') && was.includes('NS');
        expect({ before, foreign, left }).toEqual({ before, foreign, left: false });
      }
    }
  });
});
