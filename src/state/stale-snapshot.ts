import { StateError } from './errors.ts';

/** Throws `StateError` `stale` where a workspace that was ever written is not at the serial of the snapshot. */
export function refuseStale(workspace: string, serial: number, given: number): void {
  if (serial === 0 || serial === given) return;
  throw new StateError(
    'stale',
    `The snapshot is of serial ${given}, and workspace ${workspace} is at serial ${serial}: it was written since. ` +
      'Nothing was changed. Pull it again, and make your changes there; to go back on purpose, set "serial" in the ' +
      'snapshot to the present one.',
  );
}
