import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/loc.ts';

describe('schema/dns/types/loc', () => {
  accepts('LOC', accepted);
  refuses('LOC', refused);
});
