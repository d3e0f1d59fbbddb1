/** Why a row of docs/calls.md cannot be lower, by registrar and scenario. */
export const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
