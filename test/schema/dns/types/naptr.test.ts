import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/naptr.ts';

describe('schema/dns/types/naptr', () => {
  accepts('NAPTR', accepted);
  refuses('NAPTR', refused);
});
