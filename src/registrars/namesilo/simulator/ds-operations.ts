/** DS records, with what live answers showed in September 2026 (docs/namesilo-api-documentation-errors.md of nijave/terraform-provider-namesilo). */
import { type Element, leaves, Refusal, type Success } from './answers.ts';
import type { SimulatedDomain, SimulatedDs } from './domains.ts';
import type { OperationContext, SimulatedOperation } from './operations.ts';

/** How long a new record is not active yet; chosen. */
const pendingMs = 60_000;

export const dsOperations: Readonly<Record<string, SimulatedOperation>> = {
  dnsSecListRecords: { write: false, run: list },
  dnsSecAddRecord: { write: true, run: add },
  dnsSecDeleteRecord: { write: true, run: remove },
};

function list({ domains, parameters }: OperationContext): Success {
  const { dsRecords } = domains.get(parameters.need('domain'));
  if (dsRecords.length === 0) return { detail: 'You have not created any DS records for this domain yet.' };
  const content = dsRecords.map(
    ({ keyTag, algorithm, digestType, digest }): Element => ({
      name: 'ds_record',
      content: leaves({ keyTag, algorithm, digestType, digest }),
    }),
  );
  return { content };
}

function add(context: OperationContext): Success {
  const { domain, record } = read(context);
  const stored = { ...record, digest: record.digest.toUpperCase() };
  const isDuplicate = domain.dsRecords.some((other) => same(other, stored));
  const digits: Readonly<Record<string, number>> = { '1': 40, '2': 64, '3': 64, '4': 96 };
  const isDigest = /^[0-9A-F]+$/.test(stored.digest) && stored.digest.length === digits[stored.digestType];
  if (isDuplicate || !isDigest || !isNumber(stored.keyTag) || !isNumber(stored.algorithm)) {
    throw new Refusal('210', 'SRS Error - Unable to update DS record: Parameter value policy error');
  }
  context.domains.save({ ...domain, dsRecords: [...domain.dsRecords, stored] });
  return {};
}

/** The digest is looked for as it is given. What is not active yet goes all the same, with a refusal. */
function remove(context: OperationContext): Success {
  const { domain, record } = read(context);
  const found = domain.dsRecords.find((other) => same(other, record));
  if (found !== undefined) {
    context.domains.save({ ...domain, dsRecords: domain.dsRecords.filter((other) => other !== found) });
  }
  const isActive = found !== undefined && context.now().getTime() - Date.parse(found.addedAt) >= pendingMs;
  if (!isActive) throw new Refusal('210', 'There are no active records specified for deletion');
  return {};
}

function read({ domains, parameters, now }: OperationContext): {
  readonly domain: SimulatedDomain;
  readonly record: SimulatedDs;
} {
  const domain = domains.get(parameters.need('domain'));
  const record = {
    keyTag: parameters.need('keyTag'),
    algorithm: parameters.need('alg'),
    digestType: parameters.need('digestType'),
    digest: parameters.need('digest'),
    addedAt: now().toISOString(),
  };
  return { domain, record };
}

function same(a: SimulatedDs, b: SimulatedDs): boolean {
  return a.keyTag === b.keyTag && a.algorithm === b.algorithm && a.digestType === b.digestType && a.digest === b.digest;
}

function isNumber(text: string): boolean {
  return /^\d{1,5}$/.test(text);
}
