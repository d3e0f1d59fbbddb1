/** PTR (RFC 1035 section 3.3.12): the name of an address. Object form `{ target }`. */
import { pointerType } from '../pointer.ts';

export const ptrType = pointerType('PTR', 'RFC 1035', (target) => ({ type: 'PTR', target }));
