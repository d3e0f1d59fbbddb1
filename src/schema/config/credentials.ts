/** The keys under `credentials`, held against the registrar's descriptor. */
import type { CredentialKey, RegistrarDescriptor } from '../capabilities.ts';
import { seen } from '../dns/seen.ts';
import type { Problem } from '../result.ts';
import { didYouMean, nearest } from './suggest.ts';

interface UnknownCredential {
  readonly key: string;
  readonly problem: Problem;
  /** A known key was most likely meant, which is then not missing. */
  readonly misspelt: boolean;
}

export function unknownCredentials(
  given: readonly string[],
  descriptor: RegistrarDescriptor,
): readonly UnknownCredential[] {
  const known = descriptor.credentials.map((credential) => credential.key);
  return given
    .filter((key) => !known.includes(key))
    .map((key) => ({
      key,
      problem: {
        message: `${descriptor.title} knows no credential ${seen(key)}`,
        suggestion: didYouMean(key, known, 'credentials'),
      },
      misspelt: nearest(key, known) !== undefined,
    }));
}

/**
 * What is missing, as words for one message; undefined where nothing is. A required key is not missing where all the keys
 * that may stand instead of it are there.
 */
export function missingCredentials(
  given: ReadonlySet<string>,
  descriptor: RegistrarDescriptor,
): { readonly keys: string; readonly suggestion: string } | undefined {
  const required = descriptor.credentials.filter((credential) => credential.required);
  const isMissing = ({ key, insteadOf = [] }: CredentialKey): boolean =>
    !given.has(key) && !(insteadOf.length > 0 && insteadOf.every((other) => given.has(other)));
  const missing = required.filter(isMissing);
  const [first] = missing;
  if (first === undefined) return undefined;
  const alternatives = first.insteadOf ?? [];
  // Keys that only stand instead of the first one are told as such.
  const together = missing.filter((credential) => !alternatives.includes(credential.key));
  const keys = together.map((credential) => credential.key).join(' and ');
  const lines = together.map((credential) => `${credential.key}: "\${${credential.variable}}"`).join(', ');
  return {
    keys: alternatives.length === 0 ? keys : `${keys} (or ${alternatives.join(' and ')})`,
    suggestion: `write credentials: { ${lines} }`,
  };
}
