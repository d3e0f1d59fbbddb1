import { describe, expect, it } from 'vitest';
import { compiled, domain, row, set, written, zoneOf } from './rows.ts';

describe('a write sends the whole zone', () => {
  it('with all rows that no change is about, as they were read and in their order', () => {
    const zone = zoneOf(
      'NONE',
      row('WWW CNAME Target.Example.NET', { ttlSeconds: 1800 }),
      row('old A 192.0.2.9', { ttlSeconds: 60 }),
      row('@ TXT  "quoted" in the panel '),
      row('forward URL301 https://example.net', { ttlSeconds: 999_999 }),
      row('odd NEWTYPE whatever it says'),
    );
    expect(written(zone, [set('api', 'A', ['192.0.2.1'])], [set('old', 'A', ['192.0.2.9'])])).toEqual([
      [
        'EmailType NONE',
        'WWW CNAME Target.Example.NET',
        '@ TXT  "quoted" in the panel ',
        'forward URL301 https://example.net',
        'odd NEWTYPE whatever it says',
        'api A 192.0.2.1',
      ],
    ]);
    const [call] = compiled(zone, [set('api', 'A', ['192.0.2.1'])]);
    expect(call?.body).toMatchObject({ steps: [{ rows: expect.arrayContaining([...zone.rows]) }] });
  });

  it('with all rows of a changed set replaced, also those in another spelling, and those of longer names kept', () => {
    const zone = zoneOf(
      'NONE',
      'Www A 192.0.2.1',
      'www A 192.0.2.2',
      'www.example.com A 192.0.2.3',
      'www2 A 192.0.2.4',
    );
    expect(written(zone, [set('www', 'A', ['192.0.2.1'], 300)])).toEqual([
      ['EmailType NONE', 'www.example.com A 192.0.2.3', 'www2 A 192.0.2.4', 'www A 192.0.2.1'],
    ]);
  });

  it('with a redirect of another kind in place of the old one', () => {
    const zone = zoneOf('NONE', 'go URL https://example.net/');
    expect(written(zone, [set('go', 'URL', ['masked https://example.net/'])])).toEqual([
      ['EmailType NONE', 'go FRAME https://example.net/'],
    ]);
  });

  it('with no rows and no mail when everything goes', () => {
    const zone = zoneOf('MX', '@ A 192.0.2.1', '@ MX 10 mx.example.net.');
    const leaving = [set('@', 'A', ['192.0.2.1']), set('@', 'MX', ['10 mx.example.net.'])];
    expect(written(zone, [], leaving)).toEqual([['EmailType NONE']]);
  });
});

describe('the mail type', () => {
  const mx = set('@', 'MX', ['10 mx.example.net.']);
  const a = set('api', 'A', ['192.0.2.1']);

  it.each([
    ['NONE', 'MX'],
    ['FWD', 'MX'],
    ['MX', 'MX'],
  ])('%s becomes %s with the first MX record', (before, after) => {
    expect(written(zoneOf(before, '@ A 192.0.2.9'), [mx])).toEqual([
      [`EmailType ${after}`, '@ A 192.0.2.9', '@ MX 10 mx.example.net.'],
    ]);
  });

  it('is named in the operation where it changes, and that forwarding ends', () => {
    const ends = 'e-mail forwarding, if there is any, of example.com ends when its MX records come';
    expect(compiled(zoneOf('FWD'), [mx])).toMatchObject([
      { operation: 'setHosts (mail type FWD to MX)', requests: 2, side_effects: [ends] },
    ]);
    expect(compiled(zoneOf('FWD'), [a])).toMatchObject([{ operation: 'setHosts', side_effects: [] }]);
    expect(compiled(zoneOf('MX', '@ MX 10 mx.example.net.'), [], [mx])).toMatchObject([
      { operation: 'setHosts (mail type MX to NONE)' },
    ]);
    expect(compiled(zoneOf('MX', '@ MX 10 mx.example.net.'), [a])).toMatchObject([{ operation: 'setHosts' }]);
  });

  it('becomes NONE with the last MX record, and stays MX before', () => {
    const zone = zoneOf('MX', '@ MX 10 mx.example.net.', 'sub MX 10 mx.example.net.');
    expect(written(zone, [], [mx])).toEqual([['EmailType MX', 'sub MX 10 mx.example.net.']]);
    const sub = set('sub', 'MX', ['10 mx.example.net.']);
    expect(written(zone, [], [mx, sub])).toEqual([['EmailType NONE']]);
  });

  it.each([
    ['NONE', []],
    ['FWD', []],
    ['FWD', ['@ MX 10 eforward1.registrar-servers.com.']],
    ['OX', ['@ MX 10 mx1.privateemail.com.', '@ MX 10 mx2.privateemail.com.']],
    ['GMAIL', ['@ MX 1 smtp.google.com.']],
    ['MX', ['@ MX 10 mx.example.net.']],
    ['MXE', ['example.com MXE 192.0.2.25']],
  ])('%s goes back with its rows %j when something else changes', (emailType, rows) => {
    expect(written(zoneOf(emailType, ...rows), [a])).toEqual([[`EmailType ${emailType}`, ...rows, 'api A 192.0.2.1']]);
  });

  it('goes back when all records of a forwarding domain go', () => {
    expect(written(zoneOf('FWD', '@ A 192.0.2.1'), [], [set('@', 'A', ['192.0.2.1'])])).toEqual([['EmailType FWD']]);
  });

  it.each([
    ['OX', ['@ MX 10 mx1.privateemail.com.'], 'Private Email (mail type OX)'],
    ['OX', [], 'Private Email (mail type OX)'],
    ['GMAIL', ['@ MX 1 smtp.google.com.'], 'Google Workspace as set up by Namecheap (mail type GMAIL)'],
    ['FWD', ['@ MX 10 eforward1.registrar-servers.com.'], 'e-mail forwarding (mail type FWD)'],
    ['MXE', ['example.com MXE 192.0.2.25'], 'an MXE record (mail type MXE)'],
  ])('%s with %j forbids changes of MX records', (emailType, rows, service) => {
    expect(written(zoneOf(emailType, ...rows), [mx])).toContain(
      `the MX records of @ cannot be changed: mail of the domain goes through ${service}, which keeps its own MX records`,
    );
  });

  it.each(['', 'PE'])('"%s" that we do not know how to send back forbids every write', (emailType) => {
    expect(written(zoneOf(emailType, '@ A 192.0.2.9'), [a])).toMatch(/mail type of the zone/);
  });
});

describe('a changed MX preference', () => {
  it('takes the record out and puts it back, since it is ignored otherwise', () => {
    const zone = zoneOf('MX', '@ A 192.0.2.1', '@ MX 10 MX1.example.net', '@ MX 20 mx2.example.net.');
    const [call, more] = compiled(zone, [set('@', 'MX', ['30 mx1.example.net.', '20 mx2.example.net.'])]);
    expect(more).toBeUndefined();
    // Each after a look at what is there.
    expect(call?.requests).toBe(4);
    expect(call?.operation).toMatch(/^setHosts \(twice: Namecheap ignores a changed MX preference/);
    expect(written(zone, [set('@', 'MX', ['30 mx1.example.net.', '20 mx2.example.net.'])])).toEqual([
      ['EmailType MX', '@ A 192.0.2.1', '@ MX 20 mx2.example.net.'],
      ['EmailType MX', '@ A 192.0.2.1', '@ MX 20 mx2.example.net.', '@ MX 30 mx1.example.net.'],
    ]);
  });

  it('of the only MX record turns mail off in between', () => {
    const zone = zoneOf('MX', '@ MX 10 mx.example.net.');
    expect(written(zone, [set('@', 'MX', ['5 mx.example.net.'])])).toEqual([
      ['EmailType NONE'],
      ['EmailType MX', '@ MX 5 mx.example.net.'],
    ]);
  });

  it('with another host beside it needs the second request only for the one that stays', () => {
    const zone = zoneOf('MX', '@ MX 10 mx.example.net.');
    expect(compiled(zone, [set('@', 'MX', ['20 other.example.net.'])])).toMatchObject([{ requests: 2 }]);
    expect(compiled(zone, [set('sub', 'MX', ['20 mx.example.net.'])])).toMatchObject([{ requests: 2 }]);
  });
});

describe('a write is refused', () => {
  const a = set('api', 'A', ['192.0.2.1']);

  it('where it would make a dynamic DNS record a plain one', () => {
    const zone = zoneOf('NONE', row('home A 192.0.2.77', { dynamic: true }));
    const [call] = compiled(zone, [a]);
    expect(call).toMatchObject({ requests: 0, covers: [`${domain}/api/A`] });
    expect(written(zone, [a])).toMatch(
      /^a write sends the whole zone, which would change home A 192\.0\.2\.77: it is an "A \+ Dynamic DNS" record, and a write would make it a plain A record\. /,
    );
  });

  it('where it would make an inactive record active', () => {
    expect(written(zoneOf('NONE', row('x A 192.0.2.7', { active: false })), [a])).toMatch(/answers it as inactive/);
  });

  it('where it would overwrite a row that cannot be read', () => {
    const zone = zoneOf('NONE', 'api A not-an-address');
    expect(written(zone, [a])).toMatch(/^api A not-an-address stands where a change is to be made and cannot be read/);
    expect(written(zone, [set('other', 'A', ['192.0.2.1'])])).toEqual([
      ['EmailType NONE', 'api A not-an-address', 'other A 192.0.2.1'],
    ]);
  });
});
