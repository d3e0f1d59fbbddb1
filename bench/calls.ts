/**
 * How many calls each kind of change takes at each registrar, counted at its simulator: writes docs/calls.md.
 * A row is one zone: its records are applied, the config changes, and a second plan and apply are counted.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registrars } from '../src/registrars/index.ts';
import type { Registrar } from '../src/registrars/registrar.ts';
import { declared, isEmpty, openPortfolio } from '../test/helpers/portfolio.ts';
import { reasons } from './call-reasons.ts';

interface Scenario {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const hosts = (count: number, value: string, prefix = 'h') =>
  Array.from({ length: count }, (_, i) => `${prefix}${i} A ${value} ttl 3600`);
const base = hosts(20, '192.0.2.1');
const names = Array.from({ length: 20 }, (_, i) => `n${i}`);

export const scenarios: readonly Scenario[] = [
  { name: 'no change', before: base, after: base },
  { name: 'add 1', before: base, after: [...base, 'new A 192.0.2.2 ttl 3600'] },
  { name: 'add 100', before: base, after: [...base, ...hosts(100, '192.0.2.2', 'x')] },
  {
    name: 'change 1 of 4 values',
    before: [...base, 'pool A 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 ttl 3600'],
    after: [...base, 'pool A 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.5 ttl 3600'],
  },
  {
    name: 'change the TTL of a 4-value set',
    before: [...base, 'pool A 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 ttl 3600'],
    after: [...base, 'pool A 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 ttl 7200'],
  },
  { name: 'delete 50', before: [...base, ...hosts(50, '192.0.2.2', 'x')], after: base },
  {
    name: 'mixed 60 over 20 names',
    before: names.flatMap((name) => [`${name} A 192.0.2.1 ttl 3600`, `${name} TXT "old" ttl 3600`]),
    after: names.flatMap((name) => [`${name} A 192.0.2.2 ttl 3600`, `${name} AAAA 2001:db8::1 ttl 3600`]),
  },
  {
    name: 'type change A -> CNAME',
    before: [...base, 'app A 192.0.2.1 ttl 3600'],
    after: [...base, 'app CNAME target.example.net. ttl 3600'],
  },
];

export interface Count {
  readonly reads: number;
  readonly writes: number;
}

/** Throws where the change does not converge. */
export async function countCalls(registrar: Registrar, { name, before, after }: Scenario): Promise<Count> {
  const portfolio = await openPortfolio({ account: registrar });
  try {
    portfolio.declare([declared('example.com', 'account', before)]);
    await portfolio.apply();
    portfolio.declare([declared('example.com', 'account', after)]);
    portfolio.resetRequests();
    const report = await portfolio.apply();
    const count = portfolio.requests();
    const rest = (await portfolio.plan()).plan;
    if (report.summary.failed > 0 || !isEmpty(rest)) {
      const errors = report.results.flatMap(({ error }) => error ?? []);
      throw new Error(
        `${registrar.descriptor.title}, ${name}: does not converge: ${errors[0] ?? 'the plan is not empty'}`,
      );
    }
    return count;
  } finally {
    await portfolio.close();
  }
}

async function table(registrar: Registrar): Promise<string> {
  const rows = await Promise.all(
    scenarios.map(async (scenario) => {
      const { reads, writes } = await countCalls(registrar, scenario);
      return `| ${scenario.name} | ${reads} | ${writes} | ${reasons[registrar.descriptor.name]?.[scenario.name] ?? ''} |`;
    }),
  );
  return [
    `## ${registrar.descriptor.title}`,
    '',
    '| change | reads | writes | why not fewer |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const tables: string[] = [];
for (const registrar of registrars.values()) tables.push(await table(registrar));
const text = `# Calls per change

How many API calls a plan and its apply take, counted at each registrar's simulator; made by \`npm run bench:calls\`.
Each row is one zone with the change named. Reads are those of the plan: the list of domains where settings are managed
or zones are found by it, then the zone. They also count the zone read again just before something in it is overwritten or
deleted, so that nothing is lost that somebody else has written since the plan: at Gandi, GoDaddy and Namecheap before each
write, elsewhere before the first; not where records are only added by requests of their own, and not at NameSilo, where
each change of a record gives it another id. At Namecheap they count the zone read back after a write; at Hover, the
requests of the sign-in.

Plan and apply are two clients here, as they are with a plan file. \`domctl apply\` has one, which does not list Cloudflare's
zones a second time (1 read less where something is overwritten) and signs in at Hover once (3 or 4 reads less).

${tables.join('\n\n')}
`;
const file = join(import.meta.dirname, '..', 'docs', 'calls.md');
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(file, text);
