/**
 * What lexicon puts each simulator through. After every write, the zone must hold what it held before and the records
 * of the step, and nothing else: by lexicon's list, by our own client, and by what the simulator has stored.
 */
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { Filter, Lexicon } from './lexicon.ts';
import type { SandboxAccount } from './sandbox.ts';
import type { ClientEntry } from './table.ts';
import { expectedLine, zoneLines } from './zone-lines.ts';

/** Carries out a step and keeps what came of it; never throws. `type`: of the records that it is about. */
export type Step = (name: string, type: RecordType | null, action: () => Promise<void>) => Promise<void>;

export interface Checked {
  readonly entry: ClientEntry;
  readonly account: SandboxAccount;
  readonly lexicon: Lexicon;
  readonly step: Step;
}

const ttlSeconds = 3600;

interface Sample {
  readonly type: RecordType;
  readonly label: string;
  readonly first: string;
  readonly changed: string;
  /** Beside the other in one set; null where the type has one value only. */
  readonly second: string | null;
}

/** No name is a part of another, as some providers filter by parts of names. Targets have their dot where it is used. */
const samples: readonly Sample[] = [
  { type: 'TXT', label: 'clients-txt', first: 'text-at-first', changed: 'text-changed', second: 'text-beside-it' },
  { type: 'A', label: 'clients-a', first: '192.0.2.81', changed: '192.0.2.82', second: '192.0.2.83' },
  { type: 'CNAME', label: 'clients-cname', first: 'at-first.example', changed: 'changed.example', second: null },
];

/** Each secret wrong for once, then the right ones. */
export async function signIn({ entry, account, lexicon, step }: Checked): Promise<void> {
  const optionsWith = (credentials: Readonly<Record<string, string>>) => ({
    provider_name: entry.provider,
    domain: account.domain,
    ttl: ttlSeconds,
    [entry.provider]: {
      ...Object.fromEntries(Object.entries(entry.credentials).map(([option, key]) => [option, credentials[key] ?? ''])),
      ...entry.options,
    },
  });
  const used = new Set(Object.values(entry.credentials));
  for (const { key, secret } of account.registrar.descriptor.credentials) {
    if (!secret || !used.has(key)) continue;
    await step(`refuses a wrong ${key}`, null, async () => {
      const wrong = { ...account.credentials, [key]: spoilt(account.credentials[key] ?? '') };
      const refusal = await lexicon.authenticate(optionsWith(wrong)).then(
        () => 'it was let in',
        (error: Error) => error.message,
      );
      if (!entry.refusal.test(refusal)) throw new Error(`expected ${entry.refusal}, saw: ${refusal}`);
    });
  }
  await step('authenticates', null, () => lexicon.authenticate(optionsWith(account.credentials)));
}

export async function writeRecords(checked: Checked): Promise<void> {
  const before = await zoneLines(checked.account);
  for (const sample of samples) await writeSample(sample, before, checked);
}

async function writeSample(sample: Sample, before: readonly string[], checked: Checked): Promise<void> {
  const { entry, account, lexicon, step } = checked;
  const { type, second } = sample;
  const name = `${sample.label}.${account.domain}`;
  const dot = type === 'CNAME' && entry.dottedTargets === true ? '.' : '';
  const first = `${sample.first}${dot}`;
  const changed = `${sample.changed}${dot}`;
  const ours = second === null ? [first, changed] : [first, changed, second];
  const rewrittenTtl = entry.rewrittenTtlSeconds ?? ttlSeconds;

  const list = async (filter: Filter) => (await lexicon.list(filter)).filter(({ content }) => ours.includes(content));
  const idOf = async (content: string) => {
    const [found] = await list({ type, content });
    if (found === undefined) throw new Error(`no ${type} with ${content} in the list`);
    return found.id;
  };
  const done = (answer: boolean) => same('the answer', answer, true);
  /** By all who can tell. */
  const holds = async (expected: readonly string[], ttl = ttlSeconds) => {
    same('the list', (await list({ type })).map(({ content }) => content).sort(), expected.toSorted());
    const own = expected.length === 0 ? [] : [expectedLine(type, name, ttl, expected)];
    same('the zone as our client reads it', await zoneLines(account), [...before, ...own].sort());
    for (const text of ours) same(`copies stored of ${text}`, account.stored(text), expected.includes(text) ? 1 : 0);
  };
  /** Takes away what a step that failed has left beside the right record, so that those after it are judged by themselves. */
  const tidy = async (content: string) => {
    const all = await list({ type }).catch(() => []);
    const left = all.length > 1 ? all.filter((record) => record.content === content) : [];
    for (const { id } of left) await lexicon.delete(id, {}).catch(() => undefined);
  };

  await step('create', type, async () => {
    done(await lexicon.create(type, name, first));
    await holds([first]);
  });
  await step('create again', type, async () => {
    done(await lexicon.create(type, name, first));
    await holds([first]);
  });
  await step('list', type, async () => {
    const records = (await list({})).map((record) => [record.type, record.name, record.content, Number(record.ttl)]);
    same('the records', records, [[type, name, first, ttlSeconds]]);
  });
  await step('list by type', type, async () => {
    same('how many have the type', (await list({ type })).length, 1);
    same('how many have another', (await list({ type: 'MX' })).length, 0);
  });
  await step('list by name', type, async () => {
    same('how many have the name', (await list({ type, name })).length, 1);
    same('how many have another', (await lexicon.list({ type, name: `none.${account.domain}` })).length, 0);
  });
  await step('list by content', type, async () => {
    same('how many have the content', (await list({ type, content: first })).length, 1);
    same('how many have another', (await lexicon.list({ type, content: changed })).length, 0);
  });
  await step('update', type, async () => {
    done(await lexicon.update(await idOf(first), type, name, changed));
    await holds([changed], rewrittenTtl);
  });
  await tidy(first);
  if (second !== null) {
    await step('add a value', type, async () => {
      done(await lexicon.create(type, name, second));
      await holds([changed, second]);
    });
    await step('delete a value', type, async () => {
      done(await lexicon.delete(null, { type, name, content: second }));
      await holds([changed], rewrittenTtl);
    });
    await tidy(second);
  }
  await step('delete', type, async () => {
    const left = await list({ type });
    if (left.length === 0) throw new Error(`no ${type} in the list`);
    for (const { id } of left) done(await lexicon.delete(id, {}));
    await holds([]);
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
