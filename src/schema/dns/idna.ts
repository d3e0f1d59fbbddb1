/**
 * Labels in Unicode and as A-labels: UTS #46, nontransitional, with the checks that registries make (hyphens, joiners,
 * direction, STD3). Not `domainToASCII` of Node, whose tables come with its version: `STRAẞE` is another name in Node 24
 * than in Node 22, and an upgrade must not move a record. The library is pinned for the same reason.
 */
import { createRequire } from 'node:module';

/** Loaded where a name needs it: its tables take as long to read as all else of a start, and most names are ASCII. */
const idna = createRequire(import.meta.url) as (name: 'tr46') => typeof import('tr46');

const profile = {
  checkHyphens: true,
  checkBidi: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  transitionalProcessing: false,
};

/** The label in ASCII, or undefined where IDNA has no such label. Length is not checked. */
export function labelToAscii(label: string): string | undefined {
  return idna('tr46').toASCII(label, profile) ?? undefined;
}

/** An A-label in Unicode; as it is where it would not come back as the same A-label. */
export function labelToUnicode(label: string): string {
  const { domain, error } = idna('tr46').toUnicode(label, profile);
  return !error && labelToAscii(domain) === label ? domain : label;
}
