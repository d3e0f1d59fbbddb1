/** How much a plan may change without consent, where the config does not say otherwise. Argued in docs/config.md. */
import type { PlanThresholds, Thresholds } from '../desired.ts';
import type { Defaults } from './generated/raw-config.ts';

export const zoneThresholds: Thresholds = { deletes: 0.3, updates: 0.3 };

export const planThresholds: PlanThresholds = { deletes: 0.2, maxDeletes: 50, updates: 0.3, maxUpdates: 200 };

export function readPlanThresholds({ plan_thresholds: written = {} }: Defaults): PlanThresholds {
  return {
    deletes: written.deletes ?? planThresholds.deletes,
    maxDeletes: written.max_deletes ?? planThresholds.maxDeletes,
    updates: written.updates ?? planThresholds.updates,
    maxUpdates: written.max_updates ?? planThresholds.maxUpdates,
  };
}
