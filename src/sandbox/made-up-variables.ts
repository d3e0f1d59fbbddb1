/**
 * Values for the environment variables that a config names, so that a sandbox needs none to be set: a variable gets the
 * made-up value of the credential in which it stands. Whoever reads the config with these values gets in.
 */
import type { RegistrarDescriptor } from '../schema/capabilities.ts';
import type { AccountConfig } from '../schema/desired.ts';

interface MadeUpVariables {
  /** Reads the config in place of the environment: a mark that tells where the variable stands. */
  readonly mark: (name: string) => string;
  /** Accounts as a reader of the values has them, and the values by variable. Pure, after the config was read. */
  resolve(accounts: readonly AccountConfig[]): {
    readonly accounts: readonly AccountConfig[];
    readonly values: Readonly<Record<string, string>>;
  };
}

/** A web address, so that it may stand in an `endpoint`, too; there it stays, as nothing is sent to it. */
const markOf = (name: string): string => `https://sandbox.invalid/${name}/`;
const marks = /https:\/\/sandbox\.invalid\/(\w+)\//g;

/** `descriptors` by registrar. */
export function madeUpVariables(descriptors: ReadonlyMap<string, RegistrarDescriptor>): MadeUpVariables {
  const names = new Set<string>();
  return {
    mark(name) {
      names.add(name);
      return markOf(name);
    },
    resolve(accounts) {
      const values = new Map<string, string>();
      for (const account of accounts) {
        for (const { key, sandbox } of descriptors.get(account.registrar)?.credentials ?? []) {
          for (const [, name] of (account.credentials[key] ?? '').matchAll(marks)) {
            // A variable has one value wherever it stands.
            if (name !== undefined && !values.has(name)) values.set(name, sandbox);
          }
        }
      }
      const filled = (text: string) => text.replace(marks, (mark, name: string) => values.get(name) ?? mark);
      return {
        accounts: accounts.map((account) => ({
          ...account,
          credentials: Object.fromEntries(
            Object.entries(account.credentials).map(([key, text]) => [key, filled(text)]),
          ),
        })),
        values: Object.fromEntries([...names].sort().map((name) => [name, values.get(name) ?? markOf(name)])),
      };
    },
  };
}
