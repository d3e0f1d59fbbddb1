/** The write of a whole zone: never over what somebody else did. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import type { GandiCall } from '../../../src/registrars/gandi/calls.ts';
import { digestOf } from '../../../src/registrars/gandi/stored-set.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { compile, domain, stored, wire, zoneOf } from './helpers.ts';
import { created, failure, firstPage, gandiApi, run, zonePath } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('a write of a whole zone', () => {
  const live = [1, 2, 3, 4].map((n) => `n${n} A 300 192.0.2.${n}`);
  const changes = [1, 2, 3, 4].map((n) => `+ n${n} A 600 192.0.2.${n}`);
  const found = (texts: readonly string[]) =>
    api()
      .get(`${zonePath}/records`)
      .query(firstPage)
      .reply(200, texts.map(stored).map(wire), { 'total-count': String(texts.length) });
  const after = changes.map((text) => text.slice(2));

  it.each([
    ['a set has come', [...live, 'new A 300 192.0.2.9']],
    ['a set has gone', live.slice(1)],
    ['a set of ours has another value', [...live.slice(1), 'n1 A 300 192.0.2.99']],
    ['a set of ours has another TTL', [...live.slice(1), 'n1 A 900 192.0.2.1']],
    ['a set of ours is spelled otherwise', [...live.slice(1), 'N1 A 300 192.0.2.1']],
  ])('is refused where %s since the plan was made, before anything is written', async (_case, now) => {
    found(now);
    const [call] = compile(zoneOf(...live), ...changes) as [CallDraft];
    expect(await failure(run(call))).toMatchObject({
      code: 'conflict',
      effect: 'none',
      seen: 'the zone is not what the plan was made from: somebody else has changed it',
      advice: 'Plan again to see what has changed.',
    });
  });

  it('goes on where a part of its own changes is there already', async () => {
    found([after[0] as string, ...live.slice(1)]);
    api()
      .put(`${zonePath}/records`, { items: after.map(stored).map(wire) })
      .reply(201, created);
    await run((compile(zoneOf(...live), ...changes) as [CallDraft])[0]);
  });

  it('is done where all of its changes are there already', async () => {
    found(after);
    await run((compile(zoneOf(...live), ...changes) as [CallDraft])[0]);
  });

  it('is not repeated blindly: the zone is looked at first', async () => {
    found(live);
    api().put(`${zonePath}/records`).reply(502, 'Things caught fire');
    found(after);
    await run((compile(zoneOf(...live), ...changes) as [CallDraft])[0]);
  });

  it('is repeated where it has had no effect, or a part of it', async () => {
    found(live);
    api().put(`${zonePath}/records`).reply(502, 'Things caught fire');
    found([after[0] as string]);
    api()
      .put(`${zonePath}/records`, { items: after.map(stored).map(wire) })
      .reply(201, created);
    await run((compile(zoneOf(...live), ...changes) as [CallDraft])[0]);
  });

  it.each([
    ['added a set', [...after, 'other TXT 300 "kept"', 'new A 300 192.0.2.9']],
    ['deleted a set of theirs', live],
    ['changed a set of theirs', [...live, 'other TXT 300 "changed"']],
  ])('is given up in doubt where somebody else has %s meanwhile', async (_case, now) => {
    const theirs = [...live, 'other TXT 300 "kept"'];
    found(theirs);
    api().put(`${zonePath}/records`).reply(502, 'Things caught fire');
    found(now);
    const [call] = compile(zoneOf(...theirs), ...changes) as [CallDraft];
    expect(await failure(run(call))).toMatchObject({ code: 'conflict', effect: 'unknown' });
  });

  it('is in doubt where it cannot be looked at after an answer that was lost', async () => {
    found(live);
    api().put(`${zonePath}/records`).reply(200, '<html>login</html>');
    api().get(`${zonePath}/records`).query(firstPage).reply(403, { code: 403, message: 'Access was denied' });
    const [call] = compile(zoneOf(...live), ...changes) as [CallDraft];
    expect(await failure(run(call))).toMatchObject({ code: 'forbidden', effect: 'unknown' });
  });

  it('is refused where the zone is gone', async () => {
    api().get(`${zonePath}/records`).query(firstPage).reply(404, {});
    const call: GandiCall = { kind: 'put-zone', domain, kept: digestOf([]), before: [], after: [] };
    expect(await failure(run(call))).toMatchObject({ code: 'not-found', effect: 'none' });
  });
});
