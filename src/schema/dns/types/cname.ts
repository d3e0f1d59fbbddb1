/** CNAME (RFC 1035 section 3.3.1): this name is another name. Object form `{ target }`. */
import { pointerType } from '../pointer.ts';

export const cnameType = pointerType('CNAME', 'RFC 1035', (target) => ({ type: 'CNAME', target }));
