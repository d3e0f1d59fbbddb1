import { expect, test } from 'vitest';
import { requestLine } from '../../../src/cli/views/request-line.ts';

const event = { account: 'cf', attempt: 1, outcome: '200', durationMs: 12, object: 'example.com' } as const;

test.each([
  ['POST', 'POST zones', 'cf: POST zones of example.com: 200 in 12 ms'],
  ['GET', 'read records', 'cf: GET read records of example.com: 200 in 12 ms'],
])('a request is told with its method once: %s %s', (method, operation, told) => {
  expect(requestLine({ ...event, method, operation } as Parameters<typeof requestLine>[0])).toBe(told);
});
