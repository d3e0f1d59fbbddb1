/**
 * A Postgres server through `pg`, which is given the parts of the URL, not the URL: see `server-url.ts`.
 * Connection options that a transaction-mode pooler refuses (`options`, `statement_timeout`) are not sent.
 */
import { readFileSync } from 'node:fs';
import type { ClientConfig, Pool, PoolClient } from 'pg';
import type { Database, Queryable } from './database.ts';
import { StateError } from './errors.ts';
import type { ServerLocation } from './location.ts';

/** A run needs one connection for intents, one for settlements, one for its heartbeat. */
const poolSize = 4;
const connectTimeoutMs = 10_000;
/** The largest statement, a settlement of 10,000 effects, takes under 2 s. */
const queryTimeoutMs = 120_000;
const int8Oid = 20;

/** A location, and what its errors must not show. */
interface Server {
  readonly display: string;
  redact(text: string): string;
}

/** Connects lazily: the first query meets a server that is not there. Throws `StateError` `bad-location`. */
export async function openServerDatabase(location: ServerLocation): Promise<Database> {
  const { default: pg } = await import('pg');
  let latest: { readonly password?: string | null } | undefined;
  /** The driver also takes a password from `PGPASSWORD` and from the password file. */
  class Client extends pg.Client {
    constructor(config?: ClientConfig) {
      super(config);
      latest = this as { readonly password?: string | null };
      // A connection that fails between two queries tells it as an event, which would end the process; the next query throws.
      // From the start: the pool has none for it while it hands one out or throws one away.
      this.on('error', () => {});
    }
  }
  const pool = new pg.Pool({
    ...connectionOf(location),
    Client,
    max: poolSize,
    query_timeout: queryTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === int8Oid ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // The pool repeats it.
  pool.on('error', () => {});
  return serverDatabase(pool, {
    display: location.display,
    redact: (text) => location.redact(text, typeof latest?.password === 'string' ? [latest.password] : []),
  });
}

/** Throws `StateError` `bad-location` where a certificate cannot be read. */
function connectionOf({ url, tls, display }: ServerLocation): ClientConfig & { enableChannelBinding?: boolean } {
  const { host, port, user, password, database, application_name = 'domctl', options, connect_timeout } = url;
  const read = (path: string | undefined): string | undefined => {
    try {
      return path === undefined ? undefined : readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new StateError('bad-location', `The state at ${display}: a certificate or key cannot be read (${code}).`);
    }
  };
  const files = () => ({ ca: read(url.sslrootcert), cert: read(url.sslcert), key: read(url.sslkey) });
  return {
    host,
    port,
    user,
    password,
    database,
    application_name,
    options,
    connectionTimeoutMillis: Number(connect_timeout) > 0 ? Number(connect_timeout) * 1000 : connectTimeoutMs,
    enableChannelBinding: ['prefer', 'require'].includes(url.channel_binding ?? ''),
    ssl: tls === 'off' ? false : { ...defined(files()), rejectUnauthorized: tls === 'verify' },
  };
}

/** The driver takes a key that is there for one that was given. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function serverDatabase(pool: Pool, location: Server): Database {
  return {
    ...queryable(pool, location),
    async transaction(work) {
      const client = await connect(pool, location);
      const transaction = queryable(client, location);
      let broken = true;
      try {
        await transaction.script('BEGIN');
        const result = await work(transaction);
        await transaction.script('COMMIT');
        broken = false;
        return result;
      } catch (error) {
        broken = isLost(error) || (await rollbackFailed(client));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async close() {
      await pool.end();
    },
  };
}

/** A rollback would wait behind the statement that ran out of time. */
function isLost(error: unknown): boolean {
  return error instanceof StateError && error.code === 'unreachable';
}

async function rollbackFailed(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return false;
  } catch {
    return true;
  }
}

async function connect(pool: Pool, location: Server): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw failure(error, location);
  }
}

function queryable(connection: Pool | PoolClient, location: Server): Queryable {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      try {
        return (await connection.query(text, [...values])).rows as Row[];
      } catch (error) {
        throw failure(error, location);
      }
    },
    async script(text) {
      try {
        await connection.query(text);
      } catch (error) {
        throw failure(error, location);
      }
    },
  };
}

/** SQLSTATE classes: https://www.postgresql.org/docs/18/errcodes-appendix.html */
function failure(error: unknown, location: Server): StateError {
  if (error instanceof StateError) return error;
  const { message = String(error), code } = error as { message?: string; code?: string };
  const seen = location.redact(message === '' ? (code ?? 'no reason given') : message).replace(/(?<![.\s])[.\s]+$/, '');
  const details = { sqlState: /^[0-9A-Z]{5}$/.test(code ?? '') ? code : undefined };
  if (code === '28P01' || code === '28000' || code === '42501') {
    return new StateError(
      'forbidden',
      `The state at ${location.display} refused: ${seen}. ${advice.forbidden}`,
      details,
    );
  }
  if (lostConnection.test(code ?? '') || (code === undefined && aboutConnection.test(message))) {
    return new StateError(
      'unreachable',
      `No connection to the state at ${location.display}: ${seen}. ${advice.unreachable}`,
      details,
    );
  }
  return new StateError('failed', `The state at ${location.display} failed: ${seen}.`, details);
}

/** Connection exceptions, shutdown, "starting up", too many connections, a missing database; and Node's own codes. */
const lostConnection = /^(08...|57P0.|53300|3D000|E[A-Z_]+|CERT_.*|DEPTH_.*|SELF_.*|UNABLE_.*)$/;

/** What `pg` says without a code, when a connection ended or a time ran out. */
const aboutConnection = /connection|connect|timeout|ssl|not queryable|socket/i;

const advice = {
  forbidden: 'Check user and password in the URL, and the grants in docs/state.md.',
  unreachable: 'Check host, port, database and TLS in the URL, and that the server runs.',
};
