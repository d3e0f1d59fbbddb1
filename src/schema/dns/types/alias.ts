/** ALIAS: a pointer that the DNS host resolves itself, so that it may stand at the apex. Object form `{ target }`. */
import { pointerType } from '../pointer.ts';

export const aliasType = pointerType('ALIAS', 'ANAME draft (draft-ietf-dnsop-aname)', (target) => ({
  type: 'ALIAS',
  target,
}));
