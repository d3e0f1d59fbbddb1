/** The registry table: every registrar, by the word in `registrar:`. One import and one line each, in this order. */
import { cloudflare } from './cloudflare/index.ts';
import { gandi } from './gandi/index.ts';
import { godaddy } from './godaddy/index.ts';
import { hover } from './hover/index.ts';
import { namecheap } from './namecheap/index.ts';
import { namecom } from './namecom/index.ts';
import { namesilo } from './namesilo/index.ts';
import { porkbun } from './porkbun/index.ts';
import type { Registrar } from './registrar.ts';

export const registrars: ReadonlyMap<string, Registrar> = new Map<string, Registrar>(
  ([cloudflare, gandi, godaddy, hover, namecheap, namecom, namesilo, porkbun] as readonly Registrar[]).map(
    (registrar) => [registrar.descriptor.name, registrar],
  ),
);
