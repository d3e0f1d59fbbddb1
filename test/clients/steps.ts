/**
 * What each peer puts its simulator through. After every write, the zone must hold what it held before and the records of
 * the step, and nothing else: by the peer's list, by our own client, and by what the simulator has stored.
 */
import { deleteSet, lineOf, recordSet, writeSet, zoneLines } from './ours.ts';
import type { Filter, Peer, PeerRecord } from './peer.ts';
import { type Sample, samples } from './samples.ts';
import type { SandboxAccount } from './sandbox.ts';
import type { PeerEntry } from './table.ts';

/** Carries out a step and tells whether it went through; never throws. `title`: of the sample that it is about. */
export type Step = (name: string, title: string | null, action: () => Promise<void>) => Promise<boolean>;

export interface Checked {
  readonly entry: PeerEntry;
  readonly account: SandboxAccount;
  readonly peer: Peer;
  readonly step: Step;
}

const ttlSeconds = 3600;

/** Types whose whole value is one text in what the simulators store. */
const storedAsText = ['TXT', 'A', 'AAAA', 'CNAME'];

/** Each secret wrong for once, then the right ones; false where these are not let in. */
export async function signIn({ entry, account, peer, step }: Checked): Promise<boolean> {
  const [sample] = samplesOf(entry);
  const open = (credentials: Readonly<Record<string, string>>) =>
    peer.open(entry.options({ credentials, domain: account.domain, ttlSeconds }));
  for (const { key, secret } of account.registrar.descriptor.credentials) {
    if (!secret || !entry.keys.includes(key)) continue;
    await step(`refuses a wrong ${key}`, null, async () => {
      const attempt = async () => {
        await open({ ...account.credentials, [key]: spoilt(account.credentials[key] ?? '') });
        // Some say nothing before they have something to do.
        await peer.create(sample.type, `${sample.label}.${account.domain}`, sample.first, ttlSeconds);
        return 'it was let in';
      };
      const refusal = await attempt().catch((error: Error) => error.message);
      if (!entry.refusal.test(refusal)) throw new Error(`expected ${entry.refusal}, saw: ${refusal}`);
    });
  }
  return step('signs in', null, () => open(account.credentials));
}

export async function writeRecords(checked: Checked): Promise<void> {
  const before = await zoneLines(checked.account);
  for (const sample of samplesOf(checked.entry)) await writeSample(sample, before, checked);
}

function samplesOf({ samples: titles }: PeerEntry): readonly [Sample, ...Sample[]] {
  return samples.filter(({ title }) => titles.includes(title)) as [Sample, ...Sample[]];
}

async function writeSample(sample: Sample, before: readonly string[], checked: Checked): Promise<void> {
  const { entry, account, peer } = checked;
  const { title, type } = sample;
  const can = new Set(entry.can);
  const name = `${sample.label}.${account.domain}`;
  const asPeerWrites = (text: string) =>
    entry.dottedTargets !== true && !['TXT', 'CAA'].includes(type) ? text.replace(/(?<=\w)\.$/, '') : text;
  const [first, changed] = [asPeerWrites(sample.first), asPeerWrites(sample.changed)];
  const second = sample.second === null ? null : asPeerWrites(sample.second);
  const ours = second === null ? [first, changed] : [first, changed, second];
  const rewrittenTtl = entry.rewrittenTtlSeconds ?? ttlSeconds;
  const lines = (texts: readonly string[]) => texts.map((text) => lineOf(recordSet(type, name, ttlSeconds, [text])));
  const listedLine = (record: PeerRecord) => lineOf(recordSet(type, record.name, record.ttl, [record.value]));

  /** Values of the sample, whatever else the peer lists. */
  const list = async (filter: Filter) => (await peer.list(filter)).filter(isOurs);
  const isOurs = (record: PeerRecord) => {
    if (record.type !== type) return false;
    try {
      return lines(ours).includes(lines([record.value]).join());
    } catch {
      return false;
    }
  };
  /** By all who can tell. */
  const holds = async (expected: readonly string[], ttl = ttlSeconds) => {
    if (can.has('list'))
      same('the list', lines((await list({ type })).map(({ value }) => value)).sort(), lines(expected).sort());
    const own = expected.length === 0 ? [] : [lineOf(recordSet(type, name, ttl, expected))];
    same('the zone as our client reads it', await zoneLines(account), [...before, ...own].sort());
    if (!storedAsText.includes(type) || title !== type) return;
    for (const text of ours) {
      const bare = text.replaceAll('"', '').replace(/\.$/, '');
      same(`copies stored of ${bare}`, account.stored(bare), expected.includes(text) ? 1 : 0);
    }
  };
  const write = (texts: readonly string[]) =>
    texts.length === 0 ? deleteSet(account, name, type) : writeSet(account, recordSet(type, name, ttlSeconds, texts));
  /** A step after which the set has these values; where it fails, our client sees to that, so that the next is judged by itself. */
  const leaves = async (step: string, expected: readonly string[], action: () => Promise<void>, ttl?: number) => {
    const passed = await checked.step(step, title, async () => {
      await action();
      await holds(expected, ttl);
    });
    if (!passed) await write(expected);
  };

  await leaves('create', [first], () => peer.create(type, name, first, ttlSeconds));
  if (can.has('repeat')) await leaves('create again', [first], () => peer.create(type, name, first, ttlSeconds));
  if (can.has('list')) {
    await checked.step('list', title, async () => {
      const listed = (await list({})).map(listedLine);
      same('the records', listed, lines([first]));
    });
  }
  if (can.has('filter')) await filterSample(checked, sample, { name, first, changed, list });
  if (can.has('update')) {
    await leaves('update', [changed], () => peer.update(type, name, first, changed, ttlSeconds), rewrittenTtl);
  }
  const kept = can.has('update') ? changed : first;
  if (second !== null) {
    await leaves('add a value', [kept, second], () => peer.create(type, name, second, ttlSeconds));
    await leaves('delete a value', [kept], () => peer.delete(type, name, second), rewrittenTtl);
  }
  await leaves('delete', [], () => peer.clear(type, name, [kept]));

  if (!can.has('delete ours')) return;
  const written = second === null ? [first] : [first, second];
  await write(written);
  if (can.has('list')) {
    await checked.step('list ours', title, async () => {
      const listed = (await list({ type })).map(listedLine);
      same('the records', listed.sort(), lines(written).sort());
    });
  }
  if (can.has('plan')) {
    await checked.step('plan nothing for ours', title, async () => {
      same('the plan', await peer.plan(type, name, written, ttlSeconds), []);
    });
  }
  await leaves('delete ours', [], () => peer.clear(type, name, written));
}

interface Filtered {
  readonly name: string;
  readonly first: string;
  readonly changed: string;
  list(filter: Filter): Promise<readonly unknown[]>;
}

/** Where the set has its first value alone. */
async function filterSample(
  { account, step }: Checked,
  { title, type }: Sample,
  { name, first, changed, list }: Filtered,
): Promise<void> {
  await step('list by type', title, async () => {
    same('how many have the type', (await list({ type })).length, 1);
    same('how many have another', (await list({ type: 'MX' })).length, 0);
  });
  await step('list by name', title, async () => {
    same('how many have the name', (await list({ type, name })).length, 1);
    same('how many have another', (await list({ type, name: `none.${account.domain}` })).length, 0);
  });
  await step('list by content', title, async () => {
    same('how many have the content', (await list({ type, value: first })).length, 1);
    same('how many have another', (await list({ type, value: changed })).length, 0);
  });
}

/** Throws what was seen and what was expected; of lists, where they differ. */
function same(what: string, seen: unknown, expected: unknown): void {
  const text = JSON.stringify;
  if (text(seen) === text(expected)) return;
  if (!Array.isArray(seen) || !Array.isArray(expected)) {
    throw new Error(`${what}: expected ${text(expected)}, saw ${text(seen)}`);
  }
  const without = (some: readonly unknown[], others: readonly unknown[]) =>
    some.map((each) => text(each)).filter((each) => !others.map((other) => text(other)).includes(each));
  const missing = without(expected, seen).join(', ') || 'nothing';
  const extra = without(seen, expected).join(', ') || 'nothing';
  throw new Error(`${what}: missing ${missing}, too much ${extra}`);
}

/** Of the same form: its last character is another. */
function spoilt(secret: string): string {
  return secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
}
