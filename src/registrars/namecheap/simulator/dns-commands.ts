/** `namecheap.domains.dns.*`: nameservers and host records. */
import { parseFqdn } from '../../../schema/dns/name.ts';
import { Refusal, type Xml } from './answers.ts';
import type { CommandContext, SimulatedCommand } from './commands.ts';
import { basicNameservers, customOrNull, type EmailForward, type SimulatedDomain, usesOurDns } from './domains.ts';
import { setHosts } from './set-hosts.ts';

export const dnsCommands: readonly SimulatedCommand[] = [
  { name: 'namecheap.domains.dns.getList', write: false, run: getNameservers },
  { name: 'namecheap.domains.dns.setCustom', write: true, run: setCustom },
  { name: 'namecheap.domains.dns.setDefault', write: true, run: setDefault },
  { name: 'namecheap.domains.dns.getHosts', write: false, run: getHosts },
  { name: 'namecheap.domains.dns.setHosts', write: true, run: writeHosts },
  { name: 'namecheap.domains.dns.getEmailForwarding', write: false, run: getForwards },
  { name: 'namecheap.domains.dns.setEmailForwarding', write: true, run: setForwards },
];

function getNameservers({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = registered(domains.bySplit(parameters));
  return [
    {
      name: 'DomainDNSGetListResult',
      attributes: {
        Domain: domain.domain,
        IsUsingOurDNS: usesOurDns(domain),
        IsPremiumDNS: false,
        IsUsingFreeDNS: false,
      },
      content: (domain.nameservers ?? basicNameservers).map((name) => ({ name: 'Nameserver', content: name })),
    },
  ];
}

function setCustom({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = registered(domains.bySplit(parameters));
  const list = parameters.need('Nameservers');
  const names = list.split(',').map((name) => name.trim());
  if (names.length < 2 || list.length > 1200 || !names.every((name) => parseFqdn(name).ok)) {
    throw new Refusal('3011288', 'Invalid nameserver specified');
  }
  domains.save({ ...domain, nameservers: customOrNull(names) });
  return [{ name: 'DomainDNSSetCustomResult', attributes: { Domain: domain.domain, Updated: true } }];
}

function setDefault({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = registered(domains.bySplit(parameters));
  domains.save({ ...domain, nameservers: null });
  return [{ name: 'DomainDNSSetDefaultResult', attributes: { Domain: domain.domain, Updated: true } }];
}

function getHosts({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = withOurDns(domains.bySplit(parameters));
  return [
    {
      name: 'DomainDNSGetHostsResult',
      attributes: { Domain: domain.domain, EmailType: domain.emailType, IsUsingOurDNS: true },
      content: domain.hosts.map((host) => ({
        name: 'host',
        attributes: {
          HostId: host.id,
          Name: host.name,
          Type: host.type,
          Address: host.address,
          MXPref: host.mxPref,
          TTL: host.ttl,
          AssociatedAppTitle: host.appTitle,
          FriendlyName: host.friendlyName,
          IsActive: true,
          IsDDNSEnabled: host.dynamic,
        },
      })),
    },
  ];
}

function writeHosts({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = setHosts(withOurDns(domains.bySplit(parameters)), parameters);
  domains.save(domain);
  return [
    {
      name: 'DomainDNSSetHostsResult',
      attributes: { Domain: domain.domain, EmailType: domain.emailType, IsSuccess: true },
      content: [{ name: 'Warnings' }],
    },
  ];
}

function getForwards({ domains, parameters }: CommandContext): readonly Xml[] {
  const { domain, forwards } = domains.byName(parameters);
  const content = forwards.map(({ mailbox, to }, index) => ({
    name: 'Forward',
    attributes: { mailboxid: index + 1, mailbox },
    content: to,
  }));
  return [{ name: 'DomainDNSGetEmailForwardingResult', attributes: { Domain: domain }, content }];
}

/** All forwards of the domain, in place of those there were. They are kept, and idle, under another mail type (made up). */
function setForwards({ domains, parameters }: CommandContext): readonly Xml[] {
  const domain = domains.byName(parameters);
  const forwards: EmailForward[] = [];
  for (let n = 1; parameters.get(`MailBox${n}`) !== ''; n += 1) {
    forwards.push({ mailbox: parameters.get(`MailBox${n}`), to: parameters.need(`ForwardTo${n}`) });
  }
  domains.save({ ...domain, forwards });
  return [{ name: 'DomainDNSSetEmailForwardingResult', attributes: { Domain: domain.domain, IsSuccess: true } }];
}

function registered(domain: SimulatedDomain): SimulatedDomain {
  if (!domain.registered) throw new Refusal('2019166', 'Domain not found');
  return domain;
}

/** The hosts of a domain with custom nameservers are kept, but neither shown nor changed (that they are kept is NOT VERIFIED). */
function withOurDns(domain: SimulatedDomain): SimulatedDomain {
  if (usesOurDns(domain)) return domain;
  throw new Refusal('2030288', 'Cannot complete this command as this domain is not using proper DNS servers');
}
