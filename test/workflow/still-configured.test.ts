import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/planner/plan.ts';
import type { DesiredSettings } from '../../src/schema/desired.ts';
import { stillConfigured } from '../../src/workflow/still-configured.ts';
import { changeOf } from '../cli/views/plan-fixture.ts';
import { planScene } from '../helpers/planning.ts';

/** What the config says is given; what an undo brought about is asked about. */
function still(
  config: { readonly records?: readonly string[]; readonly settings?: DesiredSettings },
  undone: readonly Change[],
  status: 'applied' | 'failed' = 'applied',
) {
  const scene = { desired: config.records ?? [], desiredDomain: { settings: config.settings ?? {} } };
  const { input, plan } = planScene(scene);
  const results = undone.map(({ address, account, action }) => ({ address, account, action, status }));
  return stillConfigured(input.desired, { input, plan: { ...plan, changes: undone } }, { results });
}

const www = (after: Change['after']) => [changeOf('example.com/www/A', 'update', { after })];
const value = (address: string, ttl = 300) => ({ ttl, values: [address] });

describe('after an undo the config says otherwise', () => {
  it.each<[string, readonly string[], Change['after']]>([
    ['where it has another value', ['www A 192.0.2.9 ttl 300'], value('192.0.2.1')],
    ['where it has another TTL', ['www A 192.0.2.1 ttl 60'], value('192.0.2.1')],
    ['where it no longer has what came back', [], value('192.0.2.1')],
    ['where it has what went', ['www A 192.0.2.9 ttl 300'], null],
  ])('%s', (_claim, records, after) => {
    expect(still({ records }, www(after))).toEqual(['example.com/www/A']);
  });

  it.each<[string, DesiredSettings, Change]>([
    ['of a setting', { auto_renew: false }, changeOf('example.com:auto_renew', 'update', { after: true })],
    [
      'of nameservers that are to be those of the host',
      { nameservers: 'auto' },
      changeOf('example.com:nameservers', 'update', { after: ['ns1.elsewhere.example.'] }),
    ],
    [
      'of DS records that are to be those of the zone, which nobody asked for',
      { dnssec: 'auto' },
      changeOf('example.com:dnssec', 'update', { after: [] }),
    ],
  ])('%s', (_claim, settings, change) => {
    expect(still({ settings }, [change])).toEqual([change.address]);
  });
});

describe('after an undo the config agrees', () => {
  it('where it says what came back', () => {
    expect(still({ records: ['www A 192.0.2.1 ttl 300'] }, www(value('192.0.2.1')))).toEqual([]);
  });

  it('where neither has it', () => {
    expect(still({}, www(null))).toEqual([]);
  });

  it('about a setting that it does not name', () => {
    expect(still({}, [changeOf('example.com:auto_renew', 'update', { after: true })])).toEqual([]);
  });

  it('about nameservers that are those of the host again', () => {
    const after = ['ns1.acme.example.', 'ns2.acme.example.'];
    const undone = [changeOf('example.com:nameservers', 'update', { after })];
    expect(still({ settings: { nameservers: 'auto' } }, undone)).toEqual([]);
  });

  it('about a domain that left it', () => {
    expect(still({}, [changeOf('left.example/www/A', 'create', { after: value('192.0.2.1') })])).toEqual([]);
  });

  it('about what the undo did not bring about', () => {
    expect(still({}, www(value('192.0.2.1')), 'failed')).toEqual([]);
  });
});
