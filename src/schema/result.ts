/** The outcome of reading a value that a person or an API wrote: the value, or why it is not one. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** What is wrong with a value, as a sentence without a full stop, and what to write instead where that is known. */
export interface Problem {
  readonly message: string;
  readonly suggestion?: string;
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function bad(message: string, suggestion?: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: suggestion === undefined ? { message } : { message, suggestion } };
}

/** Marks the end of an exhaustive switch: the compiler refuses a case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
