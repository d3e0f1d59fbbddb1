/** One wrong key: the account is asked once, and what was not read is told once, whatever the number of domains. */
import { expect, test } from 'vitest';
import { plain } from '../../src/cli/views/paint.ts';
import { planText } from '../../src/cli/views/plan-text.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import { makePlan, scopeOf } from '../../src/workflow/make-plan.ts';
import { openAccounts } from '../../src/workflow/open-accounts.ts';
import { registrars } from '../helpers/halves.ts';
import { memoryState } from '../helpers/memory-state.ts';
import { declared, silent } from '../helpers/portfolio.ts';
import { type Simulated, sandboxCredentials, simulate } from '../helpers/simulated.ts';

const domains = Array.from({ length: 30 }, (_, i) => `d${String(i).padStart(2, '0')}.com`);

/** A one-time code is made from its secret: a password is what people get wrong. */
function mistyped(registrar: WholeRegistrar): Readonly<Record<string, string>> {
  const secrets = registrar.descriptor.credentials.filter(({ secret }) => secret).map(({ key }) => key);
  const entries = Object.entries(sandboxCredentials(registrar));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, secrets.includes(key) && key !== 'totp_secret' ? `${value}0` : value]),
  );
}

async function planWith(
  registrar: WholeRegistrar,
  simulated: Simulated,
  credentials: Readonly<Record<string, string>>,
) {
  const { name } = registrar.descriptor;
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const account = { name: 'main', registrar: name, credentials, endpoint: simulated.url, source };
  const accounts = openAccounts({
    accounts: [account],
    registrars: new Map([[name, registrar]]),
    endpoints: new Map(),
  });
  const desired = {
    accounts: [account],
    planThresholds,
    domains: domains.map((domain) => declared(domain, 'main', ['www A 192.0.2.1 ttl 3600'])),
  };
  const store = memoryState();
  const scope = await scopeOf(desired, store, 'test', []);
  if (!scope.ok) throw new Error(scope.problem.message);
  const { plan } = await makePlan({
    ...{ desired, accounts, store, scope: scope.value, workspace: 'default', root: 'test', toolVersion: '0.0.0' },
    options: { targets: [], consents: [], refreshOnly: false },
    now: new Date(),
    parallelism: 10,
    progress: silent,
  });
  const counts = accounts.get('main')?.counts();
  const text = planText(plan, { paint: plain, verbose: false, seconds: 1, next: null });
  return { plan, requests: (counts?.reads ?? 0) + (counts?.writes ?? 0), lines: text.trimEnd().split('\n') };
}

test.each([...registrars])('%s: 30 domains with a wrong key', async (name, registrar) => {
  const simulated = await simulate(registrar, { domains });
  try {
    const { plan, requests, lines } = await planWith(registrar, simulated, mistyped(registrar));
    // Cloudflare says the same of a token that may not see registrations; Hover's form takes a request of its own.
    expect(requests).toBeLessThanOrEqual(name === 'cloudflare' || name === 'hover' ? 2 : 1);
    expect(plan.errors.map(({ domain }) => domain)).toEqual(domains);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      new RegExp(
        `^Error: 30 domains \\(d00\\.com, d01\\.com, d02\\.com and 27 more\\): main \\(${name}\\) was refused access: .+`,
      ),
    );
    expect(lines.slice(1)).toEqual([
      '',
      'Plan incomplete: 30 domains of main could not be read.',
      'Nothing could be planned. 1 error.',
    ]);
  } finally {
    await simulated.close();
  }
});
