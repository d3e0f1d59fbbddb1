/**
 * Effects in order, reduced to one for each row: the last one holds. What remains touches no row twice, so that it can
 * be written by one statement for each kind, deletions first.
 */
import { assertNever } from '../schema/result.ts';
import type { RecordedEffect } from './store.ts';

type Effect<K extends RecordedEffect['kind']> = Extract<RecordedEffect, { readonly kind: K }>;

interface FoldedEffects {
  readonly forgetDomains: readonly Effect<'forget-domain'>[];
  readonly forgetRecordSets: readonly Effect<'forget-record-set'>[];
  readonly forgetSettings: readonly Effect<'forget-setting'>[];
  readonly domains: readonly Effect<'domain'>[];
  readonly zoneRows: readonly Effect<'zone-rows'>[];
  readonly recordSets: readonly Effect<'record-set'>[];
  readonly settings: readonly Effect<'setting'>[];
}

export function foldEffects(effects: readonly RecordedEffect[]): FoldedEffects {
  const forgottenAt = new Map<string, number>();
  for (const [index, effect] of effects.entries()) {
    if (effect.kind === 'forget-domain') forgottenAt.set(effect.domain, index);
  }
  const last = new Map<string, RecordedEffect>();
  for (const [index, effect] of effects.entries()) {
    // A forgotten domain takes all that was recorded of it before.
    if (index < (forgottenAt.get(effect.domain) ?? -1)) continue;
    last.set(rowKey(effect), effect);
  }
  const rows = [...last.values()];
  const ofKind = <K extends RecordedEffect['kind']>(kind: K): readonly Effect<K>[] =>
    rows.filter((effect): effect is Effect<K> => effect.kind === kind);
  return {
    forgetDomains: ofKind('forget-domain'),
    forgetRecordSets: ofKind('forget-record-set'),
    forgetSettings: ofKind('forget-setting'),
    domains: ofKind('domain'),
    zoneRows: ofKind('zone-rows'),
    recordSets: ofKind('record-set'),
    settings: ofKind('setting'),
  };
}

/** Equal for effects that write the same row. A forgotten domain may come again: that is two writes, in this order. */
function rowKey(effect: RecordedEffect): string {
  switch (effect.kind) {
    case 'forget-domain':
      return key('forget', effect.domain);
    case 'domain':
      return key('domain', effect.domain);
    case 'zone-rows':
      return key('zone-rows', effect.domain);
    case 'record-set':
    case 'forget-record-set':
      return key('record-set', effect.domain, effect.account, effect.name, effect.type);
    case 'setting':
    case 'forget-setting':
      return key('setting', effect.domain, effect.account, effect.field);
    default:
      return assertNever(effect);
  }
}

function key(...parts: readonly string[]): string {
  return parts.join('\n');
}
