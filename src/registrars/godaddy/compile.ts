/** From changes to the fewest safe calls. Which requests they take is said in `steps.ts`. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { CallDraft, SettingChange, ZoneChange } from '../../planner/plan.ts';
import type { DomainSettings, GoDaddyCall } from './calls.ts';
import { type SetChange, setChangesOf } from './changes.ts';
import { type Step, stepsOf } from './steps.ts';

export function compileCreateZone(domain: string): CallDraft {
  throw new Error(`GoDaddy makes no zones (asked for ${domain}): the descriptor says so`);
}

export function compileZone({ domain, live, changes }: ZoneChange): readonly CallDraft[] {
  const steps = stepsOf(setChangesOf(domain, live, changes), live);
  return steps.map((step, index) => stepCall(domain, live, step, steps.slice(0, index)));
}

/** One request changes all settings of one domain. Nameservers apart, because they take effect later than they are answered. */
export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  const domains = [...new Set(changes.map(({ domain }) => domain))];
  return domains.flatMap((domain) => {
    const all = changes.filter((change) => change.domain === domain);
    const others = all.filter(({ field }) => field !== 'nameservers');
    const settings = others.length === 0 ? [] : [settingsCall(domain, others)];
    return [...settings, ...all.flatMap(nameserverCall)];
  });
}

function stepCall(domain: string, live: LiveZone, step: Step, before: readonly Step[]): CallDraft {
  const covers = step.sets.map(({ address }) => address);
  const [first] = step.sets;
  const { type, stored: name } = first;
  switch (step.kind) {
    case 'blocked':
      return draft('PUT records/{type}/{name}', covers, { kind: 'blocked', domain, seen: seenAt(first, live) }, 0);
    case 'add':
      return draft('PATCH records', covers, { kind: 'add', domain, rows: step.sets.flatMap(({ rows }) => rows) });
    case 'put':
      return draft('PUT records/{type}/{name}', covers, { kind: 'put-set', domain, type, name, rows: first.rows });
    case 'delete':
      return draft('DELETE records/{type}/{name}', covers, { kind: 'delete-set', domain, type, name });
    case 'rewrite': {
      const names = step.sets.map((set) => set.name);
      const rows = step.sets.flatMap(({ wholeRows }) => wholeRows);
      const requests = rewriteRequests(step, live, before);
      return draft('PUT records/{type}', covers, { kind: 'rewrite-type', domain, type, names, rows }, requests);
    }
  }
}

/**
 * A read and a write. A type is not emptied by an empty list: all but one set go with the write, and that one by a
 * deletion of its own; of SRV it is then read whether it is gone. See `rewrite-type.ts`.
 */
function rewriteRequests({ sets }: Step, live: LiveZone, before: readonly Step[]): number {
  const { type } = sets[0];
  const present = new Set(
    [...live.recordSets, ...live.unsupported].filter((set) => set.type === type).map(({ name }) => name),
  );
  const apply = (change: SetChange) => {
    if (change.type !== type || change.kind === 'blocked') return;
    if (change.kind === 'delete') present.delete(change.name);
    else present.add(change.name);
  };
  for (const step of before) for (const change of step.sets) apply(change);
  const leaving = present.size;
  for (const change of sets) apply(change);
  if (present.size > 0) return 2;
  return (leaving > 1 ? 3 : 2) + (type === 'SRV' ? 1 : 0);
}

function seenAt({ name, type }: SetChange, live: LiveZone): string {
  const there = live.unsupported.filter((record) => record.name === name && record.type === type);
  const texts = there.map(({ text }) => text).join(' | ');
  return `there are records of that name and type that this tool cannot read: ${texts}`;
}

function settingsCall(domain: string, changes: readonly SettingChange[]): CallDraft {
  const settings: DomainSettings = Object.assign({}, ...changes.map(settingOf));
  return draft(
    'PATCH domains/{domain}',
    changes.map(({ address }) => address),
    { kind: 'settings', domain, settings },
  );
}

function settingOf(change: SettingChange): DomainSettings {
  if (change.field === 'auto_renew') return { renewAuto: change.after };
  if (change.field === 'transfer_lock') return { locked: change.after };
  throw new Error(`${change.field} cannot be written at GoDaddy, as its descriptor says: ${change.address}`);
}

/** Written, then read once, or more often until it shows. */
function nameserverCall(change: SettingChange): readonly CallDraft[] {
  if (change.field !== 'nameservers') return [];
  const { address, domain, after } = change;
  return [draft('PATCH domains/{domain}', [address], { kind: 'nameservers', domain, nameservers: after }, 2)];
}

function draft(operation: string, covers: readonly string[], body: GoDaddyCall, requests = 1): CallDraft {
  return { operation, domain: body.domain, covers, requests, body };
}
