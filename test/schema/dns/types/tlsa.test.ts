import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/tlsa.ts';

describe('schema/dns/types/tlsa', () => {
  accepts('TLSA', accepted);
  refuses('TLSA', refused);
});
