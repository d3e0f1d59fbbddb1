/** One step of a random sequence. */
import type { Random } from '../../chaos/zone-content.ts';
import { pick } from '../../chaos/zone-content.ts';
import type { Colleague } from './colleague.ts';
import { type Lie, lies } from './lies.ts';
import type { Consents } from './scene.ts';

export type Step =
  | { readonly kind: 'edit'; readonly words: string; readonly sets: readonly string[] }
  | { readonly kind: 'colleague'; readonly words: string; act(colleague: Colleague): void }
  | {
      readonly kind: 'run';
      readonly words: string;
      readonly lie: Lie | undefined;
      readonly consents: Consents;
      /** The run to undo; absent: the config is applied. */
      readonly undo?: number;
      /** The lie goes on where it was. */
      readonly again?: true;
    };

export type RunStep = Extract<Step, { readonly kind: 'run' }>;

interface Given {
  readonly random: Random;
  /** What the config says. */
  readonly sets: readonly string[];
  /** What can be undone. */
  readonly runs: readonly number[];
  readonly last: RunStep | undefined;
  isTold(lie: Lie): boolean;
}

export function drawStep({ random, sets, runs, last, isTold }: Given): Step {
  const at = random();
  if (at < 0.3) return edit(sets, random);
  if (at < 0.45) return colleague(random);
  if (at < 0.55 && last !== undefined) return { ...last, words: `the same again (${last.words})`, again: true };
  const consents = pick(['none', 'asked'] as const, random);
  const told = lies.filter(isTold);
  const lie = random() < 0.75 ? pick(told, random) : undefined;
  const how = `${lie === undefined ? '' : ` while ${lie.name}`}, consents: ${consents}`;
  if (at < 0.88 || runs.length === 0) return { kind: 'run', words: `apply${how}`, lie, consents };
  const undo = pick(runs, random);
  return { kind: 'run', words: `undo ${undo}${how}`, lie, consents, undo };
}

/** What the config may say at each name; undefined: nothing. Some stand where others have something. */
const choices: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '@ MX': ['10 mx1.example.net.', '10 mx1.example.net., 20 mx2.example.net.', '10 mx3.example.net.'],
  'fresh A': ['192.0.2.60', '192.0.2.61', undefined],
  'gone A': ['192.0.2.4', undefined],
  'mail A': ['192.0.2.3', '192.0.2.5, 192.0.2.6 ttl 7200'],
  'note TXT': ['"one text"', '"another text"', '"one text", "and one more"'],
  'shop CNAME': ['target.example.net.', 'other.example.net.', undefined],
  'www A': ['192.0.2.1, 192.0.2.2', '192.0.2.1, 192.0.2.7', '192.0.2.8', '192.0.2.1, 192.0.2.2, 192.0.2.3'],
  'blog A': ['192.0.2.90', '203.0.113.1, 203.0.113.2', undefined, undefined, undefined],
  'old TXT': ['"beside theirs"', undefined, undefined],
};

function edit(sets: readonly string[], random: Random): Step {
  const key = pick(Object.keys(choices), random);
  const value = pick(choices[key] ?? [], random);
  const others = sets.filter((text) => !text.startsWith(`${key} `));
  const words = value === undefined ? `the config drops ${key}` : `the config says ${key} ${value}`;
  return { kind: 'edit', words, sets: value === undefined ? others : [...others, `${key} ${value}`] };
}

function colleague(random: Random): Step {
  const address = `203.0.113.${100 + Math.floor(random() * 100)}`;
  const name = pick(['blog', 'old', 'extra', 'more'], random);
  const ways: readonly Step[] = [
    {
      kind: 'colleague',
      words: `somebody adds ${name} A ${address}`,
      act: (other) => other.add({ name, address, ttlSeconds: 3600 }),
    },
    {
      kind: 'colleague',
      words: `somebody changes ${name} A to ${address}`,
      act: (other) => other.change(name, address),
    },
    { kind: 'colleague', words: `somebody deletes ${name} A`, act: (other) => other.remove(name) },
  ];
  return pick(ways, random);
}
