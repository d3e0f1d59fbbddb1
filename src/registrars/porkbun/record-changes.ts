/** Changes of record sets as calls, one request each: the API writes one record at a time. Pure. */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { CallBody, RecordFields } from './calls.ts';
import { fieldsOf, subdomainOf } from './convert.ts';
import type { NativeRow } from './live-zone.ts';
import { type Deletion, type RowStep, stepsOf } from './row-steps.ts';
import { findSwaps, type Swap } from './swaps.ts';

/** In the order of the changes; a swap stands where the later of its two halves did. */
export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  const steps = changes.flatMap((change) => stepsOf(change, domain));
  const order = new Map(steps.map((step, index) => [step, index]));
  const swaps = findSwaps(steps);
  const halves = new Map<RowStep, Swap[]>();
  for (const swap of swaps) {
    for (const half of [swap.leaving, swap.coming]) halves.set(half, [...(halves.get(half) ?? []), swap]);
  }
  const values = new Map(changes.map(({ address, before }) => [address, before?.values ?? []]));
  const place = ({ leaving, coming }: Swap) => Math.max(order.get(leaving) ?? 0, order.get(coming) ?? 0);
  return steps.flatMap((step, index) => {
    const own = halves.get(step);
    if (own === undefined) return [callOf(domain, step)];
    const due = own.filter((swap) => place(swap) === index);
    return [
      ...restOf(domain, step, own),
      ...due.map((swap) => swapCall(domain, swap, values.get(swap.leaving.address) ?? [])),
    ];
  });
}

function callOf(domain: string, step: RowStep): CallDraft {
  const covers = [step.address];
  switch (step.kind) {
    case 'create':
      return draft('POST dns/create', covers, { kind: 'create', domain, record: step.record });
    case 'edit':
      return draft('POST dns/edit', covers, { kind: 'edit', domain, id: step.id, record: step.record });
    case 'delete': {
      const [row, ...others] = step.rows;
      if (row !== undefined && others.length === 0) return deletion(domain, step, row);
      const { type } = step;
      const name = subdomainOf(step.name, domain);
      return draft('POST dns/deleteByNameType', covers, { kind: 'delete-set', domain, type, name });
    }
  }
}

/** The records of a set that goes which become no others. */
function restOf(domain: string, step: RowStep, swaps: readonly Swap[]): readonly CallDraft[] {
  if (step.kind !== 'delete') return [];
  const kept = new Set(swaps.map(({ row }) => row));
  return step.rows.filter((row) => !kept.has(row)).map((row) => deletion(domain, step, row));
}

function swapCall(domain: string, { leaving, row, coming }: Swap, values: readonly Rdata[]): CallDraft {
  const rdata = values.find((value) => printRdata(value) === row.value);
  if (rdata === undefined) throw new Error(`${leaving.address} has no value for its record ${row.id}`);
  const { id, ttlSeconds, notes } = row;
  const before = fieldsOf({ name: leaving.name, rdata, ttlSeconds, notes }, domain);
  const record: RecordFields = notes === '' ? coming.record : { ...coming.record, notes };
  return draft('POST dns/edit', [leaving.address, coming.address], { kind: 'swap', domain, id, before, record });
}

function deletion(domain: string, { address }: Deletion, { id }: NativeRow): CallDraft {
  return draft('POST dns/delete', [address], { kind: 'delete', domain, id });
}

function draft(operation: string, covers: readonly string[], body: CallBody & { readonly domain: string }): CallDraft {
  return { operation, domain: body.domain, covers, requests: 1, body };
}
