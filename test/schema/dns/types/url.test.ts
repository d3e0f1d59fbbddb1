import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/url.ts';

describe('schema/dns/types/url', () => {
  accepts('URL', accepted);
  refuses('URL', refused);
});
