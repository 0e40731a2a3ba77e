import pg from "pg";
import { CannotStart, startEmbeddedPostgres } from "../db/embedded/index.ts";

/**
 * A process for the launcher's tests: `node hold-embedded-postgres.ts FOLDER [write]`. Prints what it started as one
 * line of JSON, then (with `write`) the number of every row the database has acknowledged, until a signal ends it.
 */
try {
  const [folder = "", mode] = process.argv.slice(2);
  const notes: string[] = [];
  const server = await startEmbeddedPostgres({ dataDir: folder, log: (line) => notes.push(line) });
  process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ ...server, notes }));
  if (mode === "write") await writeRows(server.url);
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ refused: error instanceof CannotStart, message: String(error) }));
  process.exitCode = 1;
}

async function writeRows(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("create table if not exists acknowledged (number int primary key)");
  for (let number = 1; ; number++) {
    await client.query("insert into acknowledged values ($1)", [number]);
    process.stdout.write(`${number}\n`);
  }
}
