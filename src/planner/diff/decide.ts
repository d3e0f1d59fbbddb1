/**
 * The three-way decision, for one record set or one setting.
 * desired = config, recorded = what we last applied, live = read now.
 *
 * | desired | recorded | live      | decision                                                                      |
 * |---------|----------|-----------|-------------------------------------------------------------------------------|
 * | yes     | no       | absent    | create                                                                        |
 * | yes     | no       | equal     | adopt                                                                         |
 * | yes     | no       | different | update, takes over                                                            |
 * | yes     | yes      | equal     | no-op; adopt where the recorded value is another one (drifted into agreement) |
 * | yes     | yes      | different | update; drift if live is not recorded; both changed if desired is not either  |
 * | yes     | yes      | absent    | create; drift: deleted outside                                                |
 * | no      | yes      | present   | delete; drift if live is not recorded                                         |
 * | no      | yes      | absent    | forget; drift: deleted outside                                                |
 * | no      | no       | present   | foreign                                                                       |
 */

export interface ThreeWay {
  readonly desired: boolean;
  readonly recorded: boolean;
  readonly live: boolean;
  /** Each is asked only where both sides are there. */
  readonly desiredIsLive: boolean;
  readonly desiredIsRecorded: boolean;
  readonly recordedIsLive: boolean;
}

export type DriftKind = 'changed' | 'deleted' | 'both_changed';

type Decision =
  | { readonly action: 'none' | 'no-op' | 'foreign' }
  | { readonly action: 'forget'; readonly drift: 'deleted' }
  | { readonly action: 'adopt'; readonly drifted: boolean }
  | { readonly action: 'create'; readonly drift: 'deleted' | null }
  | { readonly action: 'update'; readonly drift: DriftKind | null; readonly takesOver: boolean }
  | { readonly action: 'delete'; readonly drift: 'changed' | null };

export function decide(s: ThreeWay): Decision {
  if (s.desired) return s.live ? decideBothThere(s) : { action: 'create', drift: s.recorded ? 'deleted' : null };
  if (s.recorded) {
    if (!s.live) return { action: 'forget', drift: 'deleted' };
    return { action: 'delete', drift: s.recordedIsLive ? null : 'changed' };
  }
  return { action: s.live ? 'foreign' : 'none' };
}

function decideBothThere(s: ThreeWay): Decision {
  if (s.desiredIsLive) {
    if (!s.recorded) return { action: 'adopt', drifted: false };
    return s.desiredIsRecorded ? { action: 'no-op' } : { action: 'adopt', drifted: !s.recordedIsLive };
  }
  if (!s.recorded) return { action: 'update', drift: null, takesOver: true };
  if (s.recordedIsLive) return { action: 'update', drift: null, takesOver: false };
  return { action: 'update', drift: s.desiredIsRecorded ? 'changed' : 'both_changed', takesOver: false };
}
