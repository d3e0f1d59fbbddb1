/** From changes to the fewest safe calls. Which requests they take is said in `steps.ts`. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { CallDraft, RecordSetChange, SettingChange, ZoneChange } from '../../planner/plan.ts';
import { type Place, setOf } from '../expected.ts';
import { unseenDsNotes } from '../side-effects.ts';
import { type DomainSettings, type GoDaddyCall, unreadableAdvice } from './calls.ts';
import { type SetChange, setChangesOf } from './changes.ts';
import { contentsOf, digestOf, withChanges, without } from './contents.ts';
import { type Step, stepsOf } from './steps.ts';

export function compileZone({ domain, live, changes }: ZoneChange): readonly CallDraft[] {
  const steps = stepsOf(setChangesOf(domain, live, changes), live);
  return steps.map((step, index) => stepCall(domain, live, step, steps.slice(0, index)));
}

/** What a call overwrites. The write of a whole type looks for itself; what is added takes nothing away. */
export function placesOf(change: RecordSetChange, { body }: CallDraft): readonly Place[] | null {
  switch ((body as GoDaddyCall).kind) {
    case 'put-set':
    case 'delete-set':
      return [setOf(change)];
    case 'rewrite-type':
      return [];
    default:
      return null;
  }
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
    case 'blocked': {
      const seen = seenAt(first, live);
      const call = draft('PUT records/{type}/{name}', covers, { kind: 'blocked', domain, seen }, 0);
      return { ...call, refused: `${sentence(seen)} ${unreadableAdvice}` };
    }
    case 'add':
      return draft('PATCH records', covers, { kind: 'add', domain, rows: step.sets.flatMap(({ rows }) => rows) });
    case 'put':
      return draft('PUT records/{type}/{name}', covers, { kind: 'put-set', domain, type, name, rows: first.rows });
    case 'delete':
      return draft('DELETE records/{type}/{name}', covers, { kind: 'delete-set', domain, type, name });
    case 'rewrite':
      return rewriteCall(domain, live, step, before);
  }
}

/**
 * A read and a write. A type is not emptied by an empty list: all but one set go with the write, and that one by a
 * deletion of its own; of SRV it is then read whether it is gone. See `rewrite-type.ts`.
 */
function rewriteCall(domain: string, live: LiveZone, { sets }: Step, before: readonly Step[]): CallDraft {
  const { type } = sets[0];
  const earlier = before.flatMap((step) => step.sets);
  const found = withChanges(contentsOf(live, type), type, earlier);
  const names = sets.map(({ name }) => name);
  const kept = without(found, names);
  const gone = without(found, [...kept.keys()]);
  const rows = sets.flatMap(({ wholeRows }) => wholeRows);
  const requests = kept.size > 0 || rows.length > 0 ? 2 : (found.size > 1 ? 3 : 2) + (type === 'SRV' ? 1 : 0);
  const call: GoDaddyCall = {
    kind: 'rewrite-type',
    domain,
    type,
    names,
    kept: digestOf(kept),
    before: digestOf(gone),
    rows,
  };
  return rewriting(
    'PUT records/{type}',
    sets.map(({ address }) => address),
    call,
    requests,
  );
}

function seenAt({ name, type }: SetChange, live: LiveZone): string {
  const there = live.unsupported.filter((record) => record.name === name && record.type === type);
  const texts = there.map(({ text }) => text).join(' | ');
  return `there are records of that name and type that this tool cannot read: ${texts}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
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
  const call = draft('PATCH domains/{domain}', [address], { kind: 'nameservers', domain, nameservers: after }, 2);
  return [{ ...call, notes: unseenDsNotes(change) }];
}

function rewriting(operation: string, covers: readonly string[], body: GoDaddyCall, requests: number): CallDraft {
  return { ...draft(operation, covers, body, requests), rewrites: true };
}

function draft(operation: string, covers: readonly string[], body: GoDaddyCall, requests = 1): CallDraft {
  return { operation, domain: body.domain, covers, requests, body };
}
