import type { ChannelId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { everyChannelRole } from "../channel-access.sql.ts";

/** Channels that nobody reaches: no person by themselves, and no team in which somebody is. */
export async function listUnreachedChannels({
  db,
  organizationId,
}: Pick<Ctx, "db" | "organizationId">): Promise<{ id: ChannelId; name: string }[]> {
  const reached = everyChannelRole(db, organizationId).where(sql<boolean>`access.channel_id = h.id`);
  return await db
    .selectFrom("channels as h")
    .where("h.organization_id", "=", organizationId)
    .where("h.deleted_at", "is", null)
    .where(({ not, exists }) => not(exists(reached.select("access.user_id"))))
    .select(["h.id", "h.name"])
    .orderBy("h.name")
    .orderBy("h.id")
    .execute();
}
