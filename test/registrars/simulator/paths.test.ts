import { describe, expect, it } from 'vitest';
import { matchPath, segmentsOf } from '../../../src/registrars/simulator/paths.ts';

describe('the path of a request', () => {
  it.each<[string, string, string, Readonly<Record<string, string>> | undefined]>([
    ['without parameters', '/ping', '/ping', {}],
    [
      'with parameters',
      '/domains/:fqdn/records/:name',
      '/domains/example.com/records/www',
      { fqdn: 'example.com', name: 'www' },
    ],
    ['with an encoded slash in a parameter', '/domains/:fqdn', '/domains/a%2Fb', { fqdn: 'a/b' }],
    ['with a part that cannot be decoded', '/domains/:fqdn', '/domains/%E0%A4%A', undefined],
    ['with an empty parameter', '/domains/:fqdn', '/domains/', undefined],
    ['with too few parts', '/domains/:fqdn/records', '/domains/example.com', undefined],
    ['with too many parts', '/domains/:fqdn', '/domains/example.com/records', undefined],
    ['with other words', '/domains/:fqdn', '/zones/example.com', undefined],
    [
      'with the last part that may be left out',
      '/edit/:domain/[:name]',
      '/edit/a.com/www',
      { domain: 'a.com', name: 'www' },
    ],
    ['without it', '/edit/:domain/[:name]', '/edit/a.com', { domain: 'a.com' }],
    ['with that part empty', '/edit/:domain/[:name]', '/edit/a.com/', undefined],
    ['with that part, which cannot be decoded', '/edit/:domain/[:name]', '/edit/a.com/%', undefined],
  ])('%s', (_, template, path, expected) => {
    expect(matchPath(template, segmentsOf(path))).toEqual(expected);
  });
});
