import type { RecordSetChange } from '../../planner/plan.ts';
import type { SentCall } from './send-call.ts';
import type { ZoneWatch } from './zone-watch.ts';

/** What is known of a zone's changes while its calls are sent. */
export interface ZoneProgress {
  /** By address: changes that are not known to be in force. */
  readonly pending: Map<string, RecordSetChange>;
  /** By address: how many calls that have a part in it are still to be sent. */
  readonly callsLeft: Map<string, number>;
  /** Sent, and not settled: a change that they have a part in is not known to be in force. */
  open: SentCall[];
  readonly watch: ZoneWatch;
}
