import { describe, expect, it } from 'vitest';
import { gandi } from '../../src/registrars/gandi/index.ts';
import type { FaultKind } from '../../src/registrars/simulator/faults.ts';
import { registrars } from '../helpers/halves.ts';
import { declared, isEmpty, openPortfolio } from '../helpers/portfolio.ts';

/** What each fault makes the user read, at any registrar. */
const faults: readonly (readonly [FaultKind, RegExp])[] = [
  ['429', /limit|too many|slow/i],
  ['500', /status page|again later|try again|run again/i],
  ['cut-before', /connection|network|again/i],
  ['html', /HTML|web page|endpoint|answer/i],
  ['short-page', /half-way|ends|cut|JSON|XML|answer/i],
  ['malformed', /answer|expected|version/i],
];

describe.each([...registrars])('%s in trouble', (name, registrar) => {
  it.each(faults)('%s: its domain is frozen with what to do, the other one converges', async (kind, words) => {
    const portfolio = await openPortfolio({ subject: registrar, healthy: gandi }, { retry: { attempts: 2 } });
    try {
      portfolio.declare([
        declared('example.com', 'subject', ['www A 192.0.2.1']),
        declared('example.net', 'healthy', ['www A 192.0.2.1']),
      ]);
      portfolio.simulated.get('subject')?.faults({ kinds: [kind], rate: 1 });
      const planned = await portfolio.plan();
      const errors = planned.plan.errors.filter(({ domain }) => domain === 'example.com');
      expect(errors.length).toBeGreaterThan(0);
      for (const { message } of errors) {
        expect(message).toMatch(words);
        expect(message).toContain(`(${name})`);
      }
      expect(planned.plan.changes.filter(({ domain }) => domain === 'example.com')).toEqual([]);
      expect(planned.plan.domains.map(({ domain, frozen }) => [domain, frozen])).toEqual([
        ['example.com', true],
        ['example.net', false],
      ]);
      const report = await portfolio.apply(planned);
      expect(report.summary).toMatchObject({ failed: 0, not_attempted: 0 });
      portfolio.simulated.get('subject')?.faults({ rate: 0 });
      await portfolio.apply();
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    } finally {
      await portfolio.close();
    }
  });

  it('a domain that is not in the account is told as such', async () => {
    const portfolio = await openPortfolio({ subject: registrar });
    try {
      portfolio.declare([declared('example.com', 'subject', ['www A 192.0.2.1'])]);
      const elsewhere = declared('example.org', 'subject', ['www A 192.0.2.1']);
      const known = declared('example.com', 'subject', ['www A 192.0.2.1']);
      portfolio.declareUnseeded([known, elsewhere]);
      const { plan } = await portfolio.plan();
      expect(plan.errors.map(({ domain, code }) => [domain, code])).toContainEqual(['example.org', 'not-found']);
      expect(plan.errors.every(({ domain }) => domain === 'example.org')).toBe(true);
      expect(plan.changes.some(({ domain }) => domain === 'example.com')).toBe(true);
    } finally {
      await portfolio.close();
    }
  });
});
