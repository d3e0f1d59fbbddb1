/** `namecheap.whoisguard.*`: one privacy subscription for each registered domain. */
import { paging, Refusal, type Xml } from './answers.ts';
import type { CommandContext, SimulatedCommand } from './commands.ts';
import { type SimulatedDomain, usDate } from './domains.ts';

export const privacyCommands: readonly SimulatedCommand[] = [
  { name: 'namecheap.whoisguard.getlist', write: false, run: getList },
  { name: 'namecheap.whoisguard.enable', write: true, run: enable },
  { name: 'namecheap.whoisguard.disable', write: true, run: disable },
];

function getList({ domains, parameters }: CommandContext): readonly Xml[] {
  const size = parameters.whole('PageSize', { min: 2, max: 100, default: 20 });
  const page = parameters.whole('Page', { min: 1, max: 1_000_000, default: 1 });
  const found = domains
    .all()
    .flatMap(({ domain, privacy, created, expires }) =>
      privacy === null ? [] : [{ domain, privacy, created, expires }],
    );
  return [
    {
      name: 'WhoisguardGetListResult',
      content: found.slice((page - 1) * size, page * size).map(({ domain, privacy, created, expires }) => ({
        name: 'Whoisguard',
        attributes: {
          ID: privacy.id,
          DomainName: domain,
          Created: usDate(created),
          Expires: usDate(expires),
          Status: privacy.enabled ? 'ENABLED' : 'DISABLED',
        },
      })),
    },
    paging(found.length, page, size),
  ];
}

function enable(context: CommandContext): readonly Xml[] {
  const forwardedTo = context.parameters.need('ForwardedToEmail');
  return [setPrivacy(context, 'WhoisguardEnableResult', { enabled: true, forwardedTo })];
}

function disable(context: CommandContext): readonly Xml[] {
  return [setPrivacy(context, 'WhoisguardDisableResult', { enabled: false })];
}

function setPrivacy(
  { domains, parameters }: CommandContext,
  name: string,
  change: Partial<NonNullable<SimulatedDomain['privacy']>>,
): Xml {
  const id = Number(parameters.need('WhoisguardID'));
  const domain = domains.all().find(({ privacy }) => privacy?.id === id);
  const privacy = domain?.privacy;
  // The number is NOT VERIFIED: the documents name none for a subscription that is not in the account.
  if (domain === undefined || privacy === undefined || privacy === null) {
    throw new Refusal('2011331', 'WhoisguardID is invalid');
  }
  domains.save({ ...domain, privacy: { ...privacy, ...change } });
  return { name, attributes: { DomainName: domain.domain, IsSuccess: true } };
}
