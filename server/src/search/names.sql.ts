import type { ChannelId, Platform, TagId, TopicId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

/** Something an operator can name, and by which words. */
export type Named<Id> = { readonly id: Id; readonly names: readonly string[] };

export async function nameChannels(ctx: Ctx, visible: readonly ChannelId[]): Promise<Named<ChannelId>[]> {
  const rows = await sql<{ id: ChannelId; name: string; platform: Platform }>`
    select id, name, platform from channels
    where organization_id = ${ctx.organizationId} and id = any(${[...visible]}::uuid[]) order by name`.execute(ctx.db);
  return rows.rows.map((row) => ({ id: row.id, names: [row.name, row.platform] }));
}

export async function nameTopics(ctx: Ctx): Promise<Named<TopicId>[]> {
  const rows = await sql<{ id: TopicId; name: string }>`
    select id, name from topics where organization_id = ${ctx.organizationId} order by deleted_at is not null, name`.execute(
    ctx.db,
  );
  return rows.rows.map((row) => ({ id: row.id, names: [row.name] }));
}

/** A deleted tag is nowhere to be seen (W107), so it names nothing. */
export async function nameTags(ctx: Ctx): Promise<Named<TagId>[]> {
  const rows = await sql<{ id: TagId; name: string }>`
    select id, name from tags where organization_id = ${ctx.organizationId} and deleted_at is null order by name`.execute(
    ctx.db,
  );
  return rows.rows.map((row) => ({ id: row.id, names: [row.name] }));
}

export async function nameUsers(ctx: Ctx): Promise<Named<UserId>[]> {
  const rows = await sql<{ id: UserId; first_name: string; last_name: string }>`
    select id, first_name, last_name from users where organization_id = ${ctx.organizationId}
    order by first_name, last_name`.execute(ctx.db);
  return rows.rows.map((row) => ({ id: row.id, names: [`${row.first_name} ${row.last_name}`.trim(), row.first_name] }));
}

/** Days begin where the reader lives. */
export async function findTimeZone(ctx: Ctx, userId: UserId): Promise<string> {
  const rows = await sql<{ time_zone: string }>`
    select time_zone from users where organization_id = ${ctx.organizationId} and id = ${userId}`.execute(ctx.db);
  return rows.rows[0]?.time_zone ?? "UTC";
}
