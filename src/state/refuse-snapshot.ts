import type { StateVersion } from './administration.ts';
import { StateError } from './errors.ts';

/**
 * Throws `StateError` `mixed` where one of the two was made against simulators and the other was not, and `stale` where a workspace that was ever written is not the state of the
 * snapshot, or went on since.
 */
export function refuseSnapshot(workspace: string, present: StateVersion, given: StateVersion): void {
  if (present.simulated !== null && given.simulated !== null && present.simulated !== given.simulated) {
    const of = (simulated: boolean) => (simulated ? 'simulators' : 'real registrars');
    throw new StateError(
      'mixed',
      `The snapshot is of a state made against ${of(given.simulated)}, and workspace ${workspace} is one of ` +
        `${of(present.simulated)}. Nothing was changed. Push it into another workspace, folder or database.`,
    );
  }
  if (present.serial === 0) return;
  if (present.lineage !== given.lineage) {
    throw new StateError(
      'stale',
      `The snapshot is of another state (lineage ${given.lineage ?? 'none'}) than workspace ${workspace} ` +
        `(lineage ${present.lineage}). Nothing was changed. Pass --workspace with a new name to have both; to replace ` +
        'this state on purpose, set "lineage" and "serial" in the snapshot to those that state pull shows here.',
    );
  }
  if (present.serial === given.serial) return;
  if (present.serial < given.serial) {
    throw new StateError(
      'stale',
      `The snapshot is of serial ${given.serial}, and workspace ${workspace} is at serial ${present.serial}: a copy of this ` +
        'state was written elsewhere, and nobody can tell whether this one was, too. Nothing was changed. Push into an empty ' +
        'folder, database or workspace; to replace this copy on purpose, set "serial" in the snapshot to the present one.',
    );
  }
  throw new StateError(
    'stale',
    `The snapshot is of serial ${given.serial}, and workspace ${workspace} is at serial ${present.serial}: it was written ` +
      'since. Nothing was changed. Pull it again, and make your changes there; to go back on purpose, set "serial" in ' +
      'the snapshot to the present one.',
  );
}
