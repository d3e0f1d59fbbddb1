import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/txt.ts';

describe('schema/dns/types/txt', () => {
  accepts('TXT', accepted);
  refuses('TXT', refused);
});
