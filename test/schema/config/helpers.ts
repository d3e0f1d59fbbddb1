import { expect } from 'vitest';
import { formatIssue } from '../../../src/schema/config/format-issue.ts';
import { loadConfig } from '../../../src/schema/config/load.ts';
import type { Desired, DesiredDomain } from '../../../src/schema/desired.ts';
import { displayName, relativeName } from '../../../src/schema/dns/name.ts';
import { printValues } from '../../../src/schema/dns/record-sets.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';

/** One account at each registrar of the tests. */
export const accounts = `accounts:
  gandi: { credentials: { token: x } }
  cf: { registrar: cloudflare, credentials: { api_token: x } }
  hover: { credentials: { cookie: x } }
`;

/** Desired state of configs without issues; shows the issues of one that has any. */
export function desiredOf(...texts: readonly string[]): Desired {
  const sources = texts.map((text, i) => ({ file: `${'abcdefgh'.charAt(i)}.yaml`, text }));
  const { desired, issues } = loadConfig(sources, {
    descriptors: testDescriptors,
    variables: (name) => `value of ${name}`,
  });
  const shown = issues.map((issue) => formatIssue(issue, sources.find((source) => source.file === issue.file)?.text));
  expect(shown.join('\n')).toBe('');
  if (desired === null) throw new Error('no issue, and no desired state');
  return desired;
}

/** The only domain of a config. `body` is what stands under `domains:`, with two spaces. */
export function domainOf(body: string, before = ''): DesiredDomain {
  const [domain, ...others] = desiredOf(`${accounts}${before}domains:\n${body}`).domains;
  if (domain === undefined || others.length > 0) throw new Error('not one domain');
  return domain;
}

/** Record sets as lines: `www A 300 192.0.2.1 {"proxied":true} protected`. */
export function linesOf(domain: DesiredDomain): readonly string[] {
  return domain.recordSets.map((set) => {
    const name = displayName(relativeName(set.name, domain.domain));
    const options = Object.keys(set.options).length === 0 ? [] : [JSON.stringify(set.options)];
    const words = [name, set.type, set.ttlSeconds, printValues(set).join(' | '), ...options];
    return [...words, ...(set.protect ? ['protected'] : [])].join(' ');
  });
}
