/** The commands of the API that the simulator knows, by their names in the documents. */
import { paging, Refusal, type Xml } from './answers.ts';
import { dnsCommands } from './dns-commands.ts';
import {
  basicNameservers,
  type Domains,
  freeNameservers,
  type SimulatedDomain,
  usDate,
  usesOurDns,
} from './domains.ts';
import type { Parameters } from './parameters.ts';
import { privacyCommands } from './privacy-commands.ts';

export interface CommandContext {
  readonly domains: Domains;
  readonly parameters: Parameters;
  readonly user: string;
  now(): Date;
}

export interface SimulatedCommand {
  /** `namecheap.domains.getList` */
  readonly name: string;
  readonly write: boolean;
  /** The content of `CommandResponse`. Throws `Refusal`. */
  run(context: CommandContext): readonly Xml[];
}

const domainCommands: readonly SimulatedCommand[] = [
  { name: 'namecheap.users.getBalances', write: false, run: () => [balances] },
  { name: 'namecheap.domains.getList', write: false, run: getList },
  { name: 'namecheap.domains.getInfo', write: false, run: getInfo },
  { name: 'namecheap.domains.check', write: false, run: check },
  { name: 'namecheap.domains.getTldList', write: false, run: getTldList },
  { name: 'namecheap.domains.getRegistrarLock', write: false, run: getRegistrarLock },
  { name: 'namecheap.domains.setRegistrarLock', write: true, run: setRegistrarLock },
];

const commands = new Map(
  [...domainCommands, ...dnsCommands, ...privacyCommands].map((command) => [command.name.toLowerCase(), command]),
);

export function commandNamed(name: string): SimulatedCommand | undefined {
  return commands.get(name.toLowerCase());
}

const balances: Xml = {
  name: 'UserGetBalancesResult',
  attributes: {
    Currency: 'USD',
    AvailableBalance: '40.00',
    AccountBalance: '40.00',
    EarnedAmount: '0.00',
    WithdrawableAmount: '0.00',
    FundsRequiredForAutoRenew: '0.00',
  },
};

/** Owned domains only: one that is here for FreeDNS is not listed. */
function getList({ domains, parameters, user, now }: CommandContext): readonly Xml[] {
  const size = parameters.whole('PageSize', { min: 10, max: 100, default: 20 });
  const page = parameters.whole('Page', { min: 1, max: 1_000_000, default: 1 });
  const term = parameters.get('SearchTerm').toLowerCase();
  const soon = now().getTime() + 30 * 86_400_000;
  const wanted: Readonly<Record<string, (domain: SimulatedDomain) => boolean>> = {
    ALL: () => true,
    EXPIRED: (domain) => isExpired(domain, now()),
    EXPIRING: (domain) => !isExpired(domain, now()) && Date.parse(domain.expires) <= soon,
  };
  const filter = wanted[parameters.get('ListType').toUpperCase() || 'ALL'];
  if (filter === undefined) throw new Refusal('2011166', 'Parameter ListType is invalid');
  const found = domains
    .all()
    .filter((domain) => domain.registered && domain.domain.includes(term) && filter(domain))
    .sort(order(parameters.get('SortBy').toUpperCase() || 'NAME'));
  const shown = found.slice((page - 1) * size, page * size).map((domain) => listed(domain, user, now()));
  return [{ name: 'DomainGetListResult', content: shown }, paging(found.length, page, size)];
}

function order(sortBy: string): (a: SimulatedDomain, b: SimulatedDomain) => number {
  const [, field = '', descending] = /^(NAME|EXPIREDATE|CREATEDATE)(_DESC)?$/.exec(sortBy) ?? [];
  const keys: Readonly<Record<string, (domain: SimulatedDomain) => string>> = {
    NAME: (domain) => domain.domain,
    EXPIREDATE: (domain) => domain.expires,
    CREATEDATE: (domain) => domain.created,
  };
  const key = keys[field];
  if (key === undefined) throw new Refusal('2011166', 'Parameter SortBy is invalid');
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending === undefined ? 1 : -1);
}

function listed(domain: SimulatedDomain, user: string, now: Date): Xml {
  const { privacy } = domain;
  return {
    name: 'Domain',
    attributes: {
      ID: domain.id,
      Name: domain.domain,
      User: user,
      Created: usDate(domain.created),
      Expires: usDate(domain.expires),
      IsExpired: isExpired(domain, now),
      IsLocked: domain.locked,
      AutoRenew: domain.autoRenew,
      WhoisGuard: privacy === null ? 'NOTPRESENT' : privacy.enabled ? 'ENABLED' : 'DISABLED',
      IsPremium: false,
      IsOurDNS: usesOurDns(domain),
    },
  };
}

function getInfo({ domains, parameters, user, now }: CommandContext): readonly Xml[] {
  const domain = domains.get(parameters.need('DomainName').toLowerCase());
  if (domain === undefined) throw new Refusal('2030166', 'Domain is invalid', [notOwned(parameters.get('DomainName'))]);
  const { privacy, nameservers } = domain;
  const [expires, created] = [usDate(domain.expires), usDate(domain.created)];
  const forward = {
    ForwardedTo: privacy?.forwardedTo ?? '',
    LastAutoEmailChangeDate: '',
    AutoEmailChangeFrequencyDays: 0,
  };
  const dnsNames = nameservers ?? (domain.registered ? basicNameservers : freeNameservers);
  const noService = domain.emailType === 'NONE';
  return [
    {
      name: 'DomainGetInfoResult',
      attributes: {
        // Neither a status nor an expiry of a domain that is only hosted (go-namecheap-sdk, test of getInfo).
        ...(domain.registered ? { Status: isExpired(domain, now()) ? 'Expired' : 'Ok' } : {}),
        ID: domain.id,
        DomainName: domain.domain,
        OwnerName: user,
        IsOwner: true,
        IsPremium: false,
      },
      content: [
        {
          name: 'DomainDetails',
          content: texts(domain.registered ? { CreatedDate: created, ExpiredDate: expires, NumYears: '0' } : {}),
        },
        { name: 'LockDetails' },
        {
          name: 'Whoisguard',
          attributes: { Enabled: privacy === null ? 'NotAlloted' : privacy.enabled ? 'True' : 'False' },
          content: [
            ...texts({ ID: String(privacy?.id ?? 0), ExpiredDate: privacy === null ? '' : expires }),
            ...(privacy === null
              ? []
              : [
                  {
                    name: 'EmailDetails',
                    attributes: { WhoisGuardEmail: `${privacy.id}.protect@withheldforprivacy.com`, ...forward },
                  },
                ]),
          ],
        },
        {
          name: 'PremiumDnsSubscription',
          content: texts({
            UseAutoRenew: 'false',
            SubscriptionId: '-1',
            CreatedDate: '0001-01-01T00:00:00',
            ExpirationDate: '0001-01-01T00:00:00',
            IsActive: 'false',
          }),
        },
        {
          name: 'DnsDetails',
          attributes: {
            ProviderType: nameservers !== null ? 'CUSTOM' : domain.registered ? 'FREE' : 'FreeDNS',
            IsUsingOurDNS: nameservers === null,
            HostCount: domain.hosts.length,
            EmailType: noService ? 'No Email Service' : domain.emailType,
            DynamicDNSStatus: domain.hosts.some((host) => host.dynamic),
            IsFailover: false,
          },
          content: dnsNames.map((name) => ({ name: 'Nameserver', content: name })),
        },
        { name: 'Modificationrights', attributes: { All: true } },
      ],
    },
  ];
}

/** What stands beside error 2030166: a result with nothing in it. */
function notOwned(domain: string): Xml {
  const attributes = { Status: 'Ok', ID: 0, DomainName: domain, OwnerName: '', IsOwner: false, IsPremium: false };
  return { name: 'DomainGetInfoResult', attributes };
}

function check({ domains, parameters }: CommandContext): readonly Xml[] {
  const names = parameters.need('DomainList').toLowerCase().split(',');
  if (names.length > 50) throw new Refusal('2011169', 'Only 50 domains are allowed in a single check command');
  return names.map((name) => ({
    name: 'DomainCheckResult',
    attributes: { Domain: name.trim(), Available: domains.get(name.trim()) === undefined, ErrorNo: 0, Description: '' },
  }));
}

/** What other clients call before anything else (2026-11-30); of each TLD what they read of it. */
function getTldList(): readonly Xml[] {
  const common = { NonRealTime: false, MinRegisterYears: 1, MaxRegisterYears: 10, IsApiRegisterable: true };
  const tlds = ['com', 'net', 'org'].map(
    (Name): Xml => ({ name: 'Tld', attributes: { Name, ...common }, content: Name }),
  );
  return [{ name: 'Tlds', content: tlds }];
}

function getRegistrarLock({ domains, parameters }: CommandContext): readonly Xml[] {
  const { domain, locked } = domains.byName(parameters);
  const attributes = { Domain: domain, RegistrarLockStatus: locked };
  return [{ name: 'DomainGetRegistrarLockResult', attributes }];
}

function setRegistrarLock({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = domains.byName(parameters);
  const action = parameters.get('LockAction').toUpperCase() || 'LOCK';
  if (action !== 'LOCK' && action !== 'UNLOCK') throw new Refusal('2011166', 'Parameter LockAction is invalid');
  domains.save({ ...domain, locked: action === 'LOCK' });
  return [{ name: 'DomainSetRegistrarLockResult', attributes: { Domain: domain.domain, IsSuccess: true } }];
}

function isExpired(domain: SimulatedDomain, now: Date): boolean {
  return Date.parse(domain.expires) < now.getTime();
}

function texts(values: Readonly<Record<string, string>>): readonly Xml[] {
  return Object.entries(values).map(([name, content]) => ({ name, content }));
}
