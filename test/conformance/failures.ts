/** Trouble on the way: a read that failed is never a smaller zone, a write in doubt is never done twice. */
import { describe, expect, it } from 'vitest';
import { RegistrarError } from '../../src/registrars/errors.ts';
import type { HttpRequest } from '../../src/registrars/http/transport.ts';
import type { FaultKind } from '../../src/registrars/simulator/faults.ts';
import { sandboxCredentials, simulate } from '../helpers/simulated.ts';
import { recordSet, twoTtls } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, changesOf, converge, readZone, type ZoneUnderTest } from './zone-under-test.ts';

export function failureTests({ registrar, domain, applies }: Conformance): void {
  const [ttl] = twoTtls(registrar.descriptor.dns);
  const openZone = withSimulated(() => simulate(registrar, { domains: [domain] }));
  const openOther = withSimulated(() => simulate(registrar));
  const open = async (): Promise<ZoneUnderTest> => ({
    registrar,
    domain,
    simulated: await openZone(),
    exactRequests: false,
  });
  const sets = ['a', 'b', 'c'].map((name) => recordSet(domain, name, 'A', ['192.0.2.1', '192.0.2.2'], ttl));

  /** What happens to a request, and the code of the error that it becomes. */
  const lostReads: readonly (readonly [FaultKind, string])[] = [
    ['short-page', 'unexpected-response'],
    ['html', 'unexpected-response'],
    ['malformed', 'unexpected-response'],
    ['500', 'unavailable'],
    ['cut-before', 'unavailable'],
  ];

  describe('a read that fails', () => {
    it.each(lostReads)('by %s in any of its requests throws %s', async (kind, code) => {
      const zone = await open();
      await apply(zone, sets);
      zone.simulated.resetStats();
      await readZone(zone);
      const paths = Object.keys(zone.simulated.stats().by_path).map((key) => key.slice(key.indexOf(' ') + 1));
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) {
        zone.simulated.faults({ kinds: [kind], path });
        const outcome = await readZone(zone).catch((reason: unknown) => reason);
        expect(outcome, `${kind} at ${path}`).toBeInstanceOf(RegistrarError);
        expect(outcome, `${kind} at ${path}`).toMatchObject({ effect: 'none' });
        // A whole API behind one path may see a login page in it.
        expect([code, 'unauthorized', 'forbidden', 'unavailable']).toContain((outcome as RegistrarError).code);
        expect((outcome as RegistrarError).advice).toMatch(/\S+ \S+/);
      }
    });

    it('once for a passing reason is asked again', async () => {
      const zone = await open();
      await apply(zone, sets);
      const whole = await readZone(zone);
      for (const kind of ['500', 'cut-before', '429'] as const) {
        zone.simulated.faults({ kinds: [kind], only: 'reads', count: 1 });
        expect(await readZone(zone)).toEqual(whole);
      }
    }, 30_000);
  });

  describe('a write', () => {
    it('that was refused for going too fast is sent again', async () => {
      const zone = await open();
      zone.simulated.faults({ kinds: ['429'], only: 'writes', count: 1 });
      await apply(zone, sets);
      zone.simulated.faults({ rate: 0 });
      await converge(zone, sets);
    }, 30_000);

    it('that is refused after an attempt that may have had an effect stays in doubt', async () => {
      const zone = await open();
      const live = await readZone(zone);
      const calls = registrar.dns.compileZone({ domain, live, changes: changesOf(zone, live, sets.slice(0, 1)) });
      // Refused in the API's own words: the same calls at an account that does not have the domain.
      const other = await openOther();
      const send = (request: HttpRequest) =>
        other.transport.send(request.kind === 'write' ? { ...request, inDoubt: true } : request);
      const client = registrar.connect(
        {
          name: 'test',
          registrar: registrar.descriptor.name,
          credentials: sandboxCredentials(registrar),
          source: { file: 'test.yaml', line: 1, column: 1 },
        },
        { ...other.transport, send },
      );
      expect(calls.length).toBeGreaterThan(0);
      // Sent without the look before, which would find out already.
      for (const { expects: _, ...call } of calls) {
        const error = await client.execute(call).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: 'RegistrarError', effect: 'unknown' });
        expect((error as RegistrarError).advice).toMatch(/plan again/i);
      }
    });

    if (applies('cut-after-write')) {
      it.each(['cut-after', '500', 'html'] as const)(
        'that ends in %s is in doubt, and converging again settles it',
        async (kind) => {
          const zone = await open();
          zone.simulated.faults({ kinds: [kind], only: 'writes', count: 1 });
          const error = await apply(zone, sets).catch((reason: unknown) => reason);
          // A call that may be repeated has been, and went through.
          if (error instanceof Error) expect(error).toMatchObject({ name: 'RegistrarError', effect: 'unknown' });
          zone.simulated.faults({ rate: 0 });
          await converge(zone, sets);
          expect((await readZone(zone)).recordSets.some((set) => set.irregular !== undefined)).toBe(false);
        },
      );
    }
  });
}
