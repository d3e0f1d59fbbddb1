/** Changes become calls. Pure. */
import type { CallDraft, SettingChange, ZoneChange } from '../../planner/plan.ts';
import { unseenDsNotes, withForwardingEnded } from '../side-effects.ts';
import type { CallBody, PanelField } from './calls.ts';
import { bare } from './convert.ts';
import { recordCalls } from './record-changes.ts';
import { isParkingAddress } from './record-rules.ts';

export function compileZone(zone: ZoneChange): readonly CallDraft[] {
  return withForwardingEnded(recordCalls(zone.domain, zone.changes), zone, isParkingAddress);
}

/** One request for each field of each domain: the panel's own call takes no more (CaptainCore plugin). */
export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return changes.map(settingCall);
}

function settingCall(change: SettingChange): CallDraft {
  switch (change.field) {
    case 'auto_renew':
      // Looked at once it is on: that the call can switch it on is inferred, and a wrong guess loses the domain.
      return draft(change, 'autorenew', change.after, change.after ? 2 : 1);
    case 'transfer_lock':
      return draft(change, 'locked', change.after);
    case 'privacy':
      return draft(change, 'whois_privacy', change.after);
    case 'nameservers':
      return { ...draft(change, 'nameservers', change.after.map(bare)), notes: unseenDsNotes(change) };
    case 'dnssec':
      throw new Error(`dnssec cannot be written at Hover, as its descriptor says: ${change.address}`);
  }
}

function draft(
  { address, domain }: SettingChange,
  field: PanelField,
  value: boolean | readonly string[],
  requests = 1,
): CallDraft {
  const body: CallBody = { kind: 'setting', domain, field, value };
  return { operation: `PUT domains/{domain} ${field}`, domain, covers: [address], requests, body };
}
