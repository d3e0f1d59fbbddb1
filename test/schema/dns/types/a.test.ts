import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/a.ts';

describe('schema/dns/types/a', () => {
  accepts('A', accepted);
  refuses('A', refused);
});
