import { describe, expect, test } from 'vitest';
import { madeUpVariables } from '../../src/sandbox/made-up-variables.ts';
import type { RegistrarDescriptor } from '../../src/schema/capabilities.ts';
import type { AccountConfig } from '../../src/schema/desired.ts';

const descriptors = new Map([
  [
    'acme',
    {
      credentials: [
        { key: 'user', required: true, variable: 'ACME_USER', secret: false, sandbox: 'somebody' },
        { key: 'key', required: true, variable: 'ACME_KEY', secret: true, sandbox: 'made-up-key' },
      ],
    } as unknown as RegistrarDescriptor,
  ],
]);

function account(credentials: Record<string, string>, name = 'a'): AccountConfig {
  return { name, registrar: 'acme', credentials, source: { file: 'domains.yaml', line: 1, column: 1 } };
}

describe('variables of a sandbox', () => {
  test('take the value of the credential in which they stand', () => {
    const { mark, resolve } = madeUpVariables(descriptors);
    const { accounts, values } = resolve([account({ user: mark('U'), key: `team-${mark('K')}` })]);
    expect(accounts[0]?.credentials).toEqual({ user: 'somebody', key: 'team-made-up-key' });
    expect(values).toEqual({ U: 'somebody', K: 'made-up-key' });
  });

  test('have one value wherever they stand, so that a reader of the values gets in everywhere', () => {
    const { mark, resolve } = madeUpVariables(descriptors);
    const { accounts } = resolve([
      account({ user: mark('X'), key: mark('X') }),
      account({ user: 'me', key: mark('X') }, 'b'),
    ]);
    expect(accounts.map(({ credentials }) => credentials)).toEqual([
      { user: 'somebody', key: 'somebody' },
      { user: 'me', key: 'somebody' },
    ]);
  });

  test('leave credentials that are written out as they are', () => {
    const { resolve } = madeUpVariables(descriptors);
    expect(resolve([account({ user: 'me', key: 'abc' })])).toMatchObject({
      accounts: [{ credentials: { user: 'me', key: 'abc' } }],
      values: {},
    });
  });

  test('outside of credentials are set, too: to a web address, as they may be an endpoint', () => {
    const { mark, resolve } = madeUpVariables(descriptors);
    mark('ELSEWHERE');
    expect(URL.canParse(resolve([]).values.ELSEWHERE ?? '')).toBe(true);
  });
});
