import pg from "pg";
import { CannotStart } from "./embedded/index.ts";

/** Acknowledged means durable: a server that may forget commits is refused. */
export async function checkDurability(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const settings = await client.query<{ name: string }>(
      "select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'",
    );
    const off = settings.rows.map((row) => row.name);
    if (off.length > 0)
      throw new CannotStart(
        `The database has ${off.join(", ")} switched off and would lose messages in a crash. Switch on, then start again.`,
      );
  } finally {
    await client.end();
  }
}
