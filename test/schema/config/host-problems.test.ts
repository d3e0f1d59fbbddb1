import { describe, expect, it } from 'vitest';
import { hostProblems } from '../../../src/schema/config/host-problems.ts';
import { txtSet } from '../../conformance/samples.ts';
import { registrars } from '../../helpers/halves.ts';

describe('a TXT with octets that are not UTF-8', () => {
  it.each([...registrars])('is an issue at %s where it takes texts alone', (_name, { descriptor }) => {
    const problems = hostProblems(txtSet('example.com', 'odd', 'a\udcff', 3600), 'example.com', descriptor);
    const said = `${descriptor.title} takes text in TXT, and this one has octets that are not UTF-8`;
    expect(problems.map(({ message }) => message)).toEqual(descriptor.dns.txt === 'text' ? [said] : []);
  });
});
