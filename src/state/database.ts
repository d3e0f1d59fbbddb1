/**
 * What the queries need of a database. Two implementations speak the same SQL: `database-server.ts` (pg) and
 * `database-embedded.ts` (PGlite). Nothing here may rely on a session: behind a transaction-mode pooler, each statement
 * outside a transaction may reach another one. Hence qualified names, no SET, no prepared names, no session locks.
 */

export interface Queryable {
  /** One statement with parameters; JavaScript arrays bind to SQL arrays, JSON is given as text. Throws `StateError`. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Statements without parameters, any number. Throws `StateError`. */
  script(text: string): Promise<void>;
}

export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back when it throws. Throws what `work` throws, or `StateError`. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
