/** NS (RFC 1035 section 3.3.11): a nameserver of a delegated name. Object form `{ target }`. */
import { pointerType } from '../pointer.ts';

export const nsType = pointerType('NS', 'RFC 1035', (target) => ({ type: 'NS', target }));
