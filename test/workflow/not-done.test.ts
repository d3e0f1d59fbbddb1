/** A registrar that confirmed a change and did not make it: the next plan does not blame somebody else. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

let portfolio: Portfolio;
/** Whether calls are confirmed and dropped. */
let deaf: boolean;
/** What is answered as the address of `www`; null: what is there. */
let www: string | null;
beforeEach(async () => {
  [deaf, www] = [false, null];
  const subject: WholeRegistrar = {
    ...namesilo,
    connect: (account, transport) => {
      const client = namesilo.connect(account, transport);
      return {
        ...client,
        execute: async (call) => (deaf ? undefined : client.execute(call)),
        dns: {
          ...client.dns,
          readZone: async (query) => {
            const zone = await client.dns.readZone(query);
            const values = [{ type: 'A', address: www ?? '' }] as const;
            const recordSets = zone.recordSets.map((set) => (set.name.startsWith('www.') ? { ...set, values } : set));
            return www === null ? zone : { ...zone, recordSets };
          },
        },
      };
    },
  };
  portfolio = await openPortfolio({ subject });
  declare('www A 192.0.2.1');
  await portfolio.apply();
});
afterEach(() => portfolio.close());

const declare = (...records: readonly string[]) =>
  portfolio.declare([declared('example.com', 'subject', ['api A 192.0.2.2', ...records])]);

async function drift() {
  return (await portfolio.plan()).plan.drift.map(({ address, not_done }) => `${address} ${not_done}`);
}

it('what was there before the run is live, and the run had only the word of the registrar: that is said', async () => {
  deaf = true;
  declare('www A 192.0.2.7', 'new A 192.0.2.3');
  expect((await portfolio.apply()).summary.failed).toBe(0);
  expect(await drift()).toEqual(['example.com/new/A true', 'example.com/www/A true']);
  deaf = false;
  await portfolio.apply();
  expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
});

it('a read had shown that the change was made: then somebody took it back', async () => {
  declare('www A 192.0.2.7');
  await portfolio.apply(undefined, { verifyReads: true });
  www = '192.0.2.1';
  expect(await drift()).toEqual(['example.com/www/A false']);
});

it('something else is live: somebody changed it', async () => {
  declare('www A 192.0.2.7');
  await portfolio.apply();
  www = '192.0.2.99';
  expect(await drift()).toEqual(['example.com/www/A false']);
});

it('the journal is asked about drifted places alone', async () => {
  const asked: unknown[] = [];
  const { unseenPreImages } = portfolio.state;
  portfolio.state.unseenPreImages = (places) => {
    asked.push(...places);
    return unseenPreImages(places);
  };
  await portfolio.plan();
  expect(asked).toEqual([]);
  deaf = true;
  declare('www A 192.0.2.7');
  await portfolio.apply();
  await portfolio.plan();
  expect(asked).toEqual([{ run: 2, account: 'subject', address: 'example.com/www/A' }]);
});
