import type { OrganizationId } from "@guichet/contract";
import type { Database } from "./database.ts";
import type { LentClient } from "./lend-client.ts";

/** `lockTimeoutMs`: how long it waits for a lock before it is given up; without it as long as a statement may take. */
export type TransactionOptions = { readonly lockTimeoutMs?: number };

/** A transaction on a lent client, for work in plain statements: committed when the work resolves, undone when it throws. */
export async function withTransaction<T>(
  database: Database,
  organizationId: OrganizationId,
  work: (client: LentClient) => Promise<T>,
  { lockTimeoutMs }: TransactionOptions = {},
): Promise<T> {
  const begin = lockTimeoutMs === undefined ? "begin" : `begin; set local lock_timeout = ${Number(lockTimeoutMs)}`;
  return await database.withClient(organizationId, async (client) => {
    await client.query(begin);
    try {
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}
