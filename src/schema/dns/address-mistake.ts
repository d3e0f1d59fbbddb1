/** What people write into A and AAAA that is not an address, and what they meant. */
import { bad, type Result } from '../result.ts';
import { seen } from './seen.ts';

/** The problem of an address that is none; `example` is what a right one looks like. */
export function addressMistake(type: 'A' | 'AAAA', text: string, example: string): Result<never> {
  const version = type === 'A' ? 'IPv4' : 'IPv6';
  if (text === '') return bad(`${type} has no address`, `write an ${version} address, for example "${example}"`);
  if (/[\s,]/.test(text))
    return bad(`${seen(text)} is not one ${version} address`, 'write several as a list: values: [..., ...]');
  if (/^[^:/]*[a-z][^:/]*$/i.test(text)) {
    return bad(
      `${type} holds an ${version} address, and ${seen(text)} is a name`,
      'use type CNAME, or ALIAS at the apex',
    );
  }
  if (text.includes('/')) return bad(`${seen(text)} is a network or a URL, not one ${version} address`);
  return bad(`${seen(text)} is not an ${version} address`, `write it in full, for example "${example}"`);
}
