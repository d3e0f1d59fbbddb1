/**
 * A database that is open only while it is used: a plan reads its state in the first moments, and then waits for
 * registrars for minutes. Meanwhile an embedded state should neither keep others out nor take 200 MB.
 */
import type { Database } from './database.ts';

const idleMs = 250;

/** `open` is called anew after each pause. Throws what `open` throws. */
export function createDatabaseOnDemand(opened: Database, open: () => Promise<Database>): Database {
  let current: Promise<Database> | null = Promise.resolve(opened);
  let closing: Promise<void> = Promise.resolve();
  let users = 0;
  let timer: NodeJS.Timeout | undefined;

  const closeCurrent = (): Promise<void> => {
    clearTimeout(timer);
    if (current !== null) closing = current.then((database) => database.close());
    current = null;
    return closing;
  };
  const whenIdle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void closeCurrent().catch(() => {}), idleMs).unref();
  };
  const opening = async (): Promise<Database> => {
    current ??= closing.then(open);
    const mine = current;
    try {
      return await mine;
    } catch (error) {
      if (current === mine) current = null;
      throw error;
    }
  };
  const use = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    users += 1;
    clearTimeout(timer);
    try {
      return await work(await opening());
    } finally {
      users -= 1;
      if (users === 0) whenIdle();
    }
  };
  whenIdle();

  return {
    query: <Row>(text: string, values?: readonly unknown[]) => use((database) => database.query<Row>(text, values)),
    script: (text) => use((database) => database.script(text)),
    transaction: (work) => use((database) => database.transaction(work)),
    close: closeCurrent,
  };
}
