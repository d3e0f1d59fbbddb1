/** One change that the host refuses, in a call with others: it alone fails, with what hangs together with it. */
import { afterEach, describe, expect, it } from 'vitest';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { godaddy } from '../../src/registrars/godaddy/index.ts';
import { hover } from '../../src/registrars/hover/index.ts';
import { namecheap } from '../../src/registrars/namecheap/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import { declared, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

let portfolio: Portfolio;
afterEach(() => portfolio.close());

const domain = 'example.com';

/** A config past the checks of `validate`: Cloudflare proxies no loopback address, Hover holds no empty text. */
function config(records: readonly string[], refused: readonly string[]): DesiredDomain {
  const base = declared(domain, 'account', [...records, ...refused]);
  const recordSets = base.recordSets.map((set, index) =>
    index < records.length || set.type !== 'A' ? set : { ...set, options: { proxied: true }, ttlSeconds: 1 },
  );
  return { ...base, recordSets };
}

async function applied(registrar: WholeRegistrar, desired: DesiredDomain) {
  portfolio = await openPortfolio({ account: registrar });
  portfolio.declare([desired]);
  const { results } = await portfolio.apply();
  return results.map(({ address, status, error }) => ({ address: address.slice(domain.length + 1), status, error }));
}

const many = Array.from({ length: 60 }, (_, n) => `n${n} A 192.0.2.${n}`);

describe('a batch that is refused because of one change', () => {
  it('is sent without it, and names it', async () => {
    const results = await applied(cloudflare, config(many, ['bad A 127.0.0.1']));
    const failed = results.filter(({ status }) => status !== 'applied');
    expect(failed).toEqual([
      {
        address: 'bad/A',
        status: 'failed',
        error: expect.stringMatching(/Target 127\.0\.0\.1 is not allowed for a proxied record/),
      },
    ]);
    expect(results).toHaveLength(61);
    // The batch, and halves of halves.
    expect(portfolio.requests().writes).toBeLessThan(20);
    // The next plan is of that one alone.
    expect((await portfolio.plan()).plan.changes.map(({ address }) => address)).toEqual([`${domain}/bad/A`]);
  });

  it('is sent without what points to it, and without what is pointed to no more because of it', async () => {
    portfolio = await openPortfolio({ account: cloudflare });
    portfolio.declare([config(['@ MX 10 old', 'old A 192.0.2.1', 'www A 192.0.2.9'], [])]);
    await portfolio.apply();
    portfolio.declareUnseeded([config(['@ MX 10 bad', 'www A 192.0.2.10'], ['bad A 127.0.0.1'])]);
    const planned = await portfolio.plan({ consents: ['vital-record', 'too-many-deletes'] });
    const { results } = await portfolio.apply(planned);
    const why = 'example.com/bad/A was refused, and this hangs together with it';
    expect(results.map(({ address, status, error }) => [address, status, error])).toEqual([
      ['example.com/bad/A', 'failed', expect.stringContaining('127.0.0.1')],
      ['example.com/www/A', 'applied', undefined],
      ['example.com/@/MX', 'not_attempted', why],
      ['example.com/old/A', 'not_attempted', why],
    ]);
  });

  it('names several, and gives up on a zone where too many are refused', async () => {
    const bad = Array.from({ length: 50 }, (_, n) => `bad${n} A 127.0.0.${n}`);
    const results = await applied(cloudflare, config([], bad));
    const failed = results.filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    for (const { error } of results.filter(({ status }) => status === 'not_attempted')) {
      expect(error).toMatch(/^not applied: their batch was refused because of /);
    }
    expect(portfolio.requests().writes).toBeLessThan(50);
  });
});

/** What `validate` refuses, and each simulator, too. */
const others: readonly (readonly [string, WholeRegistrar, string])[] = [
  ['gandi', gandi, 'b ALIAS x.example.net.'],
  ['godaddy', godaddy, 'b CNAME localhost.'],
  ['hover', hover, 'b TXT ""'],
  ['namecheap', namecheap, 'b TXT {"a\\"b"}'],
  ['namesilo', namesilo, 'b CAA 0 issue "ca.example; x=\\"y\\""'],
];

it.each(others)('at %s, the others are made, too', async (_name, registrar, bad) => {
  portfolio = await openPortfolio({ account: registrar });
  portfolio.declare([
    declared(domain, 'account', ['a A 192.0.2.1', bad.replace(/[{}]/g, ''), 'c A 192.0.2.3', 'd TXT x']),
  ]);
  const { results } = await portfolio.apply();
  const statuses = results.filter(({ address }) => /\/[abcd]\//.test(address));
  expect(statuses.map(({ address, status }) => [address.split('/')[1], status]).sort()).toEqual([
    ['a', 'applied'],
    ['b', 'failed'],
    ['c', 'applied'],
    ['d', 'applied'],
  ]);
  const { changes } = (await portfolio.plan()).plan;
  expect(changes.map(({ address }) => address.split('/')[1])).toEqual(['b']);
});
