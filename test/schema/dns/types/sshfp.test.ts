import { describe } from 'vitest';
import { accepts, refuses } from '../helpers.ts';
import { accepted, refused } from '../texts/sshfp.ts';

describe('schema/dns/types/sshfp', () => {
  accepts('SSHFP', accepted);
  refuses('SSHFP', refused);
});
