import type { OrganizationId } from "@guichet/contract";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** A client while it is lent out. Statements with parameters are prepared under a name. */
export type LentClient = {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<Row>>;
};

/** A statement text is prepared once a connection; texts made at run time beyond this number stay unprepared. */
const MOST_NAMES = 600;
const names = new Map<string, string>();

/**
 * Lends clients of one pool. Each client remembers the organization it was last lent to; another one is set before it
 * leaves, so a connection can never carry somebody else's rows (I22).
 */
export function createLending(pool: pg.Pool, asRuntimeRole: boolean) {
  const lentTo = new WeakMap<pg.PoolClient, OrganizationId | "nobody">();

  async function lend(organizationId: OrganizationId | undefined): Promise<pg.PoolClient> {
    const client = await pool.connect();
    if (organizationId === undefined || lentTo.get(client) === organizationId) return client;
    try {
      lentTo.set(client, "nobody");
      if (asRuntimeRole) await client.query("set role guichet_app");
      await client.query("select set_config('guichet.organization_id', $1, false)", [organizationId]);
      lentTo.set(client, organizationId);
      return client;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }

  return {
    /** What Kysely takes for a pool. */
    lender(organizationId: OrganizationId | undefined): PostgresPool {
      return {
        options: {},
        connect: async () => asKyselyClient(await lend(organizationId)),
        end: () => Promise.resolve(),
      };
    },
    async withClient<T>(organizationId: OrganizationId, work: (client: LentClient) => Promise<T>): Promise<T> {
      const client = await lend(organizationId);
      let failure: Error | undefined;
      try {
        return await work({ query: (text, values) => client.query(named(text, values)) });
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        // A client that failed may stand in a broken transaction or on a dead connection: it is not lent again.
        client.release(failure);
      }
    },
  };
}

function named(text: string, values: readonly unknown[] = []): pg.QueryConfig {
  if (values.length === 0) return { text };
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST_NAMES) return { text, values: [...values] };
    name = `g${names.size + 1}`;
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}

const NOTHING: PostgresQueryResult<never> = { command: "SELECT", rowCount: 0, rows: [] };

/**
 * A transaction begins with its first statement: one in which nothing is asked, as in a listener that has nothing to do about
 * an event, costs the database nothing.
 */
function asKyselyClient(client: pg.PoolClient): PostgresPoolClient {
  let toBegin = false;
  async function run(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    if (sql === "begin") {
      toBegin = true;
      return NOTHING;
    }
    if (toBegin) {
      toBegin = false;
      if (sql === "commit" || sql === "rollback") return NOTHING;
      await client.query("begin");
    }
    return (await client.query(named(sql, parameters))) as PostgresQueryResult<unknown>;
  }
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== "string") throw new Error("cursors are not used here: stream COPY instead");
    return run(sql, parameters);
  }
  return { query, release: () => client.release() };
}
