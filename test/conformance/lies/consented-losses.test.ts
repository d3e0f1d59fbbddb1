/** What others have is let go of with consent: not without, and then plan, report and history name all of it. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredDomain } from '../../../src/schema/desired.ts';
import { registrars } from '../../helpers/halves.ts';
import { domain, firstSets, openScene, type Stage, setStage, withoutWaits } from './scene.ts';

interface Case {
  readonly sets: readonly string[];
  readonly more?: Partial<DesiredDomain>;
  /** What goes, of what is there. */
  readonly gone: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a set takes over another': { sets: [...firstSets, 'blog A 192.0.2.90'], gone: ['blog/A'] },
  'a set takes over one of two TTLs': { sets: [...firstSets, 'mixed A 192.0.2.91'], gone: ['mixed/A'] },
  'a set takes over one text of several': {
    sets: [...firstSets, '@ TXT "v=spf1 -all"'],
    gone: ['@/TXT'],
  },
  'a CNAME makes room for itself': { sets: [...firstSets, 'old CNAME target.example.net.'], gone: ['old/A'] },
  'an address makes room for itself': { sets: [...firstSets, 'shelf A 192.0.2.92'], gone: ['shelf/CNAME'] },
  'foreign sets are deleted': {
    sets: firstSets,
    more: { foreign: 'delete' },
    gone: ['blog/A', 'lists/MX', 'old/A', 'shelf/CNAME'],
  },
};

/** So many that a host that can writes all of them at once. */
const edits = firstSets.map((text) => `${text} ttl 7200`);

describe.each([...registrars])('%s', (_name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  it.each(Object.entries(cases))('%s', async (_case, { sets, more = {}, gone }) => {
    const scene = await openScene(registrar, stage);
    const there = () => new Set(scene.rows().map((row) => `${scene.lineOf(row).address} ${scene.lineOf(row).text}`));
    const before = there();
    scene.declare(sets, more);

    const refused = await scene.run({ consents: 'none' });
    expect(refused.wrong).toEqual([]);
    expect(refused.report).toBeNull();
    expect(there()).toEqual(before);

    const consented = await scene.run({ consents: 'asked' });
    expect(consented.wrong).toEqual([]);
    expect(consented.report?.summary).toMatchObject({ failed: 0, not_attempted: 0 });
    for (const address of gone) {
      const rows = [...before].filter((line) => line.startsWith(`${domain}/${address} `));
      expect(rows).not.toEqual([]);
      for (const row of rows) expect(there()).not.toContain(row);
    }

    const undone = await scene.run({ consents: 'asked', undo: consented.report?.run ?? 0 });
    expect(undone.wrong).toEqual([]);
    const addresses = (lines: ReadonlySet<string>) => [...lines].map((line) => line.split(' ', 1)[0]).sort();
    expect(addresses(there())).toEqual(addresses(before));
    await scene.close();
  });

  it.skipIf(!registrar.descriptor.dns.rewrites)('what a list hides is let go of by name, and comes back', async () => {
    const scene = await openScene(registrar, stage);
    const { stored } = scene;
    const hidden = ['blog', 'old', 'shelf'];
    scene.lie({ shows: (rows) => rows.filter((row) => !hidden.includes(stored.nameOf(row, domain))) });
    const there = () => scene.rows().filter((row) => hidden.includes(stored.nameOf(row, domain)));
    const before = there().map((row) => scene.lineOf(row));

    // What is written without replacing others does not make them forgotten.
    scene.declare(firstSets.map((text) => (text.startsWith('note ') ? 'note TXT "another text"' : text)));
    expect((await scene.run({ consents: 'asked' })).wrong).toEqual([]);
    scene.declare(edits);
    const held = await scene.run({ consents: 'asked' });
    expect(held.wrong).toEqual([]);
    expect(there().map((row) => scene.lineOf(row))).toEqual(before);
    if (held.plan.errors.length === 0) {
      // GoDaddy writes as few sets as these one by one.
      expect(held.plan.calls.filter(({ rewrites }) => rewrites)).toEqual([]);
      return scene.close();
    }
    expect(held.plan.errors).toMatchObject([{ domain, code: 'suspicious-read' }]);

    const gone = await scene.letGo();
    const addresses = [...new Set(before.map(({ address }) => address))].sort();
    expect(gone.plan.changes.map(({ address, action }) => [address, action])).toEqual(
      addresses.map((address) => [address, 'forget']),
    );
    const told = scene.portfolio.state.journal.filter(({ run }) => run === gone.run);
    expect(told.flatMap(({ covers }) => covers).sort()).toEqual(addresses);
    expect(told).toMatchObject([{ outcome: { outcome: 'done' } }]);

    const { report } = await scene.run({ consents: 'none' });
    expect(report?.summary).toMatchObject({ failed: 0, not_attempted: 0 });
    expect(there()).toEqual([]);

    scene.lie(null);
    await scene.run({ consents: 'asked', undo: gone.run });
    expect(
      there()
        .map((row) => scene.lineOf(row).address)
        .sort(),
    ).toEqual(before.map(({ address }) => address).sort());
    // And is nobody's again.
    expect(await scene.settle()).toEqual([]);
    await scene.close();
  });
});
