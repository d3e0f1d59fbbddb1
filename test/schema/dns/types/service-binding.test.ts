import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { failures, vectors } from '../texts/rfc9460.ts';
import { accepted, refused } from '../texts/service-binding.ts';

describe.each(['HTTPS', 'SVCB'] as const)('schema/dns/service-binding as %s', (type) => {
  accepts(type, accepted);
  refuses(type, refused(type));
  accepts(
    type,
    vectors.map(([text, , canonical]) => [text, canonical]),
  );
  accepts(
    type,
    vectors.map(([, wire, canonical]) => [`\\# ${wire.length / 2} ${wire}`, canonical]),
  );
  refuses(type, failures);
});
