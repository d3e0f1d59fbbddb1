/** The writes of registration settings. Throw `RegistrarError`. */
import { type Api, domainPath } from './api.ts';
import type { CallOf } from './calls.ts';
import { inOrder } from './in-order.ts';
import { type Advice, isDuplicate, isGoneAlready } from './refusal.ts';
import { readDomain, readDs } from './wire.ts';

export async function patchDomain(api: Api, { domain, fields }: CallOf<'patch-domain'>): Promise<void> {
  const names = Object.keys(fields);
  const others = names.length > 1 ? ' None of what was to change with it was changed either.' : '';
  const answer = await api.write({
    method: 'PATCH',
    path: domainPath(domain),
    json: fields,
    operation: `set ${names.join(', ')}`,
    object: domain,
    repeatable: true,
    advice: {
      forbidden: expiry,
      rejected: `Not every registry has a transfer lock or privacy, and a lock may be held for some time after a registration or transfer: do what Name.com says, or take the setting out of the config.${others}`,
    },
  });
  readDomain(answer.json, answer.fail);
}

export async function setNameservers(api: Api, { domain, nameservers }: CallOf<'nameservers'>): Promise<void> {
  const answer = await api.write({
    method: 'POST',
    path: `${domainPath(domain)}:setNameservers`,
    json: { nameservers },
    operation: 'set nameservers',
    object: domain,
    repeatable: true,
    advice: {
      forbidden: expiry,
      rejected:
        'Some registries take nameservers only if they answer for the domain already: let the zone be there first, and check the names.',
    },
  });
  readDomain(answer.json, answer.fail);
}

const expiry =
  'A domain that has expired cannot be changed until it is renewed: look at its expiry first. Where that is right, look at https://www.name.com/account/settings/api for what the token may do.';

/** What is there already, or gone already, is as it should be: every step may be sent twice. */
export async function changeDs(api: Api, { domain, steps }: CallOf<'dnssec'>): Promise<void> {
  const path = `${domainPath(domain)}/dnssec`;
  await inOrder(
    steps.map((step) => async () => {
      const write = { operation: 'set dnssec', object: domain, repeatable: true } as const;
      const advice: Advice = { forbidden: refusedDs, rejected: refusedDs };
      if (step.kind === 'drop') {
        const digest = encodeURIComponent(step.digest);
        await api.write({ ...write, method: 'DELETE', path: `${path}/${digest}`, advice, expect: isGoneAlready });
        return;
      }
      const answer = await api.write({ ...write, method: 'POST', path, json: step.ds, expect: isDuplicate, advice });
      if (answer.json !== undefined) readDs(answer.json, answer.fail);
    }),
  );
}

const refusedDs =
  'The registry of this domain has refused the DS record: check its four values against what the DNS host shows, and whether the registry takes DS records at all.';
