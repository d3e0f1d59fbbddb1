import { describe, expect, test } from 'vitest';
import type { GlobalOptions } from '../../src/cli/arguments/global.ts';
import { nextApply, nextForOthers, nextPlanAndApply } from '../../src/cli/next-command.ts';
import type { Plan } from '../../src/planner/plan.ts';
import { quoted } from '../../src/schema/shell-word.ts';
import { changeOf, planOf } from './views/plan-fixture.ts';

const globals: GlobalOptions = {
  files: ['domains.yaml'],
  workspace: 'default',
  sandbox: false,
  parallelism: 10,
  color: true,
  quiet: false,
  verbose: false,
};

describe('the command to type next', () => {
  test.each([
    ['nothing special', {}, 'domctl apply plan.json'],
    ['other files', { files: ['a.yaml', 'b dir'] }, "domctl apply -f a.yaml -f 'b dir' plan.json"],
    ['the sandbox', { sandbox: true }, 'domctl apply --sandbox plan.json'],
    [
      'a state folder and a workspace',
      { state: 'st', workspace: 'w2' },
      'domctl apply --state st --workspace w2 plan.json',
    ],
    ['a state URL, which may hold a password', { state: 'postgres://u:p@h/d' }, 'domctl apply plan.json'],
  ])('with %s', (_claim, more, command) => {
    expect(nextApply({ ...globals, ...more }, 'plan.json')).toBe(command);
  });

  test('without a plan file it repeats targets and consents', () => {
    const options = { targets: ['example.com/*.a/A'], consents: ['delegation:example.com'] };
    expect(nextPlanAndApply(globals, options)).toBe(
      "domctl apply --target 'example.com/*.a/A' --consent delegation:example.com",
    );
  });

  test('a quote in a word survives the shell', () => {
    expect(quoted("it's")).toBe(`'it'\\''s'`);
  });

  describe('for what is not refused', () => {
    const aim = { targets: [], refresh_only: false, consents: [], undo_run: null };
    const refusal = { code: 'delegation', message: 'would lose it', details: [], consent: '' } as const;
    const refused = (domain: string | null, consented = false) => ({ ...refusal, domain, consented });
    const domains = (n: number) => Array.from({ length: n }, (_, i) => `${String.fromCharCode(97 + i)}.example`);

    test.each<readonly [string, number, Plan['refusals'], Partial<Plan['options']>, string | null, string | null]>([
      ['one of three', 3, [refused('b.example')], {}, null, 'domctl apply --target a.example --target c.example'],
      ['with a plan file', 2, [refused('b.example')], {}, 'p.json', 'domctl plan --target a.example --out p.json'],
      ['of an undo', 2, [refused('b.example')], { undo_run: 7 }, null, 'domctl undo 7 --target a.example'],
      [
        'of a refresh',
        2,
        [refused('b.example')],
        { refresh_only: true },
        null,
        'domctl plan --refresh-only --target a.example',
      ],
      [
        'with targets and consents, those of the others',
        2,
        [refused('b.example')],
        { targets: ['A.example/www', 'b.example'], consents: ['spend', 'spend:a.example', 'spend:b.example'] },
        null,
        'domctl apply --target A.example/www --consent spend --consent spend:a.example',
      ],
      ['nothing is refused', 2, [], {}, null, null],
      ['all that is refused has consent', 2, [refused('b.example', true)], {}, null, null],
      ['all are refused', 2, [refused('a.example'), refused('b.example')], {}, null, null],
      ['the plan as a whole is', 2, [refused(null)], {}, null, null],
      ['more than anybody pastes', 12, [refused('b.example')], {}, null, null],
    ])('%s', (_claim, n, refusals, options, planFile, command) => {
      const changes = domains(n).map((domain) => changeOf(`${domain}/www/A`, 'create'));
      const plan = planOf({ changes, refusals, options: { ...aim, ...options } });
      expect(nextForOthers(globals, plan, planFile)).toBe(command);
    });
  });
});
