import type { LiveRecordSet } from '../inputs.ts';
import type {
  CallDraft,
  Change,
  Drift,
  Foreign,
  PlanError,
  PlannedRecordSet,
  RecordSetChange,
  SettingChange,
} from '../plan.ts';
import type { Loss } from './loss.ts';

/** What one domain contributes to the plan, before guards and calls. */
export interface DomainDiff {
  changes: Change[];
  /** The changes that need calls, in the form that compilers take. */
  recordSetChanges: RecordSetChange[];
  settingChanges: PlannedSetting[];
  createZone: CallDraft | null;
  drift: Drift[];
  foreign: Foreign[];
  readonly errors: PlanError[];
  /** What the guards count. */
  readonly managed: ManagedCounts;
  noOp: number;
}

/** A setting change; deferred where its value is known only after the zone was made. */
export interface PlannedSetting {
  readonly change: SettingChange;
  readonly deferred: boolean;
}

/** A set that loses something live that was never ours; with a refresh, that has it recorded as ours. */
export interface TakenOver {
  readonly address: string;
  readonly live: LiveRecordSet;
  /** Null: it is deleted; of a refresh, by the next apply. */
  readonly after: PlannedRecordSet | null;
  readonly loss: Loss;
}

interface ManagedCounts {
  /** Live sets that are desired or recorded; not those that a new zone comes with. */
  live: number;
  /** Sets that stay managed after this plan. */
  after: number;
  /** Live sets that are recorded. */
  recorded: number;
  /**
   * Addresses of managed sets that would be deleted; that would be updated or replaced, those that were never managed only
   * where they lose something.
   */
  deleted: string[];
  updated: string[];
  takenOver: TakenOver[];
  /** Sets that were never ours and would be removed because of `foreign: delete`, or to make room at a name. */
  foreignDeleted: string[];
  /** Addresses where something else is live than what must be; see `PlanInput.expected`. */
  changedSince: string[];
  /** Addresses of protected things that would go. */
  protectedGone: string[];
  /** Addresses of what is protected from changes, too, and would change. */
  protectedChanged: string[];
}

export function emptyDiff(): DomainDiff {
  return {
    changes: [],
    recordSetChanges: [],
    settingChanges: [],
    createZone: null,
    drift: [],
    foreign: [],
    errors: [],
    managed: {
      live: 0,
      after: 0,
      recorded: 0,
      deleted: [],
      updated: [],
      takenOver: [],
      foreignDeleted: [],
      changedSince: [],
      protectedGone: [],
      protectedChanged: [],
    },
    noOp: 0,
  };
}
