/**
 * The one door to nock. `useHttpMock()` in a test file closes the network; then a request without a mock fails its
 * test, and so does a mock without a request.
 */
import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

export interface HttpMock {
  /** Mocks for one origin; see nock's `Scope`: `mock.origin('https://api.example.com').get('/x').reply(200, {})`. */
  origin(url: string, options?: nock.Options): nock.Scope;
}

export function useHttpMock(): HttpMock {
  let unexpected: string[] = [];
  const note = (request: { readonly method?: string; readonly path?: string; readonly url?: string }) => {
    unexpected.push(`${request.method ?? 'GET'} ${request.url ?? request.path ?? '?'}`);
  };

  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
    nock.emitter.on('no match', note);
  });

  afterEach(() => {
    const missing = unexpected;
    const unused = nock.pendingMocks();
    unexpected = [];
    nock.cleanAll();
    expect(missing, 'requests without a mock: add one, or do not send them').toEqual([]);
    expect(unused, 'mocks without a request: remove them, or find out why nothing was sent').toEqual([]);
  });

  afterAll(() => {
    nock.emitter.off('no match', note);
    nock.restore();
    nock.enableNetConnect();
  });

  return { origin: (url, options) => nock(url, options) };
}
