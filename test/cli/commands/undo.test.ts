import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../helpers/database.ts';
import { small, type Workplace, workplace } from './config.ts';
import { changeOutside, standing } from './standing.ts';

const changed = small.replace('192.0.2.20', '192.0.2.21').replace(/.*v=spf1.*\n/, '');

/** Two runs: the first makes what `small` says, the second what `changed` says. */
async function twoRuns(place: Workplace, env: Readonly<Record<string, string>>, ...flags: string[]): Promise<void> {
  expect((await place.runWith(env, 'apply', '--yes', ...flags)).code).toBe(0);
  place.write(changed);
  expect((await place.runWith(env, 'apply', '--yes', ...flags)).code).toBe(0);
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop(), 60_000);

/** A standing sandbox, and a state on a server. */
async function shared(place: Workplace) {
  const ready = await standing(place);
  return { ready, env: { ...ready.env, DOMCTL_STATE: await server.createDatabase() } };
}

describe('undo', () => {
  test('goes back to what was before the run, as a run of its own, and reminds of the config', async () => {
    const place = workplace();
    await twoRuns(place, {}, '--sandbox');
    const { code, stdout } = await place.run('undo', '--sandbox', '2', '--yes');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^example\.com {3}gandi/),
      '  + @ TXT   "v=spf1 -all"   ttl 300',
      '  ~ api A   192.0.2.21 -> 192.0.2.20',
      '',
      'Plan to undo run 2: 1 to create, 1 to update, 0 to delete.',
      expect.stringMatching(/^Calls: 2 at gandi/),
      '',
      'Applied: 2 changes. This was run 3.',
      expect.stringMatching(/^Requests: gandi \d reads, 2 writes\.$/),
      'The config still says otherwise at example.com/@/TXT, example.com/api/A: the next apply would change that again. Revert the config too.',
      '',
    ]);
    expect((await place.run('history', '--sandbox')).stdout).toMatch(/^3 .* undo .* done +2 done/m);

    const twice = await place.run('undo', '--sandbox', '2', '--yes');
    expect(twice).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No changes\. What run 2 changed is as it was/),
    });
    place.write(small);
    expect((await place.run('plan', '--sandbox', '--detailed-exitcode')).code).toBe(0);
  });

  test('is refused before any call where somebody changed the same thing since, unless consented', async () => {
    const place = workplace();
    const { ready, env } = await shared(place);
    await twoRuns(place, env);
    expect((await place.runWith(env, 'undo', '2', '--out', 'back.json')).code).toBe(0);
    await changeOutside(ready, 'api', '192.0.2.66');
    await fetch(`${ready.endpoints.gandi}/__sandbox/reset-stats`, { method: 'POST' });
    const refused = await place.runWith(env, 'undo', '2', '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/--consent changed-since:example\.com/);
    expect(refused.stderr).toMatch(/The plan is refused, and nothing was changed\. Consent to what is refused above/);
    expect((await place.runWith(env, 'apply', 'back.json')).stderr).toMatch(
      /The plan is refused, and nothing was changed:\nRefused: example\.com \(changed-since\): example\.com\/api\/A was changed after the run; [\s\S]*--consent changed-since:example\.com/,
    );
    const stats = await (await fetch(`${ready.endpoints.gandi}/__sandbox/stats`)).json();
    expect(stats).toMatchObject({ writes: 0 });
    const consented = await place.runWith(env, 'undo', '2', '--yes', '--consent', 'changed-since:example.com');
    expect(consented.stdout).toMatch(/^Applied: 2 changes\./m);
  });

  test('--out writes the plan, changes nothing, and apply carries it out once; an undo can be undone', async () => {
    const place = workplace();
    const { env } = await shared(place);
    await twoRuns(place, env);
    const planned = await place.runWith(env, 'undo', '2', '--out', 'back.json');
    expect(planned.code).toBe(0);
    expect(planned.stdout).toMatch(/^Next: domctl apply back\.json$/m);
    expect((await place.runWith(env, 'plan', '--detailed-exitcode')).code).toBe(0);

    const applied = await place.runWith(env, 'apply', 'back.json');
    expect(applied.code).toBe(0);
    expect(applied.stdout).toMatch(/^Applied: 2 changes\. This was run 3\.$/m);
    expect(applied.stdout).toMatch(/Revert the config too\.$/m);
    expect((await place.runWith(env, 'history', '--format', 'json')).stdout).toMatch(/"operation": "undo"/);

    const stale = await place.runWith(env, 'apply', 'back.json');
    expect({ code: stale.code, stdout: stale.stdout }).toEqual({ code: 1, stdout: '' });
    expect(stale.stderr).toMatch(
      /back\.json is stale, and nothing was changed:\n {2}it was already applied by run 3\n {2}example\.com: /,
    );

    const back = await place.runWith(env, 'undo', '3', '--yes', '--format', 'json');
    expect(JSON.parse(back.stdout)).toMatchObject({ run: 5, summary: { applied: 2, failed: 0, not_attempted: 0 } });
    expect(back.stderr).not.toMatch(/still says otherwise/);
  });

  test('says what is wrong with a run that it cannot undo', async () => {
    const place = workplace();
    const { env } = await shared(place);
    expect((await place.runWith(env, 'apply', '--yes')).code).toBe(0);
    expect((await place.runWith(env, 'apply', '--yes')).code).toBe(0);
    const unknown = await place.runWith(env, 'undo', '9', '--yes');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toMatch(
      /Error: There is no run 9 in the state at postgres:\/\/postgres@127\.0\.0\.1:\d+\/\w+\./,
    );
    const nothing = await place.runWith(env, 'undo', '2', '--yes');
    expect(nothing).toMatchObject({ code: 1, stdout: '' });
    expect(nothing.stderr).toBe('Error: Run 2 changed nothing at a registrar, so there is nothing to undo.\n');
    const asking = await place.runWith(env, 'undo', '1');
    expect(asking.stderr).toMatch(/Pass --yes, or write the plan with "domctl undo 1 --out FILE" and apply that/);
  });
});
