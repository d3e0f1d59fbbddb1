/** DS records at the registry: one request for each, new ones first, so that a change of keys never leaves a gap. */
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { answerError } from '../http/answers.ts';
import { type Api, ApiRefusal, codeOnly, type Operation } from './api.ts';
import type { DsWrite } from './calls.ts';
import { inDoubt } from './in-doubt.ts';
import { seenOf } from './refusal.ts';
import { readDs } from './registrations.ts';

/** Throws `RegistrarError`, with an unknown effect where an earlier request of the same call was done. */
export async function writeDs(api: Api, { domain, add, remove }: DsWrite): Promise<void> {
  const writes = [...add.map((ds) => ({ ds, stays: true })), ...remove.map((ds) => ({ ds, stays: false }))];
  for (const [index, { ds, stays }] of writes.entries()) {
    const done = `${index} of ${writes.length} requests were made, and the next failed`;
    const work = writeOne(api, domain, ds, stays);
    await (index === 0 ? work : inDoubt(work, ({ seen }) => `${done}: ${seen}`));
  }
}

/**
 * Code 210 may mean that the work is done: that a record is there already, or, for one that was added a moment ago, that
 * it goes (docs/namesilo-api-documentation-errors.md of nijave/terraform-provider-namesilo, September 2026). The list tells.
 */
async function writeOne(api: Api, domain: string, ds: DsRdata, stays: boolean): Promise<void> {
  const request: Operation = {
    name: stays ? 'dnsSecAddRecord' : 'dnsSecDeleteRecord',
    // A deletion looks for exactly the stored digest, which is in upper case; so is ours.
    parameters: { domain, digest: ds.digest, keyTag: ds.keyTag, digestType: ds.digestType, alg: ds.algorithm },
    kind: 'write',
    operation: stays ? 'add a DS record' : 'delete a DS record',
    object: domain,
  };
  const answer = await api.ask(request, codeOnly);
  if (!(answer instanceof ApiRefusal)) return;
  if (answer.reply.code !== '210') throw api.refused(answer, request);
  const isThere = (await inDoubt(readDs(api, domain))).some((each) => printRdata(each) === printRdata(ds));
  if (isThere === stays) return;
  const advice = stays
    ? 'Check the record against the keys of the zone; the registry may not take its algorithm or digest type.'
    : 'The registry still shows the record: plan and apply again in a few minutes.';
  const error = { code: 'rejected', seen: seenOf(answer.reply), advice, effectKnown: stays } as const;
  throw answerError(error, api.context(request, answer.response));
}
