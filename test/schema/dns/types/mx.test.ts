import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/mx.ts';

describe('schema/dns/types/mx', () => {
  accepts('MX', accepted);
  refuses('MX', refused);
});
