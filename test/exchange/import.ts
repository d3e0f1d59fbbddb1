/** From live zones at simulators to a config and back: what was imported must be adopted, without a call. */
import { expect } from 'vitest';
import { configText } from '../../src/exchange/import/config-text.ts';
import { type ImportedConfig, makeConfig } from '../../src/exchange/import/make-config.ts';
import type { RegistrarDescriptor } from '../../src/schema/capabilities.ts';
import type { Source } from '../../src/schema/config/document.ts';
import { formatIssue } from '../../src/schema/config/format-issue.ts';
import { configFrame } from '../../src/schema/config/frame.ts';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { Desired } from '../../src/schema/desired.ts';
import { readHoldings } from '../../src/workflow/read-holdings.ts';
import { registrars } from '../helpers/halves.ts';
import { isEmpty, type Portfolio, silent } from '../helpers/portfolio.ts';

const known: ReadonlyMap<string, RegistrarDescriptor> = new Map(
  [...registrars].map(([name, { descriptor }]) => [name, descriptor]),
);

/** Accounts by name, at the registrar of each. */
export function accountsText(accounts: Readonly<Record<string, string>>): string {
  const lines = Object.entries(accounts).map(([name, registrar]) => `  ${name}: { registrar: ${registrar} }`);
  return `version: 1\naccounts:\n${lines.join('\n')}\n`;
}

export function desiredOf(sources: readonly Source[], descriptors = known): Desired {
  const { desired, issues } = loadConfig(sources, { descriptors, variables: () => undefined, credentials: 'skip' });
  const text = (file: string) => sources.find((source) => source.file === file)?.text;
  expect(issues.map((issue) => formatIssue(issue, text(issue.file))).join('\n')).toBe('');
  if (desired === null) throw new Error('no issue, and no desired state');
  return desired;
}

export interface Imported extends ImportedConfig {
  readonly text: string;
  readonly desired: Desired;
}

/** All that the accounts hold, beside the config `before`. */
export async function importAll(
  portfolio: Portfolio,
  before: string,
  templates = true,
  descriptors = known,
): Promise<Imported> {
  const accounts = portfolio.open();
  const sources = [{ file: 'domains.yaml', text: before }];
  const holdings = await readHoldings({
    accounts,
    wanted: [...accounts.keys()].map((account) => ({ account })),
    parallelism: 10,
    progress: silent,
  });
  const existing = {
    ...configFrame(sources),
    domains: new Map(desiredOf(sources, descriptors).domains.map((domain) => [domain.domain, domain])),
  };
  const hosts = new Map([...accounts].map(([name, { registrar }]) => [name, registrar.descriptor]));
  const imported = makeConfig(holdings, { descriptors: hosts, existing, templates });
  const text = configText(imported);
  return { ...imported, text, desired: desiredOf([...sources, { file: 'imported.yaml', text }], descriptors) };
}

/** The law: a plan of adoptions alone, an apply without a call, and then an empty plan. */
export async function expectAdopted(portfolio: Portfolio, { desired, text }: Imported): Promise<void> {
  portfolio.declareUnseeded(desired.domains);
  const planned = await portfolio.plan();
  const { plan } = planned;
  expect(plan.errors, text).toEqual([]);
  expect(plan.refusals, text).toEqual([]);
  expect(plan.calls, text).toEqual([]);
  const others = plan.changes.filter(({ action }) => action !== 'adopt');
  expect(others, text).toEqual([]);
  portfolio.resetRequests();
  const report = await portfolio.apply(planned);
  expect(report.summary.failed).toBe(0);
  expect(portfolio.requests().writes).toBe(0);
  expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
}
