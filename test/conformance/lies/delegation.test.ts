/** Somebody else changes the nameservers after the plan: at each registrar, theirs stay until a plan has shown them. */
import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../../src/planner/inputs.ts';
import type { WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { settingAddress } from '../../../src/schema/dns/address.ts';
import { registrars } from '../../helpers/halves.ts';
import { declared, openPortfolio } from '../../helpers/portfolio.ts';
import type { Simulated } from '../../helpers/simulated.ts';
import { domain } from './scene.ts';

const ours = ['ns1.example.org.', 'ns2.example.org.'];
const theirs = ['ns1.example.net.', 'ns2.example.net.'];

async function read(simulated: Simulated): Promise<LiveRegistration> {
  const reads = await simulated.reconnect().registration.readRegistrations([{ domain, fields: ['nameservers'] }]);
  const live = reads.get(domain);
  if (live === undefined || live instanceof Error) throw live ?? new Error('not read');
  return live;
}

async function delegate(registrar: WholeRegistrar, simulated: Simulated, after: readonly string[]): Promise<void> {
  const live = await read(simulated);
  const before = live.settings.nameservers ?? null;
  const address = settingAddress(domain, 'nameservers');
  const calls = registrar.registration.compileSettings([
    { address, domain, field: 'nameservers', before, after, live },
  ]);
  for (const call of calls) await simulated.reconnect().execute(call);
}

const writing = [...registrars].filter(
  ([, { descriptor }]) => descriptor.registration.settings.nameservers.access === 'write',
);

describe.each(writing)('%s', (_, registrar) => {
  it('keeps what somebody else has set meanwhile', async () => {
    const portfolio = await openPortfolio({ company: registrar });
    const { dns: _dns, ...bare } = declared(domain, 'company', [], { settings: { nameservers: ours } });
    portfolio.declare([bare]);
    const planned = await portfolio.plan({ consents: ['delegation'] });
    expect(planned.plan.changes).toMatchObject([{ address: settingAddress(domain, 'nameservers'), action: 'update' }]);
    const simulated = portfolio.simulated.get('company') as Simulated;
    await delegate(registrar, simulated, theirs);

    const [result] = (await portfolio.apply(planned)).results;
    expect(result?.status).toBe('failed');
    expect(result?.error).toContain(`changed since the plan was made, to ${theirs.join(', ')}.`);
    expect(portfolio.state.journal).toEqual([]);
    expect((await read(simulated)).settings.nameservers).toEqual(theirs);
    await portfolio.close();
  });
});
