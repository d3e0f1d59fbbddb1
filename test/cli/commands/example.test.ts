import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../helpers/cli.ts';
import { workplace } from './config.ts';

test('the example is valid, applies whole in the sandbox without any consent, and then there is nothing left', async () => {
  const place = workplace(readFileSync(join(root, 'examples/domains.yaml'), 'utf8'));
  const validated = await place.run('validate');
  expect(validated.stdout).toMatch(/^Valid: 8 accounts, 19 domains, \d+ record sets\.$/m);

  const applied = await place.run('apply', '--sandbox', '--yes', '--format', 'json');
  const { summary, results } = JSON.parse(applied.stdout);
  expect(results.filter((result: { status: string }) => result.status !== 'applied')).toEqual([]);
  expect(summary.applied).toBeGreaterThan(90);
  expect(applied.code).toBe(0);

  const again = await place.run('plan', '--sandbox', '--detailed-exitcode');
  expect(again.stdout).toMatch(/^No changes\. /m);
  expect(again.code).toBe(0);
});
