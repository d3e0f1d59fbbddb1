/** A database that counts what is sent to it. */
import type { Database, Queryable } from '../../src/state/database.ts';

export function countStatements(database: Database): { readonly database: Database; taken(): number } {
  let count = 0;
  const counted = (inner: Queryable): Queryable => ({
    query: (text, values) => {
      count += 1;
      return inner.query(text, values);
    },
    script: (text) => {
      count += 1;
      return inner.script(text);
    },
  });
  return {
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
    database: {
      ...counted(database),
      transaction: (work) => database.transaction((transaction) => work(counted(transaction))),
      close: () => database.close(),
    },
  };
}
