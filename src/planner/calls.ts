/** Changes become calls: each account's compiler makes the cheapest sequence; this decides which are asked when. */

import { count } from '../schema/count.ts';
import { domainOfAddress } from '../schema/dns/address.ts';
import type { DomainDiff, PlannedSetting } from './diff/outcome.ts';
import { changedForeign, foreignText } from './foreign-sets.ts';
import { type DnsHalf, dnsHalf, registrationHalf } from './halves.ts';
import type { LiveZone, PlanInput, ServingZone } from './inputs.ts';
import { orderChanges } from './order.ts';
import { type Call, type CallDraft, type Note, type PlanError, type Stage, stages } from './plan.ts';
import { ourSets, suspicionOf } from './suspicious-read.ts';
import { zoneLeft } from './unanswered.ts';

export interface DomainToCompile {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  readonly diff: DomainDiff;
}

interface Compiled {
  readonly calls: readonly Call[];
  /** Addresses whose change a registrar's compiler refuses to make. */
  readonly refused: ReadonlySet<string>;
  readonly errors: readonly PlanError[];
  readonly notes: readonly Note[];
}

/** A call that still has what to tell of it. `unsafe`: refused for what it was made from, and not for what it does. */
type MadeCall = Call & Pick<CallDraft, 'notes'> & { readonly unsafe?: true };

/**
 * The calls of a plan, by domain, then stage; calls that settle several domains come first.
 * Settings of all domains of an account are compiled together, so that an API with bulk calls can use them.
 */
export function compileCalls(input: PlanInput, domains: readonly DomainToCompile[]): Compiled {
  const made = [...compileZones(input, domains), ...compileSettings(input, domains)].sort(compareCalls);
  const refused = made.filter((call) => call.refused !== undefined);
  const kept = made.filter((call) => call.refused === undefined);
  return {
    calls: kept.map(({ notes: _, ...call }) => call),
    refused: new Set(refused.flatMap((call) => call.covers)),
    errors: refused.flatMap((call, index) => (isSaid(call, refused.slice(0, index)) ? [] : [errorOf(call)])),
    notes: kept.flatMap(({ domain, covers, notes = [] }) => {
      const domains = domain === null ? [...new Set(covers.map(domainOfAddress))] : [domain];
      return domains.flatMap((one) => notes.map((message) => ({ domain: one, message })));
    }),
  };
}

/** All calls of a zone that nothing can be written from are refused for the same. */
function isSaid({ unsafe, domain }: MadeCall, earlier: readonly MadeCall[]): boolean {
  return unsafe === true && earlier.some((call) => call.unsafe && call.domain === domain);
}

function errorOf({ account, domain, covers, refused = '', unsafe }: MadeCall): PlanError {
  const place = { account, domain: domain ?? '' };
  if (unsafe) return { ...place, code: 'suspicious-read', message: refused };
  return { ...place, code: 'refused', message: `${covers.join(', ')}: ${refused}` };
}

function compileZones(input: PlanInput, domains: readonly DomainToCompile[]): readonly MadeCall[] {
  const calls: MadeCall[] = [];
  for (const { domain, dns, diff } of domains) {
    if (dns === null) continue;
    if (diff.createZone !== null) calls.push(callOf(diff.createZone, dns, 'zone', false));
    const zone = input.zones.get(domain);
    if (diff.recordSetChanges.length === 0 || zone === undefined || 'problem' in zone) continue;
    const change = { domain, live: zone, changes: orderChanges(diff.recordSetChanges) };
    // What a zone holds that is not there yet, or that will not show itself yet, is known only after an earlier stage.
    const deferred = zone.status !== 'present';
    const drafts = dnsHalf(input.compilers.get(dns), dns).compileZone(change);
    const rewriting = drafts.find(({ rewrites }) => rewrites);
    const hidden = rewriting === undefined ? null : hiddenIn(input, zone, dns);
    for (const draft of drafts) {
      const notes = draft === rewriting ? writtenBackNotes(input, zone, dns) : [];
      const call = callOf({ ...draft, notes: [...(draft.notes ?? []), ...notes] }, dns, 'records', deferred);
      calls.push(hidden !== null && draft.rewrites ? { ...call, refused: hidden, unsafe: true } : call);
    }
  }
  return calls;
}

/**
 * Why nothing may be written that replaces what this read did not show; null: it may. No consent is asked for: nobody could
 * say what it would lose. What is gone for good is recorded as gone first.
 */
function hiddenIn({ recorded }: PlanInput, zone: LiveZone, account: string): string | null {
  const { domain } = zone;
  const found = suspicionOf(zone, account, recorded.get(domain) ?? null, true);
  if (found === null || (found.lost === 0 && found.rowsBefore !== null)) return null;
  const seen = found.lost === 0 ? 'records' : `${count(found.lost, 'record')} of nobody here`;
  const which =
    found.foreign.length === 0 ? '' : `: ${found.foreign.map((set) => foreignText(set, domain)).join('; ')}`;
  return (
    `the zone ${domain} at ${account} does not show ${seen} that an apply saw there${which}. Two reads said so. ` +
    `What is not shown may be there all the same, and this write would replace it, so it is not sent. Look there; if it is gone for good, have that recorded (\`domctl plan --refresh-only --target ${domain} --consent suspicious-read:${domain} --out plan.json\`, then \`domctl apply plan.json\`), then plan again.`
  );
}

/** Somebody's ordinary edit, most likely; whoever made it sees it here, and whoever did not, too. */
function writtenBackNotes({ recorded }: PlanInput, zone: LiveZone, account: string): readonly string[] {
  const before = recorded.get(zone.domain);
  if (before?.foreign == null || before.dns !== account) return [];
  const ours = ourSets(before.recordSets.filter((set) => set.account === account));
  return changedForeign(before.foreign, zone, ours).map(
    (change) =>
      `a record set of nobody here reads otherwise than when an apply last saw it, and is written back as it reads now: ${change}`,
  );
}

function compileSettings(input: PlanInput, domains: readonly DomainToCompile[]): readonly MadeCall[] {
  const groups = new Map<string, { account: string; stage: Stage; deferred: boolean; settings: PlannedSetting[] }>();
  for (const { registrar, diff } of domains) {
    if (registrar === null) continue;
    for (const setting of diff.settingChanges) {
      const stage = stageOf(setting);
      const key = `${registrar} ${stage} ${setting.deferred}`;
      const group = groups.get(key) ?? { account: registrar, stage, deferred: setting.deferred, settings: [] };
      group.settings.push(setting);
      groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap(({ account, stage, deferred, settings }) => {
    const compiler = registrationHalf(input.compilers.get(account), account);
    const changes = settings.map((setting) => setting.change);
    // Delegations go one domain at a time: each waits for its own zone.
    const drafts =
      stage === 'settings'
        ? compiler.compileSettings(changes)
        : changes.flatMap((change) => {
            const left = zoneLeft(input.formerZones.get(change.domain), change, deferred);
            const drafts = compiler.compileSettings([change]);
            return left === null
              ? drafts
              : drafts.map((draft) => leaving(draft, left, dnsHalf(input.compilers.get(left.account), left.account)));
          });
    // What the compiler was given for a value that is not known yet is no value to refuse.
    return drafts.map((draft) => callOf(deferred ? unrefused(draft) : draft, account, stage, deferred));
  });
}

function stageOf({ change }: PlannedSetting): Stage {
  if (change.field === 'nameservers') return 'delegation';
  if (change.field === 'dnssec') return change.after.length === 0 ? 'unsign' : 'sign';
  return 'settings';
}

/** What the host that the nameservers leave does no longer, which the registrar's own compiler cannot know. */
function leaving(draft: CallDraft, { account, zone }: ServingZone, { descriptor }: DnsHalf): CallDraft {
  const { leaving: ends } = descriptor.dns;
  const effects = (zone.services ?? []).map((service) => `${service} at ${account} ends when the nameservers leave it`);
  return {
    ...draft,
    side_effects: [...(draft.side_effects ?? []), ...effects],
    notes: [...(draft.notes ?? []), ...(ends === undefined ? [] : [ends])],
  };
}

/** Throws for side effects of a call that settles several domains: nobody could consent for one of them. */
function callOf(draft: CallDraft, account: string, stage: Stage, deferred: boolean): MadeCall {
  const { operation, domain, covers, requests, body, expects, rewrites, refused, side_effects = [], notes } = draft;
  if (domain === null && side_effects.length > 0) throw new Error(`${operation} has side effects at several domains`);
  return {
    ...{ account, domain, operation, covers: [...covers], requests, stage, deferred },
    body: deferred ? null : body,
    ...(expects === undefined || deferred ? {} : { expects }),
    ...(refused === undefined ? {} : { refused }),
    ...(rewrites === undefined ? {} : { rewrites }),
    ...(side_effects.length === 0 ? {} : { side_effects }),
    ...(notes === undefined ? {} : { notes }),
  };
}

function unrefused({ refused: _, requests, ...draft }: CallDraft): CallDraft {
  return { ...draft, requests: Math.max(1, requests) };
}

/** Stable: calls of one domain and stage keep the order that the compiler gave them. */
function compareCalls(a: Call, b: Call): number {
  const domains = compareText(a.domain ?? '', b.domain ?? '');
  return domains !== 0 ? domains : stages.indexOf(a.stage) - stages.indexOf(b.stage);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
