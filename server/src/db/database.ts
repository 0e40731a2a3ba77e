import type { OrganizationId } from "@guichet/contract";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { createLending, type LentClient } from "./lend-client.ts";
import type { Tables } from "./tables/index.ts";
import { type DatabaseWatch, watchDatabase } from "./watch-database.ts";

export type Db = Kysely<Tables>;

/**
 * The one door to PostgreSQL. `of(organization)` sees that organization alone (row-level security); `system` is for the
 * machine (dispatcher, leases, safety nets) and the two narrow look-ups of decision 19.
 */
export type Database = {
  of(organizationId: OrganizationId): Db;
  readonly system: Db;
  /** A client for a hot statement of one organization. The caller must not keep it. */
  withClient<T>(organizationId: OrganizationId, work: (client: LentClient) => Promise<T>): Promise<T>;
  /** Is the second wall up? False where the server's account may not make roles. */
  readonly walled: boolean;
  /** The smallest question; throws when there is no answer. */
  ask(): Promise<void>;
  /** Is it there at all? Whoever answers people or platforms waits through this. */
  readonly watch: DatabaseWatch;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Connections for organizations' work; more than about four a core slows PostgreSQL down. */
  readonly connections?: number;
  readonly onError?: (error: Error) => void;
};

/** Opens the pools. Nothing is connected before the first use. Fails with a plain error when the server cannot be reached. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const onError = options.onError ?? (() => undefined);
  const watch = watchDatabase(options.url);
  const systemPool = makePool(options.url, 3, onError, watch.heard);
  const walled = await hasRole(systemPool);
  const pool = makePool(options.url, options.connections ?? 8, onError, watch.heard);
  const lending = createLending(pool, walled);
  const perOrganization = new Map<OrganizationId, Db>();
  const system = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: createLending(systemPool, false).lender(undefined) }),
  });

  return {
    of(organizationId) {
      let db = perOrganization.get(organizationId);
      if (db === undefined) {
        db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: lending.lender(organizationId) }) });
        perOrganization.set(organizationId, db);
      }
      return db;
    },
    system,
    withClient: (organizationId, work) => lending.withClient(organizationId, work),
    async ask() {
      await systemPool.query("select 1");
    },
    walled,
    watch,
    async close() {
      watch.stop();
      await Promise.all([pool.end(), systemPool.end()]);
    },
  };
}

function makePool(url: string, max: number, onError: (error: Error) => void, onData: () => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    // Waiting for a free connection of a busy database is no failure; an absent one is found by the watch.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 20_000,
    query_timeout: 16_000,
    application_name: "guichet",
  });
  // A lost connection must never end the process: neither an idle client's nor a lent one's (F-04).
  pool.on("error", onError);
  pool.on("connect", (client) => {
    client.on("error", onError);
    client.connection.stream.on("data", onData);
  });
  return pool;
}

async function hasRole(pool: pg.Pool): Promise<boolean> {
  const found = await pool.query(
    "select 1 from pg_roles where rolname = 'guichet_app' and pg_has_role(current_user, oid, 'member')",
  );
  return found.rowCount === 1;
}
