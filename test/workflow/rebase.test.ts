/** Changes that start anew from a zone as it is now: what they would take that the plan did not show. */
import { describe, expect, it } from 'vitest';
import type { LiveRecordSet, LiveZone } from '../../src/planner/inputs.ts';
import type { RecordSetChange } from '../../src/planner/plan.ts';
import { rebase } from '../../src/workflow/apply/rebase.ts';
import { fakeCompiler, liveSet, set } from '../helpers/planning.ts';

const { dns } = fakeCompiler().descriptor;
const address = 'example.com/www/A';
type Options = LiveRecordSet['options'];

function changeOf(before: string | null, after: string | null, options: Options = {}): RecordSetChange {
  const source = { file: 'domains.yaml', line: 1, column: 1 };
  return {
    address,
    action: before === null ? 'create' : after === null ? 'delete' : 'update',
    before: before === null ? null : liveSet(before),
    after: after === null ? null : { ...set(after), source, protect: false, options },
  };
}

function zoneWith(text: string, options: Options = {}): LiveZone {
  const recordSets = [{ ...liveSet(text), options }];
  return { domain: 'example.com', status: 'present', recordSets, unsupported: [], nameservers: [], native: null };
}

describe('what the zone turns out to hold', () => {
  it.each<[what: string, change: RecordSetChange, zone: LiveZone, lost: boolean]>([
    ['a set where there was none', changeOf(null, 'www A 192.0.2.1'), zoneWith('www A 192.0.2.9'), true],
    [
      'a default one where there was none',
      changeOf(null, 'www CNAME a.example.net.'),
      zoneWith('www CNAME parking.example.net.'),
      false,
    ],
    ['a part of what is to be there', changeOf(null, 'www A 192.0.2.1, 192.0.2.2'), zoneWith('www A 192.0.2.1'), false],
    ['what was there before', changeOf('www A 192.0.2.9', 'www A 192.0.2.1'), zoneWith('www A 192.0.2.9'), false],
    ['both, half-way', changeOf('www A 192.0.2.9', 'www A 192.0.2.1'), zoneWith('www A 192.0.2.1, 192.0.2.9'), false],
    ['one more', changeOf('www A 192.0.2.9', 'www A 192.0.2.1'), zoneWith('www A 192.0.2.7, 192.0.2.9'), true],
    ['one more, where all goes', changeOf('www A 192.0.2.9', null), zoneWith('www A 192.0.2.7, 192.0.2.9'), true],
    [
      'a comment, and another is to be there',
      changeOf(null, 'www A 192.0.2.1', { comment: 'ours' }),
      zoneWith('www A 192.0.2.1', { comment: 'theirs' }),
      true,
    ],
  ])('%s', (_, change, zone, lost) => {
    const { unexpected } = rebase([change], zone, dns);
    expect(unexpected).toEqual(lost ? [address] : []);
  });
});
