/**
 * Environment variables in `accounts`: `${NAME}` anywhere in a text. `$${NAME}` is the text `${NAME}` itself, and a `$`
 * that is not followed by `{` is a `$`. Nothing is read anywhere else in a config.
 */
import { bad, ok, type Result } from '../result.ts';

export type Variables = (name: string) => string | undefined;

const reference = /(\$?)\$\{([^}]*)(\}?)/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The text with each variable's value. A problem names the variable, never a value. An empty variable counts as missing. */
export function expand(text: string, variables: Variables): Result<string> {
  let problem: Result<never> | undefined;
  const expanded = text.replace(reference, (whole: string, dollar: string, name: string, end: string) => {
    if (dollar !== '') return whole.slice(1);
    if (end === '' || !variableName.test(name)) {
      problem ??= bad(
        'a text with "${" holds no variable\'s name',
        'write "${NAME}", with letters, digits and underscores; for the characters "${" themselves write "$${"',
      );
      return whole;
    }
    const value = variables(name);
    if (value !== undefined && value !== '') return value;
    problem ??= bad(
      `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`,
      `set ${name} before this command`,
    );
    return whole;
  });
  return problem ?? ok(expanded);
}

/** `$NAME`, as a shell would read it; here it would be sent as it stands. */
export function looksLikeVariable(text: string): boolean {
  return text.startsWith('$') && variableName.test(text.slice(1));
}

/** The first variable that a text refers to, for places where none is read. */
export function referredVariable(text: string): string | undefined {
  for (const [, dollar, name, end] of text.matchAll(reference)) {
    if (dollar === '' && end !== '' && name !== undefined && variableName.test(name)) return name;
  }
  return undefined;
}
