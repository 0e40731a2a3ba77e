import type { ChannelId, OrganizationId } from "@guichet/contract";
import type { Db } from "../db/index.ts";
import type { ChannelState } from "./channel-for-connector.ts";

export type FoundState = "connected" | "silent" | "needs_reconnection";
type Found = { readonly state: FoundState; readonly reason: string | null; readonly at: Date };

/** What health found out. A pause was wanted by a person, so nothing but a person ends it. */
export async function writeFoundState(
  db: Db,
  organizationId: OrganizationId,
  id: ChannelId,
  found: Found,
): Promise<boolean> {
  const silent = found.state === "silent";
  const state: ChannelState = found.state === "needs_reconnection" ? "needs_reconnection" : "connected";
  const since = found.state === "connected" ? null : found.at;
  const result = await db
    .updateTable("channels")
    .set((eb) => ({
      state,
      silent,
      state_reason: found.reason,
      trouble_since: eb
        .case()
        .when(eb.and([eb("state", "=", state), eb("silent", "=", silent)]))
        .then(eb.ref("trouble_since"))
        .else(since)
        .end(),
    }))
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .where("state", "!=", "paused")
    // The reasons of a silence change with every attempt; that it is silent is told once.
    .$if(silent, (query) => query.where("state", "=", "connected").where("silent", "=", false))
    .where((eb) =>
      eb.or([
        eb("state", "!=", state),
        eb("silent", "!=", silent),
        eb("state_reason", "is distinct from", found.reason),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** "Last message" of the editor. The row is written at most every 15 seconds, so that intake does not queue up for it. */
export async function writeTraffic(
  db: Db,
  organizationId: OrganizationId,
  id: ChannelId,
  direction: "in" | "out",
  at: Date,
): Promise<void> {
  const column = direction === "in" ? "last_inbound_at" : "last_outbound_at";
  await db
    .updateTable("channels")
    .set({ [column]: at })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where((eb) => eb.or([eb(column, "is", null), eb(column, "<", new Date(at.getTime() - 15_000))]))
    .execute();
}

export async function readValue(
  db: Db,
  organizationId: OrganizationId,
  channelId: ChannelId,
  key: string,
): Promise<string | null> {
  const row = await db
    .selectFrom("channel_values")
    .where("organization_id", "=", organizationId)
    .where("channel_id", "=", channelId)
    .where("key", "=", key)
    .select("value")
    .executeTakeFirst();
  return row?.value ?? null;
}

export async function writeValue(
  db: Db,
  organizationId: OrganizationId,
  channelId: ChannelId,
  entry: { readonly key: string; readonly value: string; readonly at: Date },
): Promise<void> {
  const { key, value, at } = entry;
  await db
    .insertInto("channel_values")
    .values({ organization_id: organizationId, channel_id: channelId, key, value, changed_at: at })
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "channel_id", "key"]).doUpdateSet({ value, changed_at: at }),
    )
    .execute();
}
