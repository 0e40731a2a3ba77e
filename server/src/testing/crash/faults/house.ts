import { join } from "node:path";
import { findRunningPostgres, startEmbeddedPostgres } from "../../../db/embedded/index.ts";
import { migrate } from "../../../db/index.ts";
import { type DatabaseProxy, startDatabaseProxy } from "./database-proxy.ts";
import { makeFolder, removeFolder } from "./folders.ts";
import { findFreePort } from "./free-port.ts";
import { type ServerOptions, ServerProcess } from "./server-process.ts";

/** The processes of one installation on a fresh data folder. */
export type House = {
  readonly dataDir: string;
  readonly servers: readonly ServerProcess[];
  /** Addresses of the web nodes. */
  readonly nodes: readonly string[];
  readonly databaseUrl: () => Promise<string>;
  remove(): Promise<void>;
};
export type HouseOptions = Pick<ServerOptions, "root" | "logFile"> & {
  readonly env?: Readonly<Record<string, string>>;
  /** One in the system's temporary folder where none is named. */
  readonly dataDir?: string;
};

/** As most people run it: one process in every role, with the database it starts and adopts by itself. */
export async function buildOneProcess(options: HouseOptions): Promise<House> {
  const dataDir = options.dataDir ?? (await makeFolder());
  const port = await findFreePort();
  const server = new ServerProcess({ ...options, port, env: { ...usualEnvironment(dataDir, port), ...options.env } });
  await server.start();
  return {
    dataDir,
    servers: [server],
    nodes: [server.url],
    databaseUrl: async () => (await findRunningPostgres(dataDir)) ?? "",
    async remove() {
      await server.stop();
      await removeFolder(dataDir);
    },
  };
}

/** Its database apart, on an address that stays and can go away. */
export type DividedHouse = House & {
  readonly proxy: DatabaseProxy;
  /** kill -9 of the database, and its next start. */
  crashDatabase(): Promise<void>;
};

/** One process for each list of roles, all on one database server of the harness; durable, as the product starts it. */
export async function buildDivided(roles: readonly string[], options: HouseOptions): Promise<DividedHouse> {
  const dataDir = await makeFolder();
  let postgres = await startEmbeddedPostgres({ dataDir });
  const proxy = await startDatabaseProxy();
  proxy.lead(postgres.port);
  await migrate(postgres.url);
  const address = new URL(postgres.url);
  address.port = String(proxy.port);
  const servers = await Promise.all(
    roles.map(async (role) => {
      const port = await findFreePort();
      const env = { ...usualEnvironment(dataDir, port), DATABASE_URL: address.href, ROLE: role, ...options.env };
      return new ServerProcess({ ...options, port, env, web: role.includes("web") });
    }),
  );
  await Promise.all(servers.map((server) => server.start()));
  return {
    dataDir,
    servers,
    nodes: servers.filter((_, n) => roles[n]?.includes("web")).map((server) => server.url),
    databaseUrl: async () => postgres.url,
    proxy,
    async crashDatabase() {
      process.kill(postgres.pid, "SIGKILL");
      await postgres.stop();
      postgres = await startEmbeddedPostgres({ dataDir });
      proxy.lead(postgres.port);
    },
    async remove() {
      await Promise.all(servers.map((server) => server.stop()));
      await proxy.close();
      await postgres.stop();
      await removeFolder(dataDir);
    },
  };
}

/** The public settings a busy installation on one machine would use; nothing that only tests know. */
function usualEnvironment(dataDir: string, port: number): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
    RATE_SCALE: "10000",
    NODE_COMPILE_CACHE: join(dataDir, "..", "guichet-crash-compile-cache"),
  };
}
