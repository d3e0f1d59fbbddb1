/**
 * A value as the text of a jsonb parameter. jsonb takes neither NUL nor half a surrogate pair; an API's error text may
 * hold either, and must not cost us the outcome that it belongs to.
 */
export function jsonParameter(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '\uFFFD') : part,
  );
}
