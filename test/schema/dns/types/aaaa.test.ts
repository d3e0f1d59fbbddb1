import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/aaaa.ts';

describe('schema/dns/types/aaaa', () => {
  accepts('AAAA', accepted);
  refuses('AAAA', refused);
});
