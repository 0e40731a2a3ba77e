import pg from "pg";

/**
 * What was valid at the moment of the backup may have been revoked since: whoever was signed in then signs in again. REST API
 * keys stay, because programs would stand still; their number is told, so that somebody looks at them.
 */
export async function endSessions(databaseUrl: string): Promise<{ readonly validKeys: number }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "guichet-restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("delete from sessions");
    const found = await client.query<{ count: number }>(
      "select count(*)::int as count from api_keys where revoked_at is null",
    );
    return { validKeys: found.rows[0]?.count ?? 0 };
  } finally {
    await client.end();
  }
}
