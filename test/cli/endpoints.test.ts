import { describe, expect, test } from 'vitest';
import { endpointsFrom, endpointVariable } from '../../src/cli/endpoints.ts';

describe('endpoints from the environment', () => {
  test.each([
    ['gandi', 'DOMCTL_ENDPOINT_GANDI'],
    ['cf-prod', 'DOMCTL_ENDPOINT_CF_PROD'],
    ['Team.2', 'DOMCTL_ENDPOINT_TEAM_2'],
  ])('%s reads %s', (account, variable) => {
    expect(endpointVariable(account)).toBe(variable);
  });

  test('only variables that are set count, and an empty one is not', () => {
    const env = { DOMCTL_ENDPOINT_A: 'http://127.0.0.1:4000', DOMCTL_ENDPOINT_B: '' };
    expect([...endpointsFrom(env, ['a', 'b', 'c'])]).toEqual([['a', 'http://127.0.0.1:4000']]);
  });

  test('what is no web address is refused by name', () => {
    expect(() => endpointsFrom({ DOMCTL_ENDPOINT_A: '127.0.0.1:4000' }, ['a'])).toThrow(
      /DOMCTL_ENDPOINT_A: the endpoint is not a web address/,
    );
  });

  test('a variable of two accounts is refused: one of them would go to the wrong place', () => {
    const env = { DOMCTL_ENDPOINT_CF_PROD: 'http://127.0.0.1:4000' };
    expect(() => endpointsFrom(env, ['cf-prod', 'cf_prod'])).toThrow(/two accounts, cf-prod and cf_prod/);
  });
});
