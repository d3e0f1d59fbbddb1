import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/srv.ts';

describe('schema/dns/types/srv', () => {
  accepts('SRV', accepted);
  refuses('SRV', refused);
});
