import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/ds.ts';

describe('schema/dns/types/ds', () => {
  accepts('DS', accepted);
  refuses('DS', refused);
});
