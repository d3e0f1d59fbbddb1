/** Somebody else who works on the zone after it was read: what they write is never lost to a write of ours. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../src/planner/plan.ts';
import { RegistrarError } from '../../src/registrars/errors.ts';
import { printValues } from '../../src/schema/dns/record-sets.ts';
import { simulate } from '../helpers/simulated.ts';
import { recordSet, twoTtls, txtSet } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, changesOf, readZone, type ZoneUnderTest } from './zone-under-test.ts';

export function colleagueTests({ registrar, domain }: Conformance): void {
  const [ttl] = twoTtls(registrar.descriptor.dns);
  const openZone = withSimulated(() => simulate(registrar, { domains: [domain] }));
  const a = (name: string, ...values: readonly string[]) => recordSet(domain, name, 'A', values, ttl);
  const ours = [a('site', '192.0.2.1'), ...['a', 'b', 'c', 'd', 'e'].map((name) => a(name, '192.0.2.3', '192.0.2.4'))];

  async function open(): Promise<ZoneUnderTest> {
    const zone = { registrar, domain, simulated: await openZone(), exactRequests: false };
    await apply(zone, ours);
    return zone;
  }

  /** What they wrote is there, whatever became of our calls; those were refused, or took nothing of it away. */
  async function expectTheirs(zone: ZoneUnderTest, theirs: ReturnType<typeof a>): Promise<void> {
    const live = (await readZone(zone)).recordSets.find(
      ({ name, type }) => name === theirs.name && type === theirs.type,
    );
    const own = printValues(theirs).filter((value) => value !== '192.0.2.1');
    expect(live && printValues(live)).toEqual(expect.arrayContaining(own));
  }

  const edits = {
    'one set': [a('site', '192.0.2.2')],
    'many sets': [a('site', '192.0.2.2'), ...ours.slice(1).map((set) => ({ ...set, values: set.values.slice(0, 1) }))],
  };
  const deeds = {
    'gives the set another value': a('site', '203.0.113.1'),
    'adds a value to the set': a('site', '192.0.2.1', '203.0.113.1'),
    'adds another type at the name': txtSet(domain, 'site', 'of somebody else', ttl),
    'adds another name': a('theirs', '203.0.113.1'),
  };
  const cases = Object.entries(edits).flatMap(([what, edit]) =>
    Object.entries(deeds).map(([deed, theirs]) => [what, deed, edit, theirs] as const),
  );

  describe('between plan and write, somebody else', () => {
    it.each(cases)('(%s to change) %s', async (_what, _deed, edit, theirs) => {
      const zone = await open();
      const calls = await planned(zone, edit);
      await apply(zone, [theirs]);
      await send(zone, calls);
      await expectTheirs(zone, theirs);
    });

    it.each(Object.entries(deeds))('(one set to delete) %s', async (_deed, theirs) => {
      const zone = await open();
      const calls = await planned(zone, [], [a('site', '192.0.2.1')]);
      await apply(zone, [theirs]);
      await send(zone, calls);
      await expectTheirs(zone, theirs);
    });

    it('makes the set that is to be made', async () => {
      const zone = await open();
      const calls = await planned(zone, [a('fresh', '192.0.2.9')]);
      const theirs = a('fresh', '203.0.113.1');
      await apply(zone, [theirs]);
      await send(zone, calls);
      await expectTheirs(zone, theirs);
    });

    it('gives the set another value: the error says what is there, and to plan again', async () => {
      const zone = await open();
      const [call] = await planned(zone, [a('site', '192.0.2.2')]);
      await apply(zone, [a('site', '203.0.113.1')]);
      zone.simulated.resetStats();
      const error = await zone.simulated
        .reconnect()
        .execute(call as CallDraft)
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'RegistrarError', code: 'conflict' });
      expect((error as RegistrarError).advice).toMatch(/plan again/i);
    });
  });

  async function planned(
    zone: ZoneUnderTest,
    desired: readonly ReturnType<typeof a>[],
    leaving: readonly ReturnType<typeof a>[] = [],
  ): Promise<readonly CallDraft[]> {
    const live = await readZone(zone);
    const calls = registrar.dns.compileZone({ domain, live, changes: changesOf(zone, live, desired, leaving) });
    expect(calls.length).toBeGreaterThan(0);
    return JSON.parse(JSON.stringify(calls)) as readonly CallDraft[];
  }

  /** As a run does: nothing more after the first that fails. */
  async function send({ simulated }: ZoneUnderTest, calls: readonly CallDraft[]): Promise<void> {
    const client = simulated.reconnect();
    for (const call of calls) {
      try {
        await client.execute(call);
      } catch (error) {
        expect(error).toBeInstanceOf(RegistrarError);
        expect(error).toMatchObject({ code: 'conflict' });
        return;
      }
    }
  }
}
