import type { ChannelId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { type FoundState, readValue, writeFoundState, writeTraffic, writeValue } from "./channel-news.sql.ts";

/**
 * What the connector or its health check found. `silent`: its server does not answer; Guichet goes on trying by itself.
 * Announced when it changes; never ends a pause, and silence does not end the need for a person.
 */
export async function setChannelState(
  ctx: Ctx,
  channelId: ChannelId,
  state: FoundState,
  reason: string | null,
): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    const changed = await writeFoundState(db, organizationId, channelId, { state, reason, at: inside.now() });
    if (changed) await appendEvents(inside, [{ type: "channel.changed", data: { channelId, change: "state" } }]);
  });
}

/** Keeps the times of the last message in and out. Cheap: most calls write nothing. */
export async function noteChannelTraffic(
  ctx: Pick<Ctx, "db" | "organizationId">,
  channelId: ChannelId,
  direction: "in" | "out",
  at: Date,
): Promise<void> {
  await writeTraffic(ctx.db, ctx.organizationId, channelId, direction, at);
}

/** A connector's small durable value; null when never set. */
export async function getChannelValue(
  ctx: Pick<Ctx, "db" | "organizationId">,
  channelId: ChannelId,
  key: string,
): Promise<string | null> {
  return await readValue(ctx.db, ctx.organizationId, channelId, key);
}

export async function setChannelValue(
  ctx: Pick<Ctx, "db" | "organizationId" | "now">,
  channelId: ChannelId,
  key: string,
  value: string,
): Promise<void> {
  await writeValue(ctx.db, ctx.organizationId, channelId, { key, value, at: ctx.now() });
}
