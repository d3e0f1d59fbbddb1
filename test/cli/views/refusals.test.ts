import { describe, expect, test } from 'vitest';
import { refuseUnconsented } from '../../../src/cli/agreed-plan.ts';
import type { CommandError } from '../../../src/cli/errors.ts';
import { plain } from '../../../src/cli/views/paint.ts';
import { idleConsentLines, refusalLines } from '../../../src/cli/views/refusals.ts';
import type { Refusal } from '../../../src/planner/plan.ts';
import { planOf } from './plan-fixture.ts';

function refusalOf(code: Refusal['code'], domain: string | null, parts: Partial<Refusal> = {}): Refusal {
  const consent = `--consent ${domain === null ? code : `${code}:${domain}`}`;
  return { code, domain, message: 'would lose it', details: [], consent, consented: false, ...parts };
}

const many = (n: number, parts: Partial<Refusal> = {}) =>
  Array.from({ length: n }, (_, i) => refusalOf('take-over', `d${i}.example`, parts));

describe('refusals', () => {
  test('of one domain are a line, with what to pass below', () => {
    expect(refusalLines([refusalOf('delegation', 'example.com', { details: ['@ MX'] })], plain, 'folded')).toEqual([
      'Refused: example.com (delegation): would lose it',
      '    @ MX',
      '  To consent: --consent delegation:example.com',
    ]);
  });

  test('of several domains stand under their code, and are consented to by one line', () => {
    const mixed = [...many(2, { details: ['www A'] }), refusalOf('protected', null), ...many(1)];
    expect(refusalLines(mixed, plain, 'folded')).toEqual([
      'Refused: 3 domains (take-over):',
      '  d0.example: would lose it',
      '    www A',
      '  d1.example: would lose it',
      '    www A',
      '  d0.example: would lose it',
      '  To consent: --consent take-over:d0.example --consent take-over:d1.example --consent take-over:d0.example',
      'Refused: the plan (protected): would lose it',
      '  To consent: --consent protected',
    ]);
  });

  test('of more domains than anybody reads are counted, and --verbose lists them', () => {
    const lines = refusalLines(many(400), plain, 'folded');
    expect(lines).toHaveLength(13);
    expect(lines.slice(-2)).toEqual([
      '  and 390 more domains: --verbose lists them',
      '  To consent: --consent take-over',
    ]);
    expect(refusalLines(many(400), plain, 'all')).toHaveLength(402);
  });

  test('with more details than anybody reads are counted, and --verbose lists them', () => {
    const details = Array.from({ length: 12 }, (_, i) => [`h${i} A`, '  to keep it:', '  - {}']).flat();
    const refusal = refusalOf('take-over', 'example.com', { details });
    expect(refusalLines([refusal], plain, 'unseen')).toEqual(refusalLines([refusal], plain, 'all'));
    const lines = refusalLines([refusal], plain, 'folded');
    expect(lines).toHaveLength(1 + 3 * 10 + 2);
    expect(lines.at(-2)).toBe('    and 2 more: --verbose lists them');
    expect(refusalLines([refusal], plain, 'all')).toHaveLength(1 + 3 * 12 + 1);
  });

  test('of a plan that was not shown are listed up to a bound, and with --verbose all', () => {
    const plan = planOf({ refusals: many(42) });
    const told = (verbose: boolean) => {
      try {
        refuseUnconsented(plan, { shown: false, verbose });
      } catch (error) {
        return (error as CommandError).lines;
      }
      return [];
    };
    expect(told(false)).toContain('  and 2 more domains: --verbose lists them');
    expect(told(true)).toContain('  d41.example: would lose it');
  });

  test('that were consented to are one line for each code', () => {
    expect(refusalLines(many(30, { consented: true }), plain, 'folded')).toEqual([
      'Consented: d0.example, d1.example, d2.example and 27 more (take-over)',
    ]);
  });
});

test('a consent that has no effect is told', () => {
  const header = { registrar: 'gandi', dns: 'gandi', expires_at: null, auto_renew: null, frozen: false };
  const plan = planOf({
    domains: [{ ...header, domain: 'example.com' }],
    idle_consents: ['delegation:example.net', 'protected', 'protected:example.com'],
  });
  expect(idleConsentLines(plan, plain)).toEqual([
    'Warning: --consent delegation:example.net has no effect: example.net is not in this plan',
    'Warning: --consent protected has no effect: nothing is refused for that reason',
    'Warning: --consent protected:example.com has no effect: nothing is refused for that reason',
  ]);
});
