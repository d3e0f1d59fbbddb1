/** Changes to calls: one request for each record that changes, one for each setting. Pure. */
import type { CallDraft, SettingChange, ZoneChange } from '../../planner/plan.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { unseenDsNotes, withForwardingEnded } from '../side-effects.ts';
import type { NameSiloCall, SwitchOperation } from './calls.ts';
import { recordCalls } from './record-changes.ts';
import { isDefaultRecordSet, isParkingAddress } from './record-rules.ts';

export function compileZone(zone: ZoneChange): readonly CallDraft[] {
  const drafts = recordCalls(zone.domain, zone.changes);
  return withForwardingEnded(withParkingNote(drafts, zone), zone, isParkingAddress);
}

/** Inferred from NameSilo's WHMCS module, which sets the kind of traffic before it writes records: NOT VERIFIED. */
function withParkingNote(drafts: readonly CallDraft[], { domain, changes }: ZoneChange): readonly CallDraft[] {
  const parking = changes.flatMap(({ before, address }) =>
    before !== null && isDefaultRecordSet(before, domain) ? [address] : [],
  );
  const first = drafts.find(({ covers }) => covers.some((address) => parking.includes(address)));
  const note =
    'NameSilo may put its parking records back while the domain counts as parked or forwarded in its panel (not verified): plan again later';
  return drafts.map((draft) => (draft === first ? { ...draft, notes: [note] } : draft));
}

/** Nameservers of several domains could go in one call, but whether that is all or nothing is NOT VERIFIED: one by one. */
export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return changes.map(compileSetting);
}

/** changeNameServers has the parameters ns1 to ns13 and needs two. */
const nameserverCount = { min: 2, max: 13 } as const;

function compileSetting(change: SettingChange): CallDraft {
  const { address, domain } = change;
  switch (change.field) {
    case 'auto_renew':
      return switchDraft(change.after ? 'addAutoRenewal' : 'removeAutoRenewal', change);
    case 'transfer_lock':
      return switchDraft(change.after ? 'domainLock' : 'domainUnlock', change);
    case 'privacy':
      return switchDraft(change.after ? 'addPrivacy' : 'removePrivacy', change);
    case 'nameservers': {
      const nameservers = change.after.map((name) => name.slice(0, -1));
      const bare = draft('changeNameServers', address, { kind: 'nameservers', domain, nameservers });
      const call = { ...bare, notes: unseenDsNotes(change) };
      const { min, max } = nameserverCount;
      if (nameservers.length >= min && nameservers.length <= max) return call;
      const refused = `NameSilo takes ${min} to ${max} nameservers, and there are ${nameservers.length}. List ${nameservers.length < min ? 'one more' : 'fewer'} in the config.`;
      return { ...call, requests: 0, refused };
    }
    case 'dnssec': {
      const before = change.before ?? [];
      const add = without(change.after, before);
      const remove = without(before, change.after);
      const operation = [...(add.length > 0 ? ['add'] : []), ...(remove.length > 0 ? ['delete'] : [])].join(', ');
      const call = draft(`dnsSecRecords (${operation})`, address, { kind: 'ds', domain, add, remove });
      return { ...call, requests: add.length + remove.length };
    }
  }
}

function switchDraft(operation: SwitchOperation, { address, domain }: SettingChange): CallDraft {
  return draft(operation, address, { kind: 'switch', domain, operation });
}

function without(records: readonly DsRdata[], others: readonly DsRdata[]): readonly DsRdata[] {
  const known = new Set(others.map(printRdata));
  return records.filter((record) => !known.has(printRdata(record)));
}

function draft(operation: string, address: string, body: NameSiloCall): CallDraft {
  return { operation, domain: body.domain, covers: [address], requests: 1, body };
}
