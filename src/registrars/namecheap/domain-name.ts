/** The split of a domain that the DNS commands want: `SLD` and `TLD`, by the Public Suffix List. */
import { parse } from 'tldts';

export interface SplitDomain {
  /** `example` */
  readonly sld: string;
  /** `co.uk` */
  readonly tld: string;
}

const options = { extractHostname: false, validateHostname: false, detectIp: false, mixedInputs: false } as const;

/**
 * Undefined for what is not a registered domain: `shop.example.co.uk` split at the wrong dot would change another
 * domain. Suffixes that a company runs (`us.com`) count where the domain stands right below them.
 */
export function splitDomain(domain: string): SplitDomain | undefined {
  for (const allowPrivateDomains of [false, true]) {
    const { domain: registered, publicSuffix } = parse(domain, { ...options, allowPrivateDomains });
    if (registered === domain && publicSuffix !== null) {
      return { sld: domain.slice(0, -publicSuffix.length - 1), tld: publicSuffix };
    }
  }
  return undefined;
}
