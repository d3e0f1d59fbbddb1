/** `--consent CODE:DOMAIN` takes the domain as it is written anywhere else. */
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addConsentOption } from '../../src/cli/arguments/consent.ts';

function consents(...texts: readonly string[]): readonly string[] {
  const command = addConsentOption(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  command.parse(
    texts.flatMap((text) => ['--consent', text]),
    { from: 'user' },
  );
  return command.opts<{ readonly consent: readonly string[] }>().consent;
}

test.each([
  ['delegation', 'delegation'],
  ['delegation:example.com', 'delegation:example.com'],
  ['delegation:Example.COM.', 'delegation:example.com'],
  ['delegation:bücher.example', 'delegation:xn--bcher-kva.example'],
])('%s is %s', (text, consent) => {
  expect(consents(text)).toEqual([consent]);
});

test.each([
  ['delegation:', /the domain is empty/],
  ['delegation:example', /is not a full domain name/],
  ['delegation:example.com:example.net', /After the colon stands a domain/],
  ['delegaton:example.com', /Did you mean "delegation"/],
])('%s is refused', (text, message) => {
  expect(() => consents(text)).toThrow(message);
});
