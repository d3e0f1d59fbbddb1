import type { LiveRecordSet } from '../../planner/inputs.ts';
import type { RecordSetChange, RecordSetValue } from '../../planner/plan.ts';
import { recordSetValue } from '../../planner/value.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { managedBy } from './effects.ts';
import type { CallValues } from './send-call.ts';

export function setValue(set: (RecordSet & Pick<LiveRecordSet, 'irregular'>) | null): RecordSetValue | null {
  return set === null ? null : recordSetValue(set.ttlSeconds, printValues(set), set.options, set.irregular);
}

export function valuesOf(changes: readonly RecordSetChange[]): CallValues {
  return {
    before: Object.fromEntries(changes.map(({ address, before }) => [address, setValue(before)])),
    after: Object.fromEntries(changes.map(({ address, after }) => [address, setValue(after)])),
    managed: Object.fromEntries(
      changes.flatMap(({ address, after }) => {
        const options = managedBy(after);
        return after === null || options === null ? [] : [[address, { protect: after.protect, options }]];
      }),
    ),
  };
}
