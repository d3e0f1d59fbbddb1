import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/caa.ts';

describe('schema/dns/types/caa', () => {
  accepts('CAA', accepted);
  refuses('CAA', refused);
});
