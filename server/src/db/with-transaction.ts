import type { OrganizationId } from "@guichet/contract";
import type { Database } from "./database.ts";
import type { LentClient } from "./lend-client.ts";

/** A transaction on a lent client, for work in plain statements: committed when the work resolves, undone when it throws. */
export async function withTransaction<T>(
  database: Database,
  organizationId: OrganizationId,
  work: (client: LentClient) => Promise<T>,
): Promise<T> {
  return await database.withClient(organizationId, async (client) => {
    await client.query("begin");
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
