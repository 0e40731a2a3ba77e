import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { between } from "../load/random.ts";
import type { Stage } from "../scenario.ts";

/** The number of the postmaster's process, from the server itself. */
export async function findPostmaster(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ file: string }>("select pg_read_file('postmaster.pid') as file");
    return Number(found.rows[0]?.file.split("\n")[0]);
  } finally {
    await client.end();
  }
}

/** Database and product die in the same instant, as when a machine's programs all end; both are started again. */
export function crashDatabaseToo(times: number, env: Readonly<Record<string, string>> = {}) {
  return async ({ server, house, note }: Stage): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await sleep(between(1500, 2500));
      process.kill(await findPostmaster(await house.databaseUrl()), "SIGKILL");
      await server.kill();
      note("kill -9 of database and product", await server.start(env));
    }
    await sleep(500);
  };
}
