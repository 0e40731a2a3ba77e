import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { startApp } from "./app.ts";
import { ensureSetUpLink } from "./auth/index.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { CannotStart, checkDurability, type EmbeddedPostgres, migrate, startEmbeddedPostgres } from "./db/index.ts";
import type { Parts } from "./parts.ts";

/**
 * Callers who may wait to be let in, as far as the system allows: platforms that come all at once are answered, if only that
 * there is no room, instead of finding a connection that leads nowhere. Node's own is 511.
 */
const BACKLOG = 4096;

await main();

/** Reads the settings, starts the database, the schema and this process's roles; stops all of it in the reverse order. */
async function main(): Promise<void> {
  const config = await withRealPort(readSettings());
  const version = readVersion();
  let postgres: EmbeddedPostgres | undefined;
  try {
    postgres =
      config.databaseUrl === null
        ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: console.log, onLost: endWithoutDatabase })
        : undefined;
    const databaseUrl = config.databaseUrl ?? postgres?.url ?? "";
    await migrate(databaseUrl);
    if (config.production) await checkDurability(databaseUrl);
    const app = await startApp(config, databaseUrl, {
      version,
      onSetUp: async ({ organizationId, userId, withExample }) => {
        if (!withExample) return;
        const { fillExample } = await import("./example/fill-example.ts");
        const mail = config.exampleMail;
        await fillExample(app.parts, organizationId, userId, mail === null ? {} : { mail });
      },
    });
    await app.web?.server.listen({ host: config.host, port: config.port, backlog: BACKLOG });
    await sayHello(config, app.web === undefined ? undefined : config.publicUrl, app.parts);
    stopOnSignals(async () => {
      await app.stop();
      await postgres?.stop();
    });
  } catch (error) {
    await postgres?.stop();
    complain(error);
  }
}

/** Without it nothing can be taken in or sent; whoever manages services may start us elsewhere, or tell somebody. */
function endWithoutDatabase(reason: string): never {
  console.error(`The database cannot be started any more, so Guichet ends. ${reason}`);
  process.exit(1);
}

function readSettings(): Config {
  try {
    return readConfig();
  } catch (error) {
    return complain(error);
  }
}

function readVersion(): string {
  const file: { version?: string } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return file.version ?? "0.0.0";
}

async function sayHello(config: Config, address: string | undefined, parts: Parts): Promise<void> {
  if (address === undefined) {
    console.log(`Guichet runs as ${config.roles.join(", ")}.`);
    return;
  }
  console.log(`Guichet is at ${address}`);
  const link = await ensureSetUpLink({ database: parts.database, publicUrl: address, now: parts.now });
  if (link !== null) console.log(`Set it up here (once): ${link}`);
}

/** PORT=0: the system's choice, taken before links and addresses are made from it. */
async function withRealPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer().listen(0, config.host);
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  probe.close();
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      const patience = setTimeout(() => process.exit(1), 20_000);
      void stop().then(
        () => {
          clearTimeout(patience);
          process.exit(0);
        },
        (error: unknown) => complain(error),
      );
    });
  }
}

/** What the person who started it can mend is said in a line; anything else is shown whole. */
function complain(error: unknown): never {
  if (error instanceof ConfigError || error instanceof CannotStart) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
