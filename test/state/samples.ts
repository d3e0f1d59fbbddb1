/** Values for the tests of the state. */
import type { JournalIntent, RecordedEffect, RunStart } from '../../src/state/store.ts';
import { plainManagement } from '../../src/workflow/apply/effects.ts';

export const runStart: RunStart = {
  operation: 'apply',
  startedAt: '2026-11-23T10:00:00.000Z',
  actor: 'anna',
  host: 'build-7',
  pid: 4711,
  commit: '3f2c1ab',
  ciUrl: 'https://ci.example.com/5',
  toolVersion: '0.1.0',
};

export const at = '2026-11-23T10:00:01.000Z';

export function recordSet(
  domain: string,
  label: string,
  more: Partial<Extract<RecordedEffect, { kind: 'record-set' }>> = {},
): Extract<RecordedEffect, { kind: 'record-set' }> {
  return {
    kind: 'record-set',
    domain,
    account: 'cf',
    name: `${label}.${domain}.`,
    type: 'A',
    ttlSeconds: 300,
    values: ['192.0.2.1', '192.0.2.2'],
    options: {},
    protect: false,
    at,
    ...more,
  };
}

export function domain(name: string): Extract<RecordedEffect, { kind: 'domain' }> {
  return { kind: 'domain', domain: name, registrar: 'gandi', dns: 'cf', protect: false };
}

export function intent(domainName: string, label: string): JournalIntent {
  const address = `${domainName}/${label}/A`;
  return {
    account: 'cf',
    domain: domainName,
    operation: 'POST dns_records/batch',
    covers: [address],
    recorded: {},
    managed: { [address]: plainManagement },
    before: { [address]: null },
    after: { [address]: { ttl: 300, values: ['192.0.2.1'] } },
    at,
  };
}
