/**
 * The work for a text from outside grows as the text does: of a text of this length a search that begins anew at every
 * character takes minutes. Told by the processor's time, as the machine may have other work.
 */
import { expect, test } from 'vitest';
import { repositoryName } from '../src/cli/config-root.ts';
import { plain } from '../src/cli/views/paint.ts';
import { describeDifference } from '../src/cli/views/values.ts';
import { dsFromLine } from '../src/registrars/gandi/convert.ts';
import { createCookieJar } from '../src/registrars/hover/cookies.ts';
import { totpCode } from '../src/registrars/hover/totp.ts';
import { urlOf } from '../src/registrars/http/exchange.ts';
import { refusal } from '../src/registrars/namecheap/errors.ts';
import { maskSecrets } from '../src/schema/config/mask.ts';
import { nearest } from '../src/schema/config/suggest.ts';
import { parseRdata } from '../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../src/schema/dns/targets.ts';
import { visible } from '../src/schema/visible.ts';

const length = 400_000;
const run = (unit: string) => unit.repeat(length / unit.length);

const context = {
  registrar: 'namecheap',
  account: 'nc',
  transport: { redact: (text: string) => text },
  request: { operation: 'read', object: 'example.com', kind: 'read' },
} as const;
const notWhitelisted = (text: string) => refusal([{ number: '1011150', text }], '192.0.2.1', context);
const value = (text: string) => ({ ttl: 300, values: [text] });

test.each<[string, () => unknown]>([
  ['an address in an error', () => notWhitelisted(`Invalid request IP: ${run('a')} ${run(':')}`)],
  ['a cookie', () => createCookieJar(`a=b${run(' ')}c`)],
  ['a secret', () => totpCode(`${run('=')}A`, 0)],
  ['a line of a zone file', () => dsFromLine(`a. IN DS${run(' ')}x\ny`)],
  ['parameters of a CAA record', () => parseRdata('CAA', `0 issue "a.com; a=${run(' ')}é"`, absoluteTarget)],
  ['the slashes of an endpoint', () => urlOf({ path: '/' }, `https://a.example/${run('/')}a`)],
  ['the slashes of a repository', () => repositoryName(`https://a.example/${run('/')}a`)],
  ['keys in a line that is shown', () => maskSecrets(`{${run('a: b, ')}}`, true)],
  ['separators in a line that is shown', () => maskSecrets(run('-: ? '), true)],
  ['a long word', () => nearest(run('record'), ['records', 'registrar'])],
  ['characters that are not seen', () => visible(run('\u{1f469}\u200d'))],
  ['two texts without a word in common', () => describeDifference(value(run('a b ')), value(run('c d ')), plain)],
  [
    'two long lists',
    () =>
      describeDifference(
        { ttl: 300, values: Array.from({ length: 40_000 }, (_, i) => `a${i}`) },
        { ttl: 300, values: Array.from({ length: 40_000 }, (_, i) => `b${i}`) },
        plain,
      ),
  ],
])('%s', (_name, action) => {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(3);
});
